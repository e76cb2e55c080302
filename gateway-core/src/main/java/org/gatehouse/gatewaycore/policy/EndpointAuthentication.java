package org.gatehouse.gatewaycore.policy;

import java.util.Objects;

import org.gatehouse.gatewaycore.route.BackendCredentials;
import org.gatehouse.gatewaycore.route.Endpoint;

/**
 * Sees to it that there is what the endpoint asks the gateway for. It is put into the
 * request when that is sent, since a second try may need another.
 */
final class EndpointAuthentication implements Policy {

	@Override
	public String name() {
		return "endpoint security";
	}

	@Override
	public Step handle(Exchange exchange) {
		Endpoint endpoint = Objects.requireNonNull(exchange.endpoint(), "proxy comes before");
		BackendCredentials credentials = endpoint.credentials();
		if (credentials == null) {
			return Step.FORWARD;
		}
		if (credentials.problem() != null) {
			return Fault.of(FaultCode.CREDENTIALS_MISSING);
		}
		if (credentials.isReady(endpoint)) {
			return Step.FORWARD;
		}
		return new Step.Later(credentials.prepare(endpoint, exchange.forwardTarget())
			.handle((_, problem) -> (problem == null) ? Step.FORWARD : Fault.of(FaultCode.CREDENTIALS_MISSING)));
	}

}
