package org.gatehouse.store.catalogue;

import java.util.Locale;
import java.util.Map;

import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.jspecify.annotations.Nullable;

/**
 * {@code ThrottlingPolicy} of the contract. {@code unitTime} is in milliseconds.
 */
record ThrottlingPolicyResource(String name, @Nullable String description, String policyLevel,
		Map<String, String> attributes, long requestCount, @Nullable String dataUnit, long unitTime,
		@Nullable String timeUnit, int rateLimitCount, @Nullable String rateLimitTimeUnit, String quotaPolicyType,
		String tierPlan, boolean stopOnQuotaReach) {

	/** How the contract's implementation says that everything passes. */
	private static final long UNLIMITED = Integer.MAX_VALUE;

	static ThrottlingPolicyResource of(OfferedTier tier, TierLevel level) {
		String policyLevel = level.name().toLowerCase(Locale.ROOT);
		return switch (tier.quota()) {
			case Quota.Unlimited _ -> new ThrottlingPolicyResource(tier.name(), tier.description(), policyLevel,
					Map.of(), UNLIMITED, null, 0, null, 0, null, "REQUESTCOUNT", "FREE", tier.stopOnQuotaReach());
			case Quota.Requests requests -> new ThrottlingPolicyResource(tier.name(), tier.description(), policyLevel,
					Map.of(), requests.count(), null, requests.window().toMillis(),
					TimeUnits.wireName(requests.window()), 0, null, "REQUESTCOUNT", "FREE", tier.stopOnQuotaReach());
			case Quota.Bandwidth bandwidth ->
				new ThrottlingPolicyResource(tier.name(), tier.description(), policyLevel, Map.of(), bandwidth.bytes(),
						"B", bandwidth.window().toMillis(), TimeUnits.wireName(bandwidth.window()), 0, null,
						"BANDWIDTHVOLUME", "FREE", tier.stopOnQuotaReach());
		};
	}

}
