package org.gatehouse.db.tenant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;

/**
 * The tiers that a new tenant gets.
 */
enum TierSet {

	/**
	 * Those of "Key Concepts", of the same names at every level. Resources have the later
	 * ones too: definitions that WSO2 API Manager wrote name them.
	 */
	CLASSIC {
		@Override
		List<NewTier> tiers(TierLevel level) {
			List<NewTier> tiers = new ArrayList<>(List.of(new NewTier("Bronze", perMinute(1)),
					new NewTier("Silver", perMinute(5)), new NewTier("Gold", perMinute(20))));
			tiers.addAll((level == TierLevel.RESOURCE) ? MODERN.tiers(level) : List.of(UNLIMITED_TIER));
			return tiers;
		}
	},

	/** Those that WSO2 API Manager makes since 2.0.0. */
	MODERN {
		@Override
		List<NewTier> tiers(TierLevel level) {
			return switch (level) {
				case SUBSCRIPTION -> List.of(new NewTier("Bronze", perMinute(1000)),
						new NewTier("Silver", perMinute(2000)), new NewTier("Gold", perMinute(5000)), UNLIMITED_TIER);
				case APPLICATION -> List.of(new NewTier("10PerMin", perMinute(10)),
						new NewTier("20PerMin", perMinute(20)), new NewTier("50PerMin", perMinute(50)), UNLIMITED_TIER);
				case RESOURCE ->
					List.of(new NewTier("10KPerMin", perMinute(10_000)), new NewTier("20KPerMin", perMinute(20_000)),
							new NewTier("50KPerMin", perMinute(50_000)), UNLIMITED_TIER);
			};
		}
	};

	private static final NewTier UNLIMITED_TIER = new NewTier(org.gatehouse.db.tier.Tier.UNLIMITED,
			new Quota.Unlimited());

	/**
	 * A tier to be made.
	 *
	 * @param name its name
	 * @param quota how much passes
	 */
	record NewTier(String name, Quota quota) {

	}

	abstract List<NewTier> tiers(TierLevel level);

	static TierSet named(String name) {
		for (TierSet set : values()) {
			if (set.name().toLowerCase(Locale.ROOT).equals(name)) {
				return set;
			}
		}
		throw new IllegalArgumentException("gatehouse.tiers: '" + name + "' (expected: classic or modern)");
	}

	private static Quota perMinute(long count) {
		return new Quota.Requests(count, Duration.ofMinutes(1));
	}

}
