package org.gatehouse.gatewaycore.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThrottleTests {

	private final Time time = new Time();

	private final Quotas quotas = new Quotas(this.time);

	private static SnapshotEntry.Tier tier(TierLevel level, String name, long count) {
		return new SnapshotEntry.Tier("t", level, name, new Quota.Requests(count, Duration.ofMinutes(1)), true);
	}

	private long revision;

	private Limit limit(TierLevel level, String name, long count) {
		return limit("s", tier(level, name, count));
	}

	private Limit limit(String subject, SnapshotEntry.Tier tier) {
		return this.quotas.limit(subject, new TierCell(this.quotas, tier), ++this.revision);
	}

	private Throttle.Decision call(Limit subscription) {
		return Objects.requireNonNull(Throttle.admit(subscription, null, null));
	}

	@Test
	void aWindowLetsItsNumberPassAndOpensWithTheFirstCall() {
		Limit gold = limit(TierLevel.SUBSCRIPTION, "Gold", 20);
		this.time.forward(Duration.ofSeconds(45));
		Throttle.Decision first = call(gold);
		assertThat(first.policies()).isEqualTo("\"gold\";q=20;w=60");
		assertThat(first.rateLimit()).isEqualTo("\"gold\";r=19;t=60");
		this.time.forward(Duration.ofSeconds(59));
		for (int i = 0; i < 19; i++) {
			assertThat(call(gold).refusedBy()).isNull();
		}
		Throttle.Decision refused = call(gold);
		assertThat(refused.refusedBy()).isEqualTo(TierLevel.SUBSCRIPTION);
		assertThat(refused.rateLimit()).isEqualTo("\"gold\";r=0;t=1");
		this.time.forward(Duration.ofSeconds(1));
		assertThat(call(gold).remaining()).isEqualTo(19);
	}

	@Test
	void aRefusedCallCountsNowhere() {
		Limit subscription = limit(TierLevel.SUBSCRIPTION, "Gold", 20);
		Limit resource = limit(TierLevel.RESOURCE, "Bronze", 1);
		for (int i = 0; i < 10; i++) {
			Throttle.admit(subscription, null, resource);
		}
		assertThat(call(subscription).remaining()).isEqualTo(18);
	}

	@Test
	void theStrictestLevelIsNamed() {
		Limit subscription = limit(TierLevel.SUBSCRIPTION, "Gold", 20);
		Limit application = limit(TierLevel.APPLICATION, "Silver", 5);
		Throttle.Decision decision = Objects.requireNonNull(Throttle.admit(subscription, application, null));
		assertThat(decision.policies()).isEqualTo("\"gold\";q=20;w=60, \"silver\";q=5;w=60");
		assertThat(decision.rateLimit()).isEqualTo("\"silver\";r=4;t=60");
	}

	@Test
	void whatWasUsedStaysUsedWhereTheQuotaChanges() {
		Limit limit = limit(TierLevel.SUBSCRIPTION, "Bronze", 1);
		assertThat(call(limit).refusedBy()).isNull();
		assertThat(call(limit).refusedBy()).isEqualTo(TierLevel.SUBSCRIPTION);
		this.time.forward(Duration.ofSeconds(10));
		assertThat(limit(TierLevel.SUBSCRIPTION, "Gold", 20)).isSameAs(limit);
		Throttle.Decision more = call(limit);
		assertThat(more.rateLimit()).isEqualTo("\"gold\";r=18;t=50");
		limit(TierLevel.SUBSCRIPTION, "Bronze", 1);
		assertThat(call(limit).refusedBy()).isEqualTo(TierLevel.SUBSCRIPTION);
		this.time.forward(Duration.ofSeconds(50));
		assertThat(call(limit).refusedBy()).isNull();
	}

	@Test
	void aSoftQuotaLetsPass() {
		SnapshotEntry.Tier soft = new SnapshotEntry.Tier("t", TierLevel.SUBSCRIPTION, "Soft",
				new Quota.Requests(1, Duration.ofMinutes(1)), false);
		Limit limit = limit("soft", soft);
		for (int i = 0; i < 3; i++) {
			Throttle.Decision decision = call(limit);
			assertThat(decision.refusedBy()).isNull();
			assertThat(decision.remaining()).isZero();
		}
	}

	@Test
	void aClockThatIsSetBackDoesNotKeepAWindowOpen() {
		Limit limit = limit(TierLevel.SUBSCRIPTION, "Bronze", 1);
		call(limit);
		this.time.forward(Duration.ofHours(-1));
		Throttle.Decision refused = call(limit);
		assertThat(refused.reset()).isBetween(1L, 60L);
		this.time.forward(Duration.ofSeconds(61));
		assertThat(call(limit).refusedBy()).isNull();
	}

	@Test
	void aTierThatChangesDoesSoForAllWhoHaveIt() {
		TierCell tier = new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Bronze", 1));
		Limited one = Limited.of("one", tier, 1);
		Limited other = Limited.of("other", tier, 2);
		assertThat(call(limitOf(one)).remaining()).isZero();
		tier.replace(tier(TierLevel.SUBSCRIPTION, "Bronze", 3));
		assertThat(call(limitOf(one)).remaining()).isEqualTo(1);
		assertThat(call(limitOf(other)).remaining()).isEqualTo(2);
		tier.replace(new SnapshotEntry.Tier("t", TierLevel.SUBSCRIPTION, "Bronze", new Quota.Unlimited(), true));
		assertThat(one.limit()).isNull();
		tier.replace(tier(TierLevel.SUBSCRIPTION, "Bronze", 3));
		assertThat(call(limitOf(one)).remaining()).isZero();
	}

	@Test
	void aCallOfAnOlderSnapshotDoesNotBringTheFormerTierBack() {
		TierCell bronze = new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Bronze", 1));
		TierCell gold = new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Gold", 20));
		Limited before = Limited.of("s", bronze, 1);
		Limited after = Limited.of("s", gold, 2);
		assertThat(call(limitOf(after)).remaining()).isEqualTo(19);
		assertThat(limitOf(before)).isSameAs(after.limit());
		assertThat(call(limitOf(before)).remaining()).isEqualTo(18);
	}

	private static Limit limitOf(Limited limited) {
		return Objects.requireNonNull(limited.limit());
	}

	@Test
	void whatIsNoLongerUsedIsForgottenOnceItsWindowIsOver() {
		Limited used = Limited.of("s", new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Bronze", 1)), 1);
		call(limitOf(used));
		this.quotas.sweep();
		used.release();
		this.quotas.sweep();
		assertThat(this.quotas.size()).isOne();
		this.time.forward(Duration.ofMinutes(1));
		used.retain();
		this.quotas.sweep();
		assertThat(this.quotas.size()).isOne();
		used.release();
		this.quotas.sweep();
		assertThat(this.quotas.size()).isZero();
	}

	@Test
	void exactlyTheQuotaPassesWhateverTheConcurrency() throws InterruptedException {
		for (int round = 0; round < 20; round++) {
			Limit subscription = limit("c" + round, tier(TierLevel.SUBSCRIPTION, "Big", 1000));
			Limit application = limit("c" + round, tier(TierLevel.APPLICATION, "Less", 500));
			Limit scarce = limit("c" + round, tier(TierLevel.RESOURCE, "One", 1));
			AtomicInteger passed = new AtomicInteger();
			CountDownLatch ready = new CountDownLatch(64);
			Thread[] threads = new Thread[64];
			for (int t = 0; t < threads.length; t++) {
				boolean other = t % 2 == 0;
				threads[t] = Thread.ofVirtual().start(() -> {
					ready.countDown();
					for (int i = 0; i < 50; i++) {
						Throttle.Decision decision = Objects
							.requireNonNull(Throttle.admit(subscription, application, other ? scarce : null));
						if (decision.refusedBy() == null) {
							passed.incrementAndGet();
						}
					}
				});
			}
			for (Thread thread : threads) {
				thread.join();
			}
			assertThat(passed).hasValue(500);
		}
	}

	private static final class Time extends Clock {

		private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

		void forward(Duration by) {
			this.now = this.now.plus(by);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
