package org.gatehouse.publisher.design;

import java.util.Arrays;
import java.util.function.Predicate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.gatehouse.common.runtime.ApiLimits;
import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an API as a whole, as the contract has them: {@code apiThrottlingPolicy}
 * and {@code maxTps}; {@code onCounterLoss} is ours. Null stands for none of it, both
 * ways.
 */
final class LimitsBody {

	private static final String POLICY = "apiThrottlingPolicy";

	private static final String MAX_TPS = "maxTps";

	private static final String ON_COUNTER_LOSS = "onCounterLoss";

	private LimitsBody() {
	}

	/** The contract's {@code APIMaxTps}. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record MaxTps(@Nullable Long production, @Nullable Long sandbox) {

		static @Nullable MaxTps of(ApiLimits limits) {
			return (limits.productionTps() != null || limits.sandboxTps() != null)
					? new MaxTps(limits.productionTps(), limits.sandboxTps()) : null;
		}

	}

	static ApiLimits read(BodyReader fields, ApiLimits base, BadRequest.Collector problems) {
		String policy = fields.text(POLICY, base.policy());
		CounterLoss loss = fields.has(ON_COUNTER_LOSS) ? loss(fields.text(ON_COUNTER_LOSS, null), problems)
				: base.onCounterLoss();
		if (!fields.has(MAX_TPS)) {
			return new ApiLimits(policy, base.productionTps(), base.sandboxTps(), loss);
		}
		BodyReader tps = fields.object(MAX_TPS);
		return new ApiLimits(policy, tps(tps, "production", problems), tps(tps, "sandbox", problems), loss);
	}

	private static @Nullable CounterLoss loss(@Nullable String name, BadRequest.Collector problems) {
		if (name == null) {
			return null;
		}
		CounterLoss known = Arrays.stream(CounterLoss.values())
			.filter((loss) -> loss.name().equals(name))
			.findFirst()
			.orElse(null);
		problems.require(known != null, ON_COUNTER_LOSS, name,
				"LOCAL, REFUSE, or nothing for what the gateways are set to");
		return known;
	}

	private static @Nullable Long tps(@Nullable BodyReader fields, String endpoint, BadRequest.Collector problems) {
		Long tps = (fields != null) ? fields.number(endpoint, null) : null;
		boolean fits = tps == null || tps >= 1;
		problems.require(fits, MAX_TPS + "." + endpoint, String.valueOf(tps), "1 or more, or nothing for any number");
		return fits ? tps : null;
	}

	/**
	 * Checks that the policy is there.
	 * @param limits as typed
	 * @param isPolicy tells whether a name is one of an advanced policy
	 * @param problems what is wrong
	 */
	static void check(ApiLimits limits, Predicate<String> isPolicy, BadRequest.Collector problems) {
		String policy = limits.policy();
		problems.require(policy == null || isPolicy.test(policy), POLICY, policy,
				"the name of an advanced policy, or nothing where each operation has its own");
	}

}
