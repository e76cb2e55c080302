package org.gatehouse.gatewaycore.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one event loop: its client connections, and its unused connections to
 * backends. Only the loop itself touches it, so nothing here is locked. Time-outs are
 * looked for four times a second instead of being set and cancelled for each call.
 */
final class LoopState {

	static final long SWEEP_MILLIS = 250;

	private static final int MOST_IDLE = 256;

	private final EventLoop loop;

	private final long backendIdleNanos;

	private final Set<Connection> fronts = new LinkedHashSet<>();

	private final Map<Endpoint.Address, Deque<BackHandler>> idle = new HashMap<>();

	private final Map<Endpoint.Address, List<SharedBackend>> shared = new HashMap<>();

	/** Connections that were written to since the loop looked for events. */
	private final List<Channel> written = new ArrayList<>();

	private boolean draining;

	/** For those who are on other loops. */
	private volatile int connected;

	LoopState(EventLoop loop, long backendIdleNanos) {
		this.loop = loop;
		this.backendIdleNanos = backendIdleNanos;
	}

	EventLoop loop() {
		return this.loop;
	}

	/**
	 * Sends what was written to a connection when all events are worked off that the loop
	 * has found together, so that the kernel's half of many calls is done at once.
	 */
	void flushSoon(Channel channel) {
		if (this.written.isEmpty()) {
			this.loop.execute(this::flushWritten);
		}
		this.written.add(channel);
	}

	private void flushWritten() {
		for (int index = 0; index < this.written.size(); index++) {
			this.written.get(index).flush();
		}
		this.written.clear();
	}

	boolean isDraining() {
		return this.draining;
	}

	void add(Connection front) {
		this.fronts.add(front);
		this.connected = this.fronts.size();
	}

	void remove(Connection front) {
		this.fronts.remove(front);
		this.connected = this.fronts.size();
	}

	/** How many clients were connected a moment ago. */
	int connected() {
		return this.connected;
	}

	int connections() {
		return this.fronts.size();
	}

	void sweep() {
		long now = System.nanoTime();
		for (Connection front : List.copyOf(this.fronts)) {
			front.checkDeadline(now);
		}
		for (Deque<BackHandler> unused : this.idle.values()) {
			for (BackHandler oldest = unused.peekFirst(); oldest != null
					&& now - oldest.idleSince() > this.backendIdleNanos; oldest = unused.peekFirst()) {
				unused.pollFirst();
				oldest.close();
			}
		}
		this.idle.values().removeIf(Deque::isEmpty);
		for (SharedBackend connection : allShared()) {
			connection.closeIfIdle(now, this.backendIdleNanos);
		}
	}

	private List<SharedBackend> allShared() {
		return this.shared.values().stream().flatMap(List::stream).toList();
	}

	/**
	 * Lets running calls finish, and those that come on connections that are open. What
	 * rests is closed when it has rested for a while.
	 */
	void drain() {
		this.draining = true;
		for (Connection front : List.copyOf(this.fronts)) {
			front.drain();
		}
	}

	void closeAll() {
		for (Connection front : List.copyOf(this.fronts)) {
			front.abort();
		}
		List<BackHandler> unused = new ArrayList<>();
		this.idle.values().forEach(unused::addAll);
		unused.forEach(BackHandler::close);
		allShared().forEach(SharedBackend::close);
	}

	@Nullable BackHandler take(Endpoint.Address address) {
		Deque<BackHandler> unused = this.idle.get(address);
		if (unused == null) {
			return this.shared.isEmpty() ? null : takeShared(address);
		}
		for (BackHandler newest = unused.pollLast(); newest != null; newest = unused.pollLast()) {
			if (newest.isUsable()) {
				return newest;
			}
			newest.close();
		}
		return this.shared.isEmpty() ? null : takeShared(address);
	}

	private @Nullable BackHandler takeShared(Endpoint.Address address) {
		for (SharedBackend connection : this.shared.getOrDefault(address, List.of())) {
			BackHandler stream = connection.take();
			if (stream != null) {
				return stream;
			}
		}
		return null;
	}

	/** Lets other calls use a connection, too. */
	void share(Endpoint.Address address, SharedBackend connection) {
		this.shared.computeIfAbsent(address, (_) -> new ArrayList<>()).add(connection);
	}

	void unshare(Endpoint.Address address, SharedBackend connection) {
		List<SharedBackend> known = this.shared.get(address);
		if (known != null && known.remove(connection) && known.isEmpty()) {
			this.shared.remove(address);
		}
	}

	void put(Endpoint.Address address, BackHandler connection) {
		Deque<BackHandler> unused = this.idle.computeIfAbsent(address, (_) -> new ArrayDeque<>());
		if (unused.size() >= MOST_IDLE || this.draining) {
			connection.close();
			return;
		}
		unused.addLast(connection);
	}

	void forget(Endpoint.Address address, BackHandler connection) {
		Deque<BackHandler> unused = this.idle.get(address);
		if (unused != null) {
			unused.remove(connection);
		}
	}

}
