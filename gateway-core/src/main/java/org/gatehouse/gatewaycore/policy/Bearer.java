package org.gatehouse.gatewaycore.policy;

import java.util.Objects;
import java.util.Optional;

import org.gatehouse.common.runtime.Access;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.gatehouse.gatewaycore.token.AccessTokens;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls by the bearer token (RFC 6750 section 2.1). Whether it was revoked
 * and whether its client is still there is asked on every call.
 */
final class Bearer {

	private static final String SCHEME = "Bearer ";

	private final AccessTokens tokens;

	Bearer(AccessTokens tokens) {
		this.tokens = tokens;
	}

	/** Whether a header's value is meant to be a bearer token, however it reads on. */
	static boolean isMeant(String value) {
		return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
	}

	/**
	 * Finds the token in a header's value.
	 * @param value the value
	 * @return where it begins, -1 where there is none
	 */
	static int start(String value) {
		if (!isMeant(value)) {
			return -1;
		}
		int from = SCHEME.length();
		while (from < value.length() && value.charAt(from) == ' ') {
			from++;
		}
		return isVisible(value, from) ? from : -1;
	}

	/** Whether text is visible ASCII, at least one character of it. */
	static boolean isVisible(String text, int from) {
		for (int i = from; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c <= ' ' || c >= 0x7f) {
				return false;
			}
		}
		return from < text.length();
	}

	/**
	 * Decides on a token that came lately in the same words.
	 * @param exchange the call
	 * @param value the header's value
	 * @return the decision, null where the value has to be looked at more closely
	 */
	@Nullable Step recent(Exchange exchange, String value) {
		Snapshot snapshot = Objects.requireNonNull(exchange.snapshot(), "route comes before");
		AccessToken token = this.tokens.recent(value, snapshot.signingKeys());
		return (token == null || snapshot.revoked().contains(token.hash())) ? null : decide(exchange, snapshot, token);
	}

	Step check(Exchange exchange, String value, int from) {
		Snapshot snapshot = Objects.requireNonNull(exchange.snapshot(), "route comes before");
		TokenHash hash = TokenHash.of(value, from);
		if (snapshot.revoked().contains(hash)) {
			exchange.tokenState("revoked");
			return Fault.invalidToken(FaultCode.INVALID_CREDENTIALS);
		}
		AccessToken token = this.tokens.find(value, from, hash, snapshot.signingKeys());
		if (token == null && AccessTokens.isOpaque(value, from)) {
			return new Step.Later(this.tokens.ask(hash)
				.handle((found, problem) -> (problem != null)
						? Fault.later(FaultCode.AUTHENTICATION_UNAVAILABLE, null, 1)
						: known(exchange, snapshot, found)));
		}
		if (token == null) {
			exchange.tokenState(this.tokens.doubts(value, from, snapshot.signingKeys()));
		}
		return decide(exchange, snapshot, token);
	}

	private static Step known(Exchange exchange, Snapshot snapshot, Optional<AccessToken> found) {
		if (found.isEmpty()) {
			exchange.tokenState("opaque, and not active");
		}
		return decide(exchange, snapshot, found.orElse(null));
	}

	private static Step decide(Exchange exchange, Snapshot snapshot, @Nullable AccessToken token) {
		CompiledApplication.Key key = (token == null) ? null : snapshot.keys().get(token.consumerKey());
		if (token == null) {
			return Fault.invalidToken(FaultCode.INVALID_CREDENTIALS);
		}
		if (key == null || isOfAnotherTenant(token, key) || snapshot.revoked().ended(token, key.tenant())) {
			exchange.tokenState((key == null) ? "of a client that no application has"
					: isOfAnotherTenant(token, key) ? "signed by another tenant than its client's" : "revoked");
			return Fault.invalidToken(FaultCode.INVALID_CREDENTIALS);
		}
		if (!exchange.routedOperation().authType().accepts(token.isOfApplication())) {
			exchange.tokenState(token.isOfApplication() ? "valid, of an application" : "valid, of a user");
			return Fault.invalidToken(FaultCode.INCORRECT_TOKEN_TYPE);
		}
		exchange.authenticated(Access.Scheme.OAUTH2, token, key);
		return Step.NEXT;
	}

	/** No tenant's key speaks for the clients of another. */
	private static boolean isOfAnotherTenant(AccessToken token, CompiledApplication.Key key) {
		return token.tenant() != null && !token.tenant().equals(key.application().tenant());
	}

}
