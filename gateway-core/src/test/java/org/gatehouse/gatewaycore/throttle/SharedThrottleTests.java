package org.gatehouse.gatewaycore.throttle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.TestClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a gateway makes of the counters' answers, and of none. The counters' own part is
 * tested on a real server.
 */
class SharedThrottleTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final TestClock time = new TestClock();

	private final Quotas quotas = new Quotas(this.time);

	private final Slow counters = new Slow();

	/** Counters that answer when they are told to. */
	private static final class Slow implements SharedCounters {

		private final Deque<Question> questions = new ArrayDeque<>();

		private boolean there = true;

		@Override
		public boolean isThere() {
			return this.there;
		}

		@Override
		public void ask(Question question) {
			this.questions.add(question);
		}

		Count asked() {
			return this.questions.getFirst().counts().getFirst();
		}

		void answer(boolean passes, Told... told) {
			this.questions.remove().answered(passes, List.of(told));
		}

	}

	private Limited limited(TierLevel level, long amount) {
		TierCell tier = new TierCell(this.quotas,
				new SnapshotEntry.Tier("t", level, "Some", new Quota.Requests(amount, MINUTE), true));
		return Limited.of((level == TierLevel.SUBSCRIPTION) ? Level.SUBSCRIPTION : Level.APPLICATION, "s", tier, 1);
	}

	private static SharedCounters.Told told(long used, long lease, long seconds) {
		return new SharedCounters.Told(used, lease, seconds * 1000);
	}

	private static CompletableFuture<Optional<Throttle.Decision>> call(SharedThrottle throttle, boolean refusing,
			Limited... all) {
		List<Limit> limits = new ArrayList<>();
		for (Limited one : all) {
			one.collect(Someone.ANYONE, limits);
		}
		return throttle.admit(limits, refusing);
	}

	private static String said(CompletableFuture<Optional<Throttle.Decision>> decision) {
		Throttle.Decision made = decision.join().orElseThrow();
		return ((made.refusedBy() == null) ? "" : made.refusedBy() + " ") + made.rateLimit();
	}

	@Test
	void aCallWaitsForTheCountersAndSaysWhatTheySay() {
		SharedThrottle throttle = new SharedThrottle(this.counters, this.quotas, false);
		Limited limited = limited(TierLevel.SUBSCRIPTION, 20);
		CompletableFuture<Optional<Throttle.Decision>> decision = call(throttle, false, limited);
		assertThat(decision).isNotDone();
		assertThat(this.counters.asked())
			.isEqualTo(new SharedCounters.Count("gatehouse:SUBSCRIPTION:s/60", 20, 60_000, true, 0, 1, 0));
		this.counters.answer(true, told(8, 0, 31));
		assertThat(said(decision)).isEqualTo("\"some\";r=12;t=31");
	}

	@Test
	void whatIsUsedUpIsRefusedWithoutAQuestionUntilItsWindowEnds() {
		SharedThrottle throttle = new SharedThrottle(this.counters, this.quotas, false);
		Limited limited = limited(TierLevel.SUBSCRIPTION, 20);
		CompletableFuture<Optional<Throttle.Decision>> decision = call(throttle, false, limited);
		this.counters.answer(false, told(20, 0, 31));
		assertThat(said(decision)).isEqualTo("SUBSCRIPTION \"some\";r=0;t=31");
		this.time.pass(Duration.ofSeconds(30));
		assertThat(said(call(throttle, false, limited))).isEqualTo("SUBSCRIPTION \"some\";r=0;t=1");
		this.time.pass(Duration.ofSeconds(1));
		assertThat(call(throttle, false, limited)).isNotDone();
	}

	@Test
	void whatWasCountedInAdvanceNeedsNoQuestionAndEndsWithItsWindow() {
		SharedThrottle throttle = new SharedThrottle(this.counters, this.quotas, true);
		Limited limited = limited(TierLevel.SUBSCRIPTION, 100);
		CompletableFuture<Optional<Throttle.Decision>> first = call(throttle, false, limited);
		CompletableFuture<Optional<Throttle.Decision>> second = call(throttle, false, limited);
		assertThat(this.counters.asked().part()).isEqualTo(10);
		this.counters.answer(true, told(10, 9, 60));
		// Only one question at a time asks for it.
		assertThat(this.counters.asked().part()).isZero();
		this.counters.answer(true, told(11, 0, 60));
		assertThat(said(first)).isEqualTo("\"some\";r=99;t=60");
		assertThat(said(second)).isEqualTo("\"some\";r=98;t=60");
		for (int i = 0; i < 8; i++) {
			assertThat(said(call(throttle, false, limited))).isEqualTo("\"some\";r=" + (97 - i) + ";t=60");
		}
		this.time.pass(MINUTE);
		assertThat(call(throttle, false, limited)).isNotDone();
		assertThat(this.counters.asked().owed()).isZero();
	}

	@Test
	void whatIsInHandIsPutBackWhereAnotherLimitRefuses() {
		SharedThrottle throttle = new SharedThrottle(this.counters, this.quotas, true);
		Limited subscription = limited(TierLevel.SUBSCRIPTION, 100);
		Limited application = limited(TierLevel.APPLICATION, 100);
		call(throttle, false, subscription);
		this.counters.answer(true, told(2, 1, 60));
		CompletableFuture<Optional<Throttle.Decision>> decision = call(throttle, false, subscription, application);
		assertThat(this.counters.questions.getFirst().counts()).hasSize(1);
		this.counters.answer(false, told(100, 0, 60));
		assertThat(said(decision)).isEqualTo("APPLICATION \"some\";r=0;t=60");
		assertThat(said(call(throttle, false, subscription))).isEqualTo("\"some\";r=98;t=60");
	}

	@Test
	void withoutAnAnswerACallIsCountedHereOrRefusedAndWhatCameLateIsTakenBack() {
		SharedThrottle throttle = new SharedThrottle(this.counters, this.quotas, false);
		Limited limited = limited(TierLevel.SUBSCRIPTION, 20);
		CompletableFuture<Optional<Throttle.Decision>> counted = call(throttle, false, limited);
		CompletableFuture<Optional<Throttle.Decision>> refused = call(throttle, true, limited);
		this.counters.there = false;
		this.counters.questions.forEach(SharedCounters.Question::missed);
		assertThat(said(counted)).isEqualTo("\"some\";r=19;t=60");
		assertThat(refused.join()).isEmpty();
		assertThat(said(call(throttle, false, limited))).isEqualTo("\"some\";r=18;t=60");
		assertThat(call(throttle, true, limited).join()).isEmpty();
		this.counters.there = true;
		this.counters.answer(true, told(1, 0, 60));
		this.counters.answer(true, told(2, 0, 60));
		// Two were counted there and two passed here, which were not the same.
		throttle.settle();
		assertThat(this.counters.questions).isEmpty();
		call(throttle, false, limited);
		assertThat(this.counters.asked().owed()).isZero();
	}

	@Test
	void whatWasCountedAloneIsToldWithTheNextQuestionOrWithoutOne() {
		SharedThrottle throttle = new SharedThrottle(this.counters, this.quotas, false);
		Limited limited = limited(TierLevel.SUBSCRIPTION, 20);
		this.counters.there = false;
		call(throttle, false, limited);
		call(throttle, false, limited);
		this.counters.there = true;
		throttle.settle();
		assertThat(this.counters.asked())
			.isEqualTo(new SharedCounters.Count("gatehouse:SUBSCRIPTION:s/60", 20, 60_000, false, 2, 0, 0));
		this.counters.answer(true, told(7, 0, 60));
		this.counters.there = false;
		assertThat(said(call(throttle, false, limited))).isEqualTo("\"some\";r=12;t=60");
		this.counters.there = true;
		call(throttle, false, limited);
		assertThat(this.counters.asked().owed()).isEqualTo(1);
		assertThat(this.counters.asked().take()).isEqualTo(1);
	}

}
