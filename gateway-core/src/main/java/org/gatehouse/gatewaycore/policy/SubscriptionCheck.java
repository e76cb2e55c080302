package org.gatehouse.gatewaycore.policy;

import org.gatehouse.gatewaycore.snapshot.CompiledApplication;

/**
 * Asks whether the caller's application has subscribed to the API. Who calls without a
 * token needs no subscription.
 */
final class SubscriptionCheck implements Policy {

	@Override
	public String name() {
		return "subscription";
	}

	@Override
	public Step handle(Exchange exchange) {
		CompiledApplication.Key key = exchange.key();
		if (key == null) {
			return Step.NEXT;
		}
		CompiledApplication.Subscribed subscription = key.application().subscription(exchange.routedApi().id());
		if (subscription == null) {
			// What another tenant has is not told.
			return key.application().tenant().equals(exchange.routedApi().tenant()) ? Fault.of(FaultCode.NOT_SUBSCRIBED)
					: Fault.invalidToken(FaultCode.INVALID_CREDENTIALS);
		}
		if (subscription.status().blocks(key.keyType())) {
			return Fault.challenged(FaultCode.SUBSCRIPTION_BLOCKED);
		}
		if (subscription.status().isInactive()) {
			return Fault.challenged(FaultCode.SUBSCRIPTION_INACTIVE);
		}
		exchange.subscription(subscription);
		return Step.NEXT;
	}

}
