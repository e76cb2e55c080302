package org.gatehouse.gatewaycore.policy;

import java.util.Objects;

import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.Denials;
import org.gatehouse.gatewaycore.token.AccessToken;

/**
 * Refuses the calls that a deny rule is about, whatever else they may do.
 */
final class Denial implements Policy {

	@Override
	public String name() {
		return "deny";
	}

	@Override
	public Step handle(Exchange exchange) {
		Denials denials = Objects.requireNonNull(exchange.snapshot(), "route comes before").denials();
		return (!denials.isEmpty() && isDenied(exchange, denials)) ? Fault.of(FaultCode.DENIED) : Step.NEXT;
	}

	/** APIs and addresses are their tenant's, applications and users their own's. */
	private static boolean isDenied(Exchange exchange, Denials denials) {
		CompiledApi api = exchange.routedApi();
		Denials.OfTenant rules = denials.of(api.tenant());
		if (rules != null && (rules.deniesApi(api.context(), api.version())
				|| rules.deniesAddress(exchange.clientAddress(), CallFacts::bytes))) {
			return true;
		}
		CompiledApplication.Key key = exchange.key();
		AccessToken token = exchange.token();
		Denials.OfTenant own = (key == null) ? rules : denials.of(key.application().tenant());
		return own != null && ((key != null && own.deniesApplication(key.application().id()))
				|| (token != null && token.user() != null && own.deniesUser(token.user())));
	}

}
