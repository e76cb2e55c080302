package org.gatehouse.gatewaycore.snapshot;

import java.util.List;
import java.util.stream.Stream;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.runtime.ApiLimits;
import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.throttle.Level;
import org.gatehouse.gatewaycore.throttle.Limited;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of an API as a whole.
 *
 * @param policy that of its advanced policy, which comes before those of the operations;
 * null where the operations have their own
 * @param unauthenticated of calls that nobody has subscribed for, by their address
 * @param production of calls to the production endpoint, null for any number
 * @param sandbox of calls to the sandbox endpoint, null for any number
 * @param onCounterLoss what becomes of calls while shared counters are away, null where
 * the API does not say
 */
public record ApiQuotas(@Nullable Limited policy, Limited unauthenticated, @Nullable Limited production,
		@Nullable Limited sandbox, @Nullable CounterLoss onCounterLoss) {

	static ApiQuotas of(KnownEntry known, SnapshotEntry.DeployedApi api, TierBook tiers) {
		ApiLimits limits = api.runtime().limits();
		String name = limits.policy();
		Limited policy = (name == null || api.state() == LifecycleState.PROTOTYPED) ? null : Limited.of(Level.API,
				api.id().toString(), tiers.get(known.tenantId(), TierLevel.RESOURCE, name), known.revision());
		Limited unauthenticated = Limited.ofEachAddress(Level.SUBSCRIPTION, "anonymous " + api.id(),
				tiers.unauthenticated(known.tenantId()), known.revision());
		return new ApiQuotas(policy, unauthenticated,
				endpoint(known, api.id() + " PRODUCTION", tiers, limits.productionTps()),
				endpoint(known, api.id() + " SANDBOX", tiers, limits.sandboxTps()), limits.onCounterLoss());
	}

	private static @Nullable Limited endpoint(KnownEntry known, String subject, TierBook tiers, @Nullable Long tps) {
		return (tps == null) ? null : Limited.of(Level.ENDPOINT, subject, tiers.endpoint(tps), known.revision());
	}

	List<Limited> all() {
		return Stream.of(this.policy, this.unauthenticated, this.production, this.sandbox)
			.<Limited>mapMulti((limited, add) -> {
				if (limited != null) {
					add.accept(limited);
				}
			})
			.toList();
	}

}
