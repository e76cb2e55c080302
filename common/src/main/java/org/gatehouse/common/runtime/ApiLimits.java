package org.gatehouse.common.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Limits of an API as a whole, whoever calls.
 *
 * @param policy the name of the advanced policy (a tier of level RESOURCE) that all calls
 * to the API share; the operations' own are not asked then. Null where each operation has
 * its own
 * @param productionTps how many calls a second the production endpoint is protected at,
 * null where any number
 * @param sandboxTps the same for the sandbox endpoint
 * @param onCounterLoss what becomes of calls while gateways that count together cannot
 * reach their counters, null for what the gateways' operator has set
 */
public record ApiLimits(@Nullable String policy, @Nullable Long productionTps, @Nullable Long sandboxTps,
		@Nullable CounterLoss onCounterLoss) {

	/** What an API has that says nothing of it. */
	public static final ApiLimits DEFAULT = new ApiLimits(null, null, null, null);

	public ApiLimits {
		policy = (policy == null || policy.isBlank()) ? null : policy;
		check("productionTps", productionTps);
		check("sandboxTps", sandboxTps);
	}

	/**
	 * Limits that say nothing of shared counters.
	 * @param policy the name of the advanced policy, null for none
	 * @param productionTps how many calls a second go to the production endpoint, null
	 * for any number
	 * @param sandboxTps the same for the sandbox endpoint
	 */
	public ApiLimits(@Nullable String policy, @Nullable Long productionTps, @Nullable Long sandboxTps) {
		this(policy, productionTps, sandboxTps, null);
	}

	private static void check(String name, @Nullable Long tps) {
		if (tps != null && tps < 1) {
			throw new IllegalArgumentException(name + ": " + tps + " (expected: > 0)");
		}
	}

}
