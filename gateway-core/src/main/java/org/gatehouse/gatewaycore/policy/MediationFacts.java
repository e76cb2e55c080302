package org.gatehouse.gatewaycore.policy;

import java.util.HashMap;
import java.util.Map;

import org.gatehouse.common.runtime.Access;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.gatehouse.mediation.Facts;

/**
 * What an API's policies may know of a call.
 *
 * @param exchange the call
 */
record MediationFacts(Exchange exchange) implements Facts {

	@Override
	public String apiName() {
		return this.exchange.routedApi().name();
	}

	@Override
	public String apiVersion() {
		return this.exchange.routedApi().version();
	}

	@Override
	public String apiContext() {
		return this.exchange.routedApi().context();
	}

	@Override
	public String pattern() {
		return this.exchange.routedOperation().pattern();
	}

	@Override
	public String application() {
		CompiledApplication.Key key = this.exchange.key();
		return (key == null) ? "" : key.application().name();
	}

	@Override
	public String clientAddress() {
		return this.exchange.clientAddress();
	}

	@Override
	public String requestId() {
		return this.exchange.requestId();
	}

	@Override
	public boolean secure() {
		return this.exchange.request().secure();
	}

	@Override
	public Map<String, Object> claims() {
		AccessToken token = this.exchange.token();
		if (token == null) {
			return Map.of();
		}
		Map<String, Object> claims = new HashMap<>();
		claims.put("scope", String.join(" ", token.scopes().stream().sorted().toList()));
		if (this.exchange.scheme() == Access.Scheme.OAUTH2) {
			claims.put("client_id", token.consumerKey());
			claims.put("iat", token.issuedAt() / 1000);
			claims.put("exp", token.expiresAt() / 1000);
		}
		if (token.user() != null) {
			claims.put("sub", token.user());
		}
		return claims;
	}

}
