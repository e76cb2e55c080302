package org.gatehouse.gatewaycore.policy;

import java.time.Clock;

import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.throttle.Throttle;

/**
 * Counts the call in the quotas of its subscription, its application and its operation,
 * in all of them or in none. Only what passed every check before is counted.
 */
final class Throttling implements Policy {

	private final Clock clock;

	Throttling(Clock clock) {
		this.clock = clock;
	}

	@Override
	public String name() {
		return "throttle";
	}

	@Override
	public Step handle(Exchange exchange) {
		CompiledApplication.Key key = exchange.key();
		CompiledApplication.Subscribed subscription = exchange.subscription();
		Throttle.Decision decision = Throttle.admit((subscription == null) ? null : subscription.limit(),
				(key == null) ? null : key.application().limit(), exchange.routedOperation().limit());
		exchange.decision(decision);
		if (decision == null || decision.refusedBy() == null) {
			return Step.NEXT;
		}
		FaultCode code = switch (decision.refusedBy()) {
			case SUBSCRIPTION -> FaultCode.SUBSCRIPTION_THROTTLED;
			case APPLICATION -> FaultCode.APPLICATION_THROTTLED;
			case RESOURCE -> FaultCode.RESOURCE_THROTTLED;
		};
		return Fault.later(code, this.clock.instant().plusSeconds(decision.reset()), decision.reset());
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		Throttle.Decision decision = exchange.decision();
		if (decision != null) {
			answer.set("ratelimit-policy", decision.policies());
			answer.set("ratelimit", decision.rateLimit());
		}
	}

}
