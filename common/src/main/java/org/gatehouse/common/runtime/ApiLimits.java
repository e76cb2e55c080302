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
 */
public record ApiLimits(@Nullable String policy, @Nullable Long productionTps, @Nullable Long sandboxTps) {

	/** What an API has that says nothing of it. */
	public static final ApiLimits DEFAULT = new ApiLimits(null, null, null);

	public ApiLimits {
		policy = (policy == null || policy.isBlank()) ? null : policy;
		check("productionTps", productionTps);
		check("sandboxTps", sandboxTps);
	}

	private static void check(String name, @Nullable Long tps) {
		if (tps != null && tps < 1) {
			throw new IllegalArgumentException(name + ": " + tps + " (expected: > 0)");
		}
	}

}
