package org.gatehouse.gatewaycore.policy;

import java.util.Objects;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;

/**
 * Decides where the call goes: the production or the sandbox endpoint, by the kind of key
 * that the token was got with. Who calls without a token is sent to production, and for a
 * prototype to whichever endpoint there is.
 */
final class Forwarding implements Policy {

	@Override
	public String name() {
		return "proxy";
	}

	@Override
	public Step handle(Exchange exchange) {
		CompiledApi api = exchange.routedApi();
		CompiledApplication.Key key = exchange.key();
		KeyType keyType = (key == null) ? KeyType.PRODUCTION : key.keyType();
		Endpoint endpoint = api.endpoint(keyType);
		if (endpoint == null && api.state() == LifecycleState.PROTOTYPED) {
			endpoint = api.sandbox();
		}
		if (endpoint == null) {
			return Fault
				.of((keyType == KeyType.PRODUCTION) ? FaultCode.NO_PRODUCTION_ENDPOINT : FaultCode.NO_SANDBOX_ENDPOINT);
		}
		RequestTarget target = Objects.requireNonNull(exchange.target(), "route comes before");
		String below = target.path().substring(exchange.prefix().length());
		exchange.forward(endpoint, endpoint.target(below, target.query()));
		return Step.NEXT;
	}

}
