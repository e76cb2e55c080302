package org.gatehouse.gatewaycore.counters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.gatehouse.gatewaycore.metrics.Metrics;
import org.gatehouse.gatewaycore.throttle.SharedCounters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the counters. The first question that is not answered in time breaks it: all
 * that wait are told at once, and nobody waits again until the counters have answered a
 * question of its own, which is put four times a second.
 *
 * <p>
 * Time is counted in ticks of one thread, so that a pause of the whole process is not
 * held against the counters.
 */
public final class CounterLink implements SharedCounters, AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(CounterLink.class);

	private static final long SHORTEST_TICK = 5;

	private static final long LONGEST_TICK = 50;

	private static final long PROBE_MILLIS = 250;

	/** How long a silent connection is kept, for who wakes up to answer on it. */
	private static final long PATIENCE_MILLIS = 5000;

	private static final Duration FIRST_CONNECTION = Duration.ofSeconds(2);

	private static final List<Count> PROBE = List.of(new Count("gatehouse:probe", 1, 1000, false, 0, 1, 0));

	private final CounterSettings settings;

	private final CounterStore.Connector connector;

	private final ScheduledExecutorService ticks = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("counters").factory());

	private final Queue<Sent> waiting = new ConcurrentLinkedQueue<>();

	private final long tickMillis;

	private final long patienceTicks;

	private final CountDownLatch connected = new CountDownLatch(1);

	private final LongAdder answered = new LongAdder();

	private final LongAdder missed = new LongAdder();

	private volatile @Nullable CounterStore store;

	private volatile boolean there;

	private volatile long tick;

	private volatile Runnable onTick = () -> {
	};

	private boolean told;

	private boolean connecting;

	private long nextProbe;

	private long probedAt = -1;

	private long nextRound;

	private CounterLink(CounterSettings settings, CounterStore.Connector connector) {
		this.settings = settings;
		this.connector = connector;
		long timeout = settings.timeout().toMillis();
		this.tickMillis = Math.clamp(timeout / 5, SHORTEST_TICK, LONGEST_TICK);
		this.patienceTicks = Math.max(1, timeout / this.tickMillis);
	}

	/**
	 * Begins to connect, and waits a moment for that; what does not answer by then is
	 * away, and found later.
	 * @param settings where to
	 * @return the way there
	 */
	public static CounterLink to(CounterSettings settings) {
		CounterLink link = new CounterLink(settings, RedisStore.connector(settings));
		link.ticks.scheduleWithFixedDelay(link::tick, 0, link.tickMillis, TimeUnit.MILLISECONDS);
		try {
			if (!link.connected.await(FIRST_CONNECTION.toMillis(), TimeUnit.MILLISECONDS)) {
				link.ticks.execute(() -> link.away("not connected"));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return link;
	}

	/**
	 * Does something now and then, at most twenty times a second.
	 * @param action what is done, on the thread of this way
	 */
	public void onTick(Runnable action) {
		this.onTick = action;
	}

	@Override
	public boolean isThere() {
		return this.there;
	}

	/** A question that was sent. */
	private static final class Sent {

		private final Question question;

		private final long at;

		private volatile boolean over;

		Sent(Question question, long at) {
			this.question = question;
			this.at = at;
		}

	}

	@Override
	public void ask(Question question) {
		CounterStore asked = this.store;
		Sent sent = new Sent(question, this.tick);
		this.waiting.add(sent);
		// Asked after the question is in the queue, which is emptied when they go away.
		if (!this.there || asked == null) {
			sent.over = true;
			miss(question);
			return;
		}
		asked.ask(question.counts()).whenComplete((numbers, problem) -> {
			sent.over = true;
			if (problem == null) {
				this.answered.increment();
				answer(question, numbers);
			}
			else {
				miss(question);
				String why = reason(problem);
				this.ticks.execute(() -> lost(asked, why));
			}
		});
	}

	private void miss(Question question) {
		this.missed.increment();
		question.missed();
	}

	private static void answer(Question question, List<Long> numbers) {
		List<Told> told = new ArrayList<>(numbers.size() / 3);
		for (int i = 1; i + 2 < numbers.size(); i += 3) {
			told.add(new Told(numbers.get(i), numbers.get(i + 1), numbers.get(i + 2)));
		}
		question.answered(numbers.getFirst() == 1, told);
	}

	private static String reason(Throwable problem) {
		Throwable cause = (problem instanceof CompletionException && problem.getCause() != null) ? problem.getCause()
				: problem;
		return String.valueOf(cause.getMessage());
	}

	private void tick() {
		try {
			long now = this.tick + 1;
			this.tick = now;
			Sent oldest = this.waiting.peek();
			while (oldest != null && oldest.over) {
				this.waiting.poll();
				oldest = this.waiting.peek();
			}
			if (this.there && oldest != null && now - oldest.at > this.patienceTicks) {
				away("no answer within " + this.settings.timeout().toMillis() + " ms");
			}
			if (!this.there && now >= this.nextProbe) {
				this.nextProbe = now + ticks(PROBE_MILLIS);
				probe(now);
			}
			if (now >= this.nextRound) {
				this.nextRound = now + ticks(LONGEST_TICK);
				this.onTick.run();
			}
		}
		catch (RuntimeException ex) {
			LOG.error("the way to the counters failed, and goes on", ex);
		}
	}

	private long ticks(long millis) {
		return Math.max(1, millis / this.tickMillis);
	}

	private void lost(CounterStore lost, String why) {
		if (lost == this.store) {
			away(why);
			drop(lost);
		}
	}

	private void drop(CounterStore dropped) {
		this.store = null;
		this.probedAt = -1;
		dropped.close();
	}

	private void away(String why) {
		boolean before = this.there;
		this.there = false;
		for (Sent sent = this.waiting.poll(); sent != null; sent = this.waiting.poll()) {
			if (!sent.over) {
				miss(sent.question);
			}
		}
		if (before || !this.told) {
			this.told = true;
			this.nextProbe = this.tick + ticks(PROBE_MILLIS);
			LOG.warn("The counters at {} are away ({}): until they are back APIs are limited by this gateway alone, "
					+ "or refused where that is their rule", this.settings.place(), why);
		}
	}

	private void probe(long now) {
		CounterStore known = this.store;
		if (known == null) {
			connect();
		}
		else if (!known.isOpen()) {
			drop(known);
			connect();
		}
		else if (this.probedAt < 0) {
			this.probedAt = now;
			known.ask(PROBE).whenComplete((_, problem) -> this.ticks.execute(() -> probed(known, now, problem)));
		}
		else if (now - this.probedAt > ticks(PATIENCE_MILLIS)) {
			drop(known);
			connect();
		}
	}

	private void probed(CounterStore asked, long at, @Nullable Throwable problem) {
		if (asked != this.store) {
			return;
		}
		this.probedAt = -1;
		if (problem != null) {
			LOG.debug("the counters do not answer", problem);
			drop(asked);
		}
		else if (this.tick - at <= this.patienceTicks) {
			back();
		}
	}

	private void back() {
		this.told = true;
		this.there = true;
		this.connected.countDown();
		LOG.info("The counters at {} are there: limits are counted together with other gateways",
				this.settings.place());
	}

	private void connect() {
		if (this.connecting) {
			return;
		}
		this.connecting = true;
		this.connector.connect().whenComplete((made, problem) -> this.ticks.execute(() -> connected(made, problem)));
	}

	private void connected(@Nullable CounterStore made, @Nullable Throwable problem) {
		this.connecting = false;
		if (made == null) {
			LOG.debug("the counters cannot be reached", problem);
			return;
		}
		this.store = made;
		probe(this.tick);
	}

	/**
	 * Adds its numbers.
	 * @param out takes lines as Prometheus reads them
	 */
	public void write(StringBuilder out) {
		Metrics.head(out, "gatehouse_gateway_counters_up", "gauge",
				"1 while limits are counted together with other gateways, 0 while the counters are away.");
		out.append("gatehouse_gateway_counters_up ").append(this.there ? 1 : 0).append('\n');
		Metrics.head(out, "gatehouse_gateway_counters_questions_total", "counter",
				"Questions to the counters, by whether they were answered in time.");
		out.append("gatehouse_gateway_counters_questions_total{answered=\"true\"} ")
			.append(this.answered.sum())
			.append('\n');
		out.append("gatehouse_gateway_counters_questions_total{answered=\"false\"} ")
			.append(this.missed.sum())
			.append('\n');
	}

	@Override
	public void close() {
		this.there = false;
		this.ticks.shutdownNow();
		this.connector.close();
	}

}
