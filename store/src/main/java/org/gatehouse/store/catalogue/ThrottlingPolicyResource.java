package org.gatehouse.store.catalogue;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.gatehouse.common.tier.DataUnit;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.common.tier.WindowUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code ThrottlingPolicy} of the contract. {@code unitTime} is in milliseconds.
 */
record ThrottlingPolicyResource(String name, @Nullable String description, String policyLevel,
		Map<String, String> attributes, long requestCount, @Nullable String dataUnit, long unitTime,
		@Nullable String timeUnit, long rateLimitCount, @Nullable String rateLimitTimeUnit, String quotaPolicyType,
		String tierPlan, boolean stopOnQuotaReach) {

	/** How the contract's implementation says that everything passes. */
	private static final long UNLIMITED = Integer.MAX_VALUE;

	static ThrottlingPolicyResource of(OfferedTier tier, TierLevel level) {
		Quota.Requests burst = tier.burst();
		long amount = switch (tier.quota()) {
			case Quota.Unlimited _ -> UNLIMITED;
			case Quota.Requests requests -> requests.count();
			case Quota.Bandwidth bandwidth -> bandwidth.bytes() / DataUnit.of(bandwidth.bytes()).bytes();
		};
		Duration window = switch (tier.quota()) {
			case Quota.Unlimited _ -> null;
			case Quota.Requests requests -> requests.window();
			case Quota.Bandwidth bandwidth -> bandwidth.window();
		};
		DataUnit dataUnit = (tier.quota() instanceof Quota.Bandwidth data) ? DataUnit.of(data.bytes()) : null;
		return new ThrottlingPolicyResource(tier.name(), tier.description(), level.name().toLowerCase(Locale.ROOT),
				Map.of(), amount, (dataUnit != null) ? dataUnit.name() : null, (window != null) ? window.toMillis() : 0,
				(window != null) ? WindowUnit.of(window).wireName() : null, (burst != null) ? burst.count() : 0,
				(burst != null) ? WindowUnit.of(burst.window()).wireName() : null,
				(dataUnit != null) ? "BANDWIDTHVOLUME" : "REQUESTCOUNT", "FREE", tier.stopOnQuotaReach());
	}

}
