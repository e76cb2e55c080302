package org.gatehouse.gatewaycore.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.gatehouse.gatewaycore.assertion.AssertionRules;
import org.gatehouse.gatewaycore.assertion.Assertions;
import org.gatehouse.gatewaycore.assertion.Facts;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the backend who calls, in a signed field, where the API's tenant wants that. Of
 * the caller the field is never taken, whatever its name. Calls that need no token have
 * nobody to tell of.
 */
final class BackendAssertion implements Policy {

	private static final Logger LOG = LoggerFactory.getLogger(BackendAssertion.class);

	private final Assertions assertions;

	BackendAssertion(Assertions assertions) {
		this.assertions = assertions;
	}

	@Override
	public String name() {
		return "backend JWT";
	}

	@Override
	public Step handle(Exchange exchange) {
		Snapshot snapshot = Objects.requireNonNull(exchange.snapshot(), "route comes before");
		if (snapshot.assertions().isEmpty()) {
			return Step.NEXT;
		}
		CompiledApi api = exchange.routedApi();
		AssertionRules rules = snapshot.assertions().get(api.tenant());
		if (rules == null) {
			return Step.NEXT;
		}
		drop(rules, exchange.headers());
		exchange.assertion(rules, null);
		AccessToken token = exchange.token();
		CompiledApplication.Key key = exchange.key();
		if (!rules.enabled() || token == null || key == null) {
			return Step.NEXT;
		}
		if (rules.problem() != null) {
			return Fault.of(FaultCode.CREDENTIALS_MISSING);
		}
		Facts facts = facts(exchange, api, key, token);
		Assertions.Place place = new Assertions.Place(token.hash(), api.id());
		String signed = this.assertions.find(place, facts, rules);
		if (signed != null) {
			exchange.assertion(rules, signed);
			return Step.NEXT;
		}
		return new Step.Later(this.assertions.make(place, facts, rules, token.expiresAt()).handle((made, problem) -> {
			if (problem != null) {
				LOG.error("request {}: no backend JWT could be signed", exchange.requestId(), problem);
				return Fault.of(FaultCode.CREDENTIALS_MISSING);
			}
			exchange.assertion(rules, made);
			return Step.NEXT;
		}));
	}

	private static Facts facts(Exchange exchange, CompiledApi api, CompiledApplication.Key key, AccessToken token) {
		CompiledApplication.Subscribed subscription = exchange.subscription();
		return new Facts(key.application().facts(),
				new Facts.Api(api.tenant(), api.name(), api.context(), api.version()),
				(subscription != null) ? subscription.tierName() : "", key.keyType(), token.isOfApplication(),
				(token.user() != null) ? token.user() : "", key.tenant());
	}

	private static void drop(AssertionRules rules, Headers headers) {
		List<String> sent = null;
		for (CharSequence name : headers.names()) {
			if (rules.isHeader(name)) {
				sent = (sent == null) ? new ArrayList<>() : sent;
				sent.add(name.toString());
			}
		}
		if (sent != null) {
			sent.forEach(headers::remove);
		}
	}

}
