package org.gatehouse.gatewaycore.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.gatehouse.common.snapshot.Change;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the state on disk on a thread of its own, about once a second while something
 * changes: whoever follows the feed never waits for the disk.
 */
final class SnapshotKeeper implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

	private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

	/**
	 * Beyond that the whole is written: nobody should hold so much that is to be told.
	 */
	private static final int AT_MOST_PENDING = 20_000;

	private final SnapshotFile file;

	private final Thread thread = Thread.ofPlatform().daemon().name("gateway-keeper").unstarted(this::keep);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/** What is to be kept, null where all of it is. */
	private @Nullable State latest;

	private List<Change> pending = new ArrayList<>();

	private boolean whole = true;

	private boolean stopped;

	SnapshotKeeper(Path file) {
		this.file = new SnapshotFile(file);
	}

	private record State(String feed, long revision, Kept kept) {

	}

	/** A state with the changes that led to it, null where the whole is to be written. */
	private record Work(State state, @Nullable List<Change> changes) {

	}

	SnapshotFile file() {
		return this.file;
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Takes a state to be kept. Returns at once.
	 * @param feed the feed that it is of
	 * @param revision the feed's revision that it is of
	 * @param compiled the state
	 */
	void keep(String feed, long revision, SnapshotCompiler.Compiled compiled) {
		this.lock.lock();
		try {
			this.latest = new State(feed, revision, compiled.kept());
			List<Change> changes = compiled.changes();
			if (changes == null || this.pending.size() + changes.size() > AT_MOST_PENDING) {
				this.whole = true;
			}
			if (this.whole || changes == null) {
				this.pending = new ArrayList<>();
			}
			else {
				this.pending.addAll(changes);
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void keep() {
		for (Work work = next(); work != null; work = next()) {
			try {
				List<Change> changes = work.changes();
				State state = work.state();
				if (changes != null && this.file.takes(changes.size())) {
					this.file.add(state.feed(), state.revision(), changes);
				}
				else {
					this.file.write(state.feed(), state.revision(), state.kept());
				}
			}
			catch (IOException | RuntimeException ex) {
				LOG.warn("the snapshot cannot be kept: {}", ex.getMessage());
				wholeNext();
			}
			rest();
		}
	}

	/** Waits for something to do; null at the end. */
	private @Nullable Work next() {
		this.lock.lock();
		try {
			while (this.latest == null && !this.stopped) {
				this.changed.awaitUninterruptibly();
			}
			State state = this.latest;
			if (state == null) {
				return null;
			}
			Work work = new Work(state, this.whole ? null : this.pending);
			this.latest = null;
			this.whole = false;
			this.pending = new ArrayList<>();
			return work;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void wholeNext() {
		this.lock.lock();
		try {
			this.whole = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void rest() {
		this.lock.lock();
		try {
			long left = AT_MOST_EVERY.toNanos();
			while (left > 0 && !this.stopped) {
				left = this.changed.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Keeps what is left to be kept. */
	@Override
	public void close() {
		this.lock.lock();
		try {
			this.stopped = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(5));
			this.file.close();
		}
		catch (IOException ex) {
			LOG.debug("the snapshot's file cannot be closed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
