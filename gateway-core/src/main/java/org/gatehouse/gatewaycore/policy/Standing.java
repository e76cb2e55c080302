package org.gatehouse.gatewaycore.policy;

import java.time.Clock;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
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
		AccessToken token = exchange.token();
		if (token == null) {
			return true;
		}
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
