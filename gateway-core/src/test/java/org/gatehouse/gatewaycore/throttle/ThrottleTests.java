package org.gatehouse.gatewaycore.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.TestClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThrottleTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final TestClock time = new TestClock();

	private final Quotas quotas = new Quotas(this.time);

	private long revision;

	private static SnapshotEntry.Tier tier(TierLevel level, String name, long count) {
		return new SnapshotEntry.Tier("t", level, name, new Quota.Requests(count, MINUTE), true);
	}

	private static SnapshotEntry.Tier countedBy(CountedBy who, long count) {
		return new SnapshotEntry.Tier("t", TierLevel.RESOURCE, "Each", new Quota.Requests(count, MINUTE), true, who,
				List.of());
	}

	private Limited limited(SnapshotEntry.Tier tier) {
		return limited("s", tier);
	}

	private Limited limited(String subject, SnapshotEntry.Tier tier) {
		Level level = switch (tier.level()) {
			case SUBSCRIPTION -> Level.SUBSCRIPTION;
			case APPLICATION -> Level.APPLICATION;
			case RESOURCE -> Level.RESOURCE;
		};
		return Limited.of(level, subject, new TierCell(this.quotas, tier), ++this.revision);
	}

	private Limited limited(TierLevel level, String name, long count) {
		return limited(tier(level, name, count));
	}

	private static Throttle.Decision call(Limited... all) {
		return call(Someone.ANYONE, all);
	}

	private static Throttle.Decision call(Caller caller, Limited... all) {
		List<Limit> limits = new ArrayList<>();
		for (Limited one : all) {
			one.collect(caller, limits);
		}
		return Objects.requireNonNull(Throttle.admit(limits));
	}

	@Test
	void aWindowLetsItsNumberPassAndOpensWithTheFirstCall() {
		Limited gold = limited(TierLevel.SUBSCRIPTION, "Gold", 20);
		this.time.pass(Duration.ofSeconds(45));
		Throttle.Decision first = call(gold);
		assertThat(first.policies()).isEqualTo("\"gold\";q=20;w=60");
		assertThat(first.rateLimit()).isEqualTo("\"gold\";r=19;t=60");
		this.time.pass(Duration.ofSeconds(59));
		for (int i = 0; i < 19; i++) {
			assertThat(call(gold).refusedBy()).isNull();
		}
		Throttle.Decision refused = call(gold);
		assertThat(refused.refusedBy()).isEqualTo(Level.SUBSCRIPTION);
		assertThat(refused.rateLimit()).isEqualTo("\"gold\";r=0;t=1");
		this.time.pass(Duration.ofSeconds(1));
		assertThat(call(gold).remaining()).isEqualTo(19);
	}

	@Test
	void aRefusedCallCountsNowhere() {
		Limited subscription = limited(TierLevel.SUBSCRIPTION, "Gold", 20);
		Limited resource = limited(TierLevel.RESOURCE, "Bronze", 1);
		for (int i = 0; i < 10; i++) {
			call(subscription, resource);
		}
		assertThat(call(subscription).remaining()).isEqualTo(18);
	}

	@Test
	void theStrictestLevelIsNamed() {
		Limited subscription = limited(TierLevel.SUBSCRIPTION, "Gold", 20);
		Limited application = limited(TierLevel.APPLICATION, "Silver", 5);
		Throttle.Decision decision = call(subscription, application);
		assertThat(decision.policies()).isEqualTo("\"gold\";q=20;w=60, \"silver\";q=5;w=60");
		assertThat(decision.rateLimit()).isEqualTo("\"silver\";r=4;t=60");
	}

	@Test
	void whatWasUsedStaysUsedWhereTheQuotaChanges() {
		TierCell tier = new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Bronze", 1));
		Limited limited = Limited.of(Level.SUBSCRIPTION, "s", tier, 1);
		assertThat(call(limited).refusedBy()).isNull();
		assertThat(call(limited).refusedBy()).isEqualTo(Level.SUBSCRIPTION);
		this.time.pass(Duration.ofSeconds(10));
		tier.replace(tier(TierLevel.SUBSCRIPTION, "Gold", 20));
		assertThat(call(limited).rateLimit()).isEqualTo("\"gold\";r=18;t=50");
		tier.replace(tier(TierLevel.SUBSCRIPTION, "Bronze", 1));
		assertThat(call(limited).refusedBy()).isEqualTo(Level.SUBSCRIPTION);
		this.time.pass(Duration.ofSeconds(50));
		assertThat(call(limited).refusedBy()).isNull();
	}

	@Test
	void whatWasUsedStaysUsedByWhoGetsAnotherTier() {
		assertThat(call(limited(TierLevel.SUBSCRIPTION, "Bronze", 1)).refusedBy()).isNull();
		assertThat(call(limited(TierLevel.SUBSCRIPTION, "Gold", 20)).remaining()).isEqualTo(18);
	}

	@Test
	void aSoftQuotaLetsPassButItsBurstControlDoesNot() {
		Limited soft = limited(
				new SnapshotEntry.Tier("t", TierLevel.SUBSCRIPTION, "Soft", new Quota.Requests(1, MINUTE), false,
						new Quota.Requests(3, Duration.ofSeconds(1)), CountedBy.ALL, List.of()));
		for (int i = 0; i < 3; i++) {
			Throttle.Decision decision = call(soft);
			assertThat(decision.refusedBy()).isNull();
			assertThat(decision.remaining()).isZero();
		}
		Throttle.Decision burst = call(soft);
		assertThat(burst.refusedBy()).isEqualTo(Level.SUBSCRIPTION_BURST);
		assertThat(burst.policies()).isEqualTo("\"soft\";q=1;w=60, \"soft-burst\";q=3;w=1");
		assertThat(burst.rateLimit()).isEqualTo("\"soft-burst\";r=0;t=1");
		this.time.pass(Duration.ofSeconds(1));
		assertThat(call(soft).refusedBy()).isNull();
	}

	@Test
	void aClockThatIsSetBackDoesNotKeepAWindowOpen() {
		Limited limited = limited(TierLevel.SUBSCRIPTION, "Bronze", 1);
		call(limited);
		this.time.pass(Duration.ofHours(-1));
		Throttle.Decision refused = call(limited);
		assertThat(refused.reset()).isBetween(1L, 60L);
		this.time.pass(Duration.ofSeconds(61));
		assertThat(call(limited).refusedBy()).isNull();
	}

	@Test
	void aTierThatChangesDoesSoForAllWhoHaveIt() {
		TierCell tier = new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Bronze", 1));
		Limited one = Limited.of(Level.SUBSCRIPTION, "one", tier, 1);
		Limited other = Limited.of(Level.SUBSCRIPTION, "other", tier, 2);
		assertThat(call(one).remaining()).isZero();
		tier.replace(tier(TierLevel.SUBSCRIPTION, "Bronze", 3));
		assertThat(call(one).remaining()).isEqualTo(1);
		assertThat(call(other).remaining()).isEqualTo(2);
		tier.replace(new SnapshotEntry.Tier("t", TierLevel.SUBSCRIPTION, "Bronze", new Quota.Unlimited(), true));
		List<Limit> limits = new ArrayList<>();
		one.collect(Someone.ANYONE, limits);
		assertThat(limits).isEmpty();
		tier.replace(tier(TierLevel.SUBSCRIPTION, "Bronze", 3));
		assertThat(call(one).remaining()).isZero();
	}

	@Test
	void aCallOfAnOlderSnapshotDoesNotBringTheFormerTierBack() {
		TierCell bronze = new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Bronze", 1));
		TierCell gold = new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Gold", 20));
		Limited before = Limited.of(Level.SUBSCRIPTION, "s", bronze, 1);
		Limited after = Limited.of(Level.SUBSCRIPTION, "s", gold, 2);
		assertThat(call(after).remaining()).isEqualTo(19);
		assertThat(call(before).remaining()).isEqualTo(18);
	}

	@Test
	void aStateThatIsReadAnewIsFollowed() {
		TierCell before = new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Bronze", 1));
		TierCell anew = new TierCell(this.quotas, tier(TierLevel.SUBSCRIPTION, "Bronze", 1));
		call(Limited.of(Level.SUBSCRIPTION, "s", before, 1));
		Limited limited = Limited.of(Level.SUBSCRIPTION, "s", anew, 1);
		assertThat(call(limited).refusedBy()).isEqualTo(Level.SUBSCRIPTION);
		anew.replace(tier(TierLevel.SUBSCRIPTION, "Bronze", 20));
		assertThat(call(limited).remaining()).isEqualTo(18);
	}

	@Test
	void bytesAreCountedAsTheyPass() {
		Limited bytes = limited(
				new SnapshotEntry.Tier("t", TierLevel.SUBSCRIPTION, "Bytes", new Quota.Bandwidth(1000, MINUTE), true));
		Throttle.Decision first = call(bytes);
		assertThat(first.policies()).isEqualTo("\"bytes\";q=1000;qu=\"content-bytes\";w=60");
		assertThat(first.remaining()).isEqualTo(1000);
		first.metered().forEach((limit) -> limit.spend(999));
		Throttle.Decision last = call(bytes);
		assertThat(last.rateLimit()).isEqualTo("\"bytes\";r=1;t=60");
		last.metered().forEach((limit) -> limit.spend(5000));
		assertThat(call(bytes).refusedBy()).isEqualTo(Level.SUBSCRIPTION);
		this.time.pass(MINUTE);
		assertThat(call(bytes).remaining()).isEqualTo(1000);
	}

	@Test
	void eachUserAndEachAddressHasACountOfItsOwn() {
		Limited users = limited("users", countedBy(CountedBy.USER, 1));
		assertThat(call(Someone.named("tom"), users).refusedBy()).isNull();
		assertThat(call(Someone.named("tom"), users).refusedBy()).isEqualTo(Level.RESOURCE);
		assertThat(call(Someone.named("john"), users).refusedBy()).isNull();
		Limited addresses = limited("addresses", countedBy(CountedBy.ADDRESS, 1));
		assertThat(call(Someone.at("10.1.1.1"), addresses).refusedBy()).isNull();
		assertThat(call(Someone.at("10.1.1.1"), addresses).refusedBy()).isEqualTo(Level.RESOURCE);
		assertThat(call(Someone.at("10.1.1.2"), addresses).refusedBy()).isNull();
	}

	@Test
	void limitsOfSingleAddressesAreBoundedAndForgottenAfterTheirWindow() {
		Limited addresses = limited(countedBy(CountedBy.ADDRESS, 1));
		for (int i = 0; i < 400_000; i++) {
			call(Someone.at("10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255)), addresses);
		}
		assertThat(this.quotas.size()).isLessThanOrEqualTo(Quotas.MOST_OF_ONE + 1);
		this.time.pass(MINUTE.multipliedBy(2));
		assertThat(this.quotas.size()).isOne();
	}

	@Test
	void anEndpointsProtectionIsToldOnlyWhereItRefuses() {
		Limited endpoint = Limited.of(Level.ENDPOINT, "e",
				new TierCell(this.quotas, tier(TierLevel.RESOURCE, "endpoint", 1)), 1);
		assertThat(call(endpoint).policies()).isEmpty();
		Throttle.Decision refused = call(endpoint);
		assertThat(refused.refusedBy()).isEqualTo(Level.ENDPOINT);
		assertThat(refused.rateLimit()).isEqualTo("\"endpoint\";r=0;t=60");
		assertThat(refused.policies()).isEqualTo("\"endpoint\";q=1;w=60");
	}

	@Test
	void whatIsNoLongerUsedIsForgottenOnceItsWindowIsOver() {
		Limited used = limited(TierLevel.SUBSCRIPTION, "Bronze", 1);
		call(used);
		this.quotas.sweep();
		used.release();
		this.quotas.sweep();
		assertThat(this.quotas.size()).isOne();
		this.time.pass(MINUTE);
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
			Limited subscription = limited("c" + round, tier(TierLevel.SUBSCRIPTION, "Big", 1000));
			Limited application = limited("c" + round, tier(TierLevel.APPLICATION, "Less", 500));
			Limited scarce = limited("c" + round, tier(TierLevel.RESOURCE, "One", 1));
			AtomicInteger passed = new AtomicInteger();
			CountDownLatch ready = new CountDownLatch(64);
			Thread[] threads = new Thread[64];
			for (int t = 0; t < threads.length; t++) {
				Limited[] all = (t % 2 == 0) ? new Limited[] { subscription, application, scarce }
						: new Limited[] { subscription, application };
				threads[t] = Thread.ofVirtual().start(() -> {
					ready.countDown();
					for (int i = 0; i < 50; i++) {
						if (call(all).refusedBy() == null) {
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

}
