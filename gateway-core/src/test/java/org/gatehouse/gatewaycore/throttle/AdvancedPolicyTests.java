package org.gatehouse.gatewaycore.throttle;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Condition;
import org.gatehouse.common.tier.ConditionGroup;
import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.common.tier.IpRange;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AdvancedPolicyTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final Quotas quotas = new Quotas(Clock.systemUTC());

	private static ConditionGroup group(long count, Condition... conditions) {
		return new ConditionGroup("", List.of(conditions), new Quota.Requests(count, MINUTE));
	}

	private Limited policy(CountedBy who, long count, ConditionGroup... groups) {
		return Limited.of(Level.RESOURCE, "s", new TierCell(this.quotas, new SnapshotEntry.Tier("t", TierLevel.RESOURCE,
				"Policy", new Quota.Requests(count, MINUTE), true, who, List.of(groups))), 1);
	}

	private static int passing(Limited policy, Caller caller) {
		for (int passed = 0;; passed++) {
			List<Limit> limits = new ArrayList<>();
			policy.collect(caller, limits);
			Throttle.Decision decision = Throttle.admit(limits);
			if (decision == null || decision.refusedBy() != null || passed > 100) {
				return passed;
			}
		}
	}

	@Test
	void onePassesAMinuteForOneAddressAndTwoForEachOther() {
		Limited policy = policy(CountedBy.ADDRESS, 2, group(1, new Condition.Address(IpRange.of("10.1.1.1"), false)));
		assertThat(passing(policy, Someone.at("10.1.1.1"))).isEqualTo(1);
		assertThat(passing(policy, Someone.at("10.1.1.2"))).isEqualTo(2);
		assertThat(passing(policy, Someone.at("10.1.1.3"))).isEqualTo(2);
		assertThat(passing(policy, Someone.at("2001:db8::1"))).isEqualTo(2);
		assertThat(passing(policy, Someone.at("10.1.1.1"))).isZero();
	}

	@Test
	void aCallCountsInEveryGroupThatItBelongsToAndInTheDefaultOnlyWhereThereIsNone() {
		Limited policy = policy(CountedBy.ALL, 50, group(3, new Condition.Header("plan", "^free$", false)),
				group(2, new Condition.Header("plan", "e", false)));
		assertThat(passing(policy, Someone.sending("plan", "free"))).isEqualTo(2);
		assertThat(passing(policy, Someone.sending("plan", "else"))).isZero();
		assertThat(passing(policy, Someone.ANYONE)).isEqualTo(50);
	}

	@Test
	void allConditionsOfAGroupHaveToHold() {
		Limited policy = policy(CountedBy.ALL, 50, group(1, new Condition.Header("plan", "free", false),
				new Condition.Address(IpRange.of("127.0.0.0/8"), true)));
		assertThat(passing(policy, Someone.sending("plan", "free"))).isEqualTo(50);
	}

	@Test
	void anInvertedConditionHoldsForAllOthers() {
		Limited policy = policy(CountedBy.ALL, 50, group(1, new Condition.Query("debug", "^1$", true)));
		assertThat(passing(policy, Someone.sending("debug", "0", "1"))).isEqualTo(50);
		assertThat(passing(policy, Someone.sending("debug", "0"))).isEqualTo(1);
		assertThat(passing(policy, Someone.ANYONE)).isZero();
	}

	@Test
	void aGroupWithoutLimitIsExempt() {
		Limited policy = policy(CountedBy.ALL, 1,
				new ConditionGroup("", List.of(new Condition.Claim("role", "^a", false)), new Quota.Unlimited()));
		List<Limit> limits = new ArrayList<>();
		policy.collect(Someone.sending("role", "admin"), limits);
		assertThat(limits).isEmpty();
		assertThat(passing(policy, Someone.ANYONE)).isEqualTo(1);
	}

	@Test
	void aPatternThatCouldRunAwayMatchesInLinearTime() {
		Limited policy = policy(CountedBy.ALL, 1, group(2, new Condition.Header("h", "^(a+)+$", false)));
		assertThat(passing(policy, Someone.sending("h", "a".repeat(10_000) + "!"))).isEqualTo(1);
	}

	@Test
	void whatIsNoPatternIsRefused() {
		for (String bad : List.of("(", "(?=a)", "(a)\\1", "((a{20}){20}){20}", "(((a{1000}){1000}){1000}){1000,}",
				"x{1,1000}y{1000}")) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> policy(CountedBy.ALL, 1, group(2, new Condition.Header("h", bad, false))))
				.withMessageContaining("pattern");
		}
	}

}
