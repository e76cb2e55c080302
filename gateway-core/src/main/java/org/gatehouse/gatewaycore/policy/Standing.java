package org.gatehouse.gatewaycore.policy;

import java.time.Clock;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.CompiledCertificate;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a call that goes on for long would still be let in.
 */
final class Standing {

	private final Clock clock;

	Standing(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Looks at what may have changed since the call was let in.
	 * @param exchange the call
	 * @param now what is known by now, null where nothing is
	 * @return false where the API, the token or the subscription no longer holds
	 */
	boolean holds(Exchange exchange, @Nullable Snapshot now) {
		CompiledApi api = exchange.api();
		RequestTarget target = exchange.target();
		if (now == null || api == null || target == null) {
			return false;
		}
		ApiTable.Match<CompiledApi> match = now.apis().find(target.path());
		if (match == null || !match.value().id().equals(api.id()) || match.value().state() == LifecycleState.BLOCKED
				|| match.value().state() == LifecycleState.RETIRED) {
			return false;
		}
		Access.Scheme by = exchange.scheme();
		AccessToken token = exchange.token();
		if (by == null || token == null) {
			return true;
		}
		return isTaken(exchange, by, match.value(), now) && switch (by) {
			case OAUTH2, API_KEY -> holds(token, api, now);
			case BASIC_AUTH -> !now.revoked().passwordEnded(token, api.tenant());
			// The certificate was looked at.
			case MUTUAL_SSL -> true;
		};
	}

	/** Whether the API still takes what the call has shown, and asks for nothing more. */
	private boolean isTaken(Exchange exchange, Access.Scheme by, CompiledApi api, Snapshot now) {
		Access rules = (api.access() == null) ? Access.DEFAULT : api.access().rules();
		CompiledCertificate shown = exchange.certified();
		CompiledCertificate known = (shown == null) ? null : now.certificate(api.id(), shown.token().hash().toHex());
		if (shown != null && (known == null || !known.isValid(this.clock.millis()))) {
			return false;
		}
		return rules.takes(by) && (by != Access.Scheme.MUTUAL_SSL || !rules.credentialsMandatory())
				&& (shown != null || !rules.certificateMandatory());
	}

	private boolean holds(AccessToken token, CompiledApi api, Snapshot now) {
		CompiledApplication.Key key = now.keys().get(token.consumerKey());
		if (key == null || token.expiresAt() <= this.clock.millis() || now.revoked().contains(token.hash())
				|| now.revoked().ended(token, key.tenant())) {
			return false;
		}
		CompiledApplication.Subscribed subscription = key.application().subscription(api.id());
		return subscription != null && !subscription.status().blocks(key.keyType())
				&& !subscription.status().isInactive();
	}

}
