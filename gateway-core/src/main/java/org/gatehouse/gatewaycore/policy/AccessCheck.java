package org.gatehouse.gatewaycore.policy;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.runtime.Access.Scheme;
import org.gatehouse.gatewaycore.route.QueryParameter;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledAccess;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApiKey;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.CompiledCertificate;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.gatehouse.gatewaycore.token.BasicUsers;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls an API that takes API keys, passwords or client certificates, or
 * tokens elsewhere than the gateway does. What a call has sent must hold, though
 * something else would have done.
 */
final class AccessCheck {

	private static final String BASIC = "Basic ";

	private final Bearer bearer;

	private final BasicUsers users;

	private final Clock clock;

	private final boolean passedOn;

	AccessCheck(Bearer bearer, BasicUsers users, Clock clock, boolean passedOn) {
		this.bearer = bearer;
		this.users = users;
		this.clock = clock;
		this.passedOn = passedOn;
	}

	Step check(Exchange exchange, CompiledAccess access) {
		Access rules = access.rules();
		CompiledCertificate certificate = null;
		if (rules.takes(Scheme.MUTUAL_SSL)) {
			String fingerprint = exchange.certificate();
			certificate = (fingerprint == null) ? null : known(exchange, fingerprint);
			if (certificate == null && rules.certificateMandatory()) {
				withhold(exchange, access);
				return (fingerprint == null) ? missing(exchange, access)
						: invalid(exchange, access, "Make sure you have given a client certificate that the API knows");
			}
			if (certificate != null && rules.certificateMandatory()) {
				exchange.certified(certificate);
			}
		}
		List<String> authorizations = takesAuthorization(rules) ? exchange.headers().all(access.header()) : List.of();
		String authorization = (authorizations.size() == 1 && isTaken(rules, authorizations.getFirst()))
				? authorizations.getFirst() : null;
		List<String> keys = rules.takes(Scheme.API_KEY) ? keys(exchange, access) : List.of();
		withhold(exchange, access);
		if (authorizations.size() > 1 || keys.size() > 1) {
			return refused(FaultCode.INVALID_CREDENTIALS, access.quietChallenge(),
					"Make sure you have given one set of credentials");
		}
		if (authorization != null) {
			return Bearer.isMeant(authorization) ? byToken(exchange, access, authorization)
					: byPassword(exchange, access, authorization.substring(BASIC.length()));
		}
		if (!keys.isEmpty()) {
			return byKey(exchange, access, keys.getFirst());
		}
		return (certificate == null || rules.credentialsMandatory()) ? missing(exchange, access)
				: byCertificate(exchange, certificate);
	}

	/** Takes away what is none of the backend's business. */
	void withhold(Exchange exchange, CompiledAccess access) {
		Access rules = access.rules();
		if (rules.takes(Scheme.API_KEY) && rules.apiKeyInQuery()) {
			RequestTarget target = Objects.requireNonNull(exchange.target(), "route comes before");
			exchange.target(QueryParameter.without(target, Access.API_KEY_PARAMETER));
		}
		if (this.passedOn) {
			return;
		}
		if (rules.takes(Scheme.API_KEY)) {
			exchange.headers().remove(access.keyHeader());
		}
		if (takesAuthorization(rules)) {
			List<String> sent = exchange.headers().all(access.header());
			if (sent.stream().anyMatch((value) -> isTaken(rules, value))) {
				exchange.headers().remove(access.header());
			}
		}
	}

	private static boolean takesAuthorization(Access rules) {
		return rules.takes(Scheme.OAUTH2) || rules.takes(Scheme.BASIC_AUTH);
	}

	private static boolean isTaken(Access rules, String value) {
		return (rules.takes(Scheme.OAUTH2) && Bearer.isMeant(value))
				|| (rules.takes(Scheme.BASIC_AUTH) && value.regionMatches(true, 0, BASIC, 0, BASIC.length()));
	}

	private static List<String> keys(Exchange exchange, CompiledAccess access) {
		List<String> sent = exchange.headers().all(access.keyHeader());
		if (!sent.isEmpty() || !access.rules().apiKeyInQuery()) {
			return sent;
		}
		RequestTarget target = Objects.requireNonNull(exchange.target(), "route comes before");
		return QueryParameter.values(target, Access.API_KEY_PARAMETER);
	}

	private @Nullable CompiledCertificate known(Exchange exchange, String fingerprint) {
		CompiledCertificate certificate = snapshot(exchange).certificate(exchange.routedApi().id(), fingerprint);
		return (certificate != null && certificate.isValid(this.clock.millis())) ? certificate : null;
	}

	private Step byToken(Exchange exchange, CompiledAccess access, String value) {
		Step known = this.bearer.recent(exchange, value);
		if (known != null) {
			return known;
		}
		int from = Bearer.start(value);
		return (from < 0) ? missing(exchange, access) : this.bearer.check(exchange, value, from);
	}

	private Step byKey(Exchange exchange, CompiledAccess access, String value) {
		CompiledApiKey key = Bearer.isVisible(value, 0) ? snapshot(exchange).apiKeys().get(TokenHash.of(value, 0))
				: null;
		CompiledApplication.Key client = (key == null) ? null
				: snapshot(exchange).keys().get(key.token().consumerKey());
		if (key == null || client == null || key.token().expiresAt() <= this.clock.millis()) {
			exchange.tokenState("an API key that is unknown, revoked or expired");
			return refused(FaultCode.INVALID_CREDENTIALS, access.quietChallenge(),
					"Make sure you have given the correct API key");
		}
		if (!key.permits(exchange.clientAddress(), exchange.headers().get("referer"))) {
			exchange.tokenState("an API key that is not permitted from this address or page");
			return Fault.of(FaultCode.KEY_NOT_PERMITTED);
		}
		if (!exchange.routedOperation().authType().accepts(true)) {
			return refused(FaultCode.INCORRECT_TOKEN_TYPE, access.quietChallenge(), "");
		}
		exchange.authenticated(Scheme.API_KEY, key.token(), client);
		return Step.NEXT;
	}

	private Step byPassword(Exchange exchange, CompiledAccess access, String credentials) {
		CompiledApi api = exchange.routedApi();
		BasicUsers.Sent sent = this.users.read(credentials, api.id(), api.tenant());
		if (sent == null) {
			return wrongPassword(exchange, access);
		}
		AccessToken user = this.users.find(sent);
		if (user != null && !snapshot(exchange).revoked().passwordEnded(user, api.tenant())) {
			return byUser(exchange, access, user);
		}
		return new Step.Later(this.users.ask(sent, exchange.clientAddress(), access.scopes())
			.handle((found, problem) -> (problem != null) ? Fault.later(FaultCode.AUTHENTICATION_UNAVAILABLE, null, 1)
					: found.map((it) -> byUser(exchange, access, it))
						.orElseGet(() -> wrongPassword(exchange, access))));
	}

	private static Step byUser(Exchange exchange, CompiledAccess access, AccessToken user) {
		if (!exchange.routedOperation().authType().accepts(false)) {
			return refused(FaultCode.INCORRECT_TOKEN_TYPE, access.quietChallenge(), "");
		}
		exchange.authenticated(Scheme.BASIC_AUTH, user);
		return Step.NEXT;
	}

	/**
	 * Whoever has shown a certificate is no user, and has its tier for a subscription.
	 */
	private static Step byCertificate(Exchange exchange, CompiledCertificate certificate) {
		if (!exchange.routedOperation().authType().accepts(true)) {
			return Fault.of(FaultCode.INCORRECT_TOKEN_TYPE);
		}
		exchange.authenticated(Scheme.MUTUAL_SSL, certificate.token());
		exchange.certified(certificate);
		exchange.subscription(certificate.subscribed());
		return Step.NEXT;
	}

	private static Snapshot snapshot(Exchange exchange) {
		return Objects.requireNonNull(exchange.snapshot(), "route comes before");
	}

	private static Fault missing(Exchange exchange, CompiledAccess access) {
		exchange.tokenState("none that the API takes");
		return refused(FaultCode.MISSING_CREDENTIALS, challenge(exchange, access), access.hint());
	}

	private static Fault wrongPassword(Exchange exchange, CompiledAccess access) {
		exchange.tokenState("a name and a password that do not fit together");
		return invalid(exchange, access, "Make sure you have given the correct user name and password");
	}

	private static Fault invalid(Exchange exchange, CompiledAccess access, String hint) {
		return refused(FaultCode.INVALID_CREDENTIALS, challenge(exchange, access), hint);
	}

	private static Fault refused(FaultCode code, String challenge, String hint) {
		return Fault.credentials(code, challenge, hint);
	}

	/**
	 * At a challenge for Basic a browser asks whoever sits there for a password. That is
	 * right for somebody who opens an address, and not for a page that calls.
	 */
	private static String challenge(Exchange exchange, CompiledAccess access) {
		Headers headers = exchange.headers();
		String mode = headers.get("sec-fetch-mode");
		boolean page = (mode != null) ? !mode.equals("navigate") : headers.get("origin") != null;
		return (page || "XMLHttpRequest".equalsIgnoreCase(headers.get("x-requested-with"))) ? access.quietChallenge()
				: access.challenge();
	}

}
