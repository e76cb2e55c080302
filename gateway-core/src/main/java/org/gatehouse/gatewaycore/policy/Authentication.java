package org.gatehouse.gatewaycore.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.CompiledOperation;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.gatehouse.gatewaycore.token.AccessTokens;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, by the bearer token (RFC 6750 section 2.1). The token stays here:
 * a backend never sees it. Whether it was revoked and whether its client is still there
 * is asked on every call.
 */
final class Authentication implements Policy {

	private static final String SCHEME = "Bearer ";

	private final AccessTokens tokens;

	Authentication(AccessTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public String name() {
		return "authenticate";
	}

	@Override
	public Step handle(Exchange exchange) {
		Headers headers = exchange.headers();
		CompiledOperation operation = exchange.routedOperation();
		if (exchange.routedApi().isWebSocket()) {
			WebSocketToken.lift(exchange);
		}
		if (operation.authType() == AuthType.NONE || exchange.routedApi().state() == LifecycleState.PROTOTYPED) {
			// What looks like one of our tokens is none of the backend's business; other
			// schemes may be the backend's own.
			String own = headers.get("authorization");
			if (own != null && own.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
				headers.remove("authorization");
			}
			return Step.NEXT;
		}
		List<String> sent = headers.all("authorization");
		if (sent.isEmpty()) {
			exchange.tokenState("none");
			return Fault.challenged(FaultCode.MISSING_CREDENTIALS);
		}
		String value = sent.getFirst();
		if (sent.size() > 1) {
			exchange.tokenState("more than one Authorization field");
			return Fault.invalidToken(FaultCode.INVALID_CREDENTIALS);
		}
		Snapshot snapshot = Objects.requireNonNull(exchange.snapshot(), "route comes before");
		AccessToken recent = this.tokens.recent(value, snapshot.signingKeys());
		if (recent != null && !snapshot.revoked().contains(recent.hash())) {
			headers.remove("authorization");
			return decide(exchange, snapshot, operation, recent);
		}
		int from = tokenStart(value);
		if (from < 0) {
			exchange.tokenState("an Authorization field of another scheme than Bearer");
			return Fault.challenged(FaultCode.MISSING_CREDENTIALS);
		}
		headers.remove("authorization");
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
						: known(exchange, snapshot, operation, found)));
		}
		if (token == null) {
			exchange.tokenState(this.tokens.doubts(value, from, snapshot.signingKeys()));
		}
		return decide(exchange, snapshot, operation, token);
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		WebSocketToken.select(exchange, answer);
	}

	private static Step known(Exchange exchange, Snapshot snapshot, CompiledOperation operation,
			Optional<AccessToken> found) {
		if (found.isEmpty()) {
			exchange.tokenState("opaque, and not active");
		}
		return decide(exchange, snapshot, operation, found.orElse(null));
	}

	static int tokenStart(String value) {
		if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return -1;
		}
		int from = SCHEME.length();
		while (from < value.length() && value.charAt(from) == ' ') {
			from++;
		}
		for (int i = from; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c <= ' ' || c >= 0x7f) {
				return -1;
			}
		}
		return (from == value.length()) ? -1 : from;
	}

	private static Step decide(Exchange exchange, Snapshot snapshot, CompiledOperation operation,
			@Nullable AccessToken token) {
		CompiledApplication.Key key = (token == null) ? null : snapshot.keys().get(token.consumerKey());
		if (token == null) {
			return Fault.invalidToken(FaultCode.INVALID_CREDENTIALS);
		}
		if (key == null || isOfAnotherTenant(token, key) || snapshot.revoked().ended(token, key.tenant())) {
			exchange.tokenState((key == null) ? "of a client that no application has"
					: isOfAnotherTenant(token, key) ? "signed by another tenant than its client's" : "revoked");
			return Fault.invalidToken(FaultCode.INVALID_CREDENTIALS);
		}
		if (!operation.authType().accepts(token.isOfApplication())) {
			exchange.tokenState(token.isOfApplication() ? "valid, of an application" : "valid, of a user");
			return Fault.invalidToken(FaultCode.INCORRECT_TOKEN_TYPE);
		}
		exchange.authenticated(token, key);
		return Step.NEXT;
	}

	/** No tenant's key speaks for the clients of another. */
	private static boolean isOfAnotherTenant(AccessToken token, CompiledApplication.Key key) {
		return token.tenant() != null && !token.tenant().equals(key.application().tenant());
	}

}
