package org.gatehouse.gatewaycore.policy;

import org.gatehouse.gatewaycore.snapshot.CompiledOperation;
import org.gatehouse.gatewaycore.token.AccessToken;

/**
 * Asks whether the token has one of the operation's scopes.
 */
final class ScopeCheck implements Policy {

	@Override
	public String name() {
		return "scope";
	}

	@Override
	public Step handle(Exchange exchange) {
		AccessToken token = exchange.token();
		CompiledOperation operation = exchange.routedOperation();
		if (token == null || operation.scopes().isEmpty()) {
			return Step.NEXT;
		}
		for (String scope : operation.scopes()) {
			if (token.scopes().contains(scope)) {
				return Step.NEXT;
			}
		}
		return Fault.insufficientScope(FaultCode.SCOPE_MISSING, operation.scopeNames());
	}

}
