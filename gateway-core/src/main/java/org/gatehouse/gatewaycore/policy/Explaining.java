package org.gatehouse.gatewaycore.policy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.gatehouse.gatewaycore.explain.Refusal;
import org.gatehouse.gatewaycore.explain.Refusals;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.CompiledOperation;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.gatehouse.gatewaycore.throttle.Throttle;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.gatehouse.gatewaycore.token.AccessTokens;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a refusal was decided by, and tells it to administrators who ask for
 * {@code GET /internal/explain/REQUEST-ID} over HTTPS, with a JWT that has the scope
 * {@code apim:admin}; each sees the refusals of the own tenant's APIs.
 */
final class Explaining implements Policy {

	static final String PATH = "/internal/explain/";

	private static final String SCOPE = "apim:admin";

	private static final Map<String, String> JSON = Map.of("content-type", "application/json", "cache-control",
			"no-store");

	private final String node;

	private final Refusals refusals;

	private final AccessTokens tokens;

	private final Clock clock;

	Explaining(String node, Refusals refusals, AccessTokens tokens, Clock clock) {
		this.node = node;
		this.refusals = refusals;
		this.tokens = tokens;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "explain";
	}

	/**
	 * On the way in, answers who asks for an explanation.
	 */
	@Override
	public Step handle(Exchange exchange) {
		String target = exchange.request().target();
		if (!target.startsWith(PATH)) {
			return Step.NEXT;
		}
		if (!exchange.request().secure()) {
			return Fault.of(FaultCode.TRANSPORT_NOT_ENABLED);
		}
		if (!exchange.request().method().equals("GET")) {
			return Fault.notAllowed(FaultCode.METHOD_NOT_ALLOWED, "GET");
		}
		Snapshot snapshot = exchange.snapshot();
		if (snapshot == null) {
			return Fault.later(FaultCode.NOT_READY, null, 1);
		}
		AccessToken token = token(exchange.headers(), snapshot);
		if (token == null || token.tenant() == null) {
			return Fault.invalidToken(FaultCode.INVALID_CREDENTIALS);
		}
		if (!token.scopes().contains(SCOPE)) {
			return Fault.insufficientScope(FaultCode.SCOPE_MISSING, SCOPE);
		}
		String explanation = this.refusals.explain(target.substring(PATH.length()), token.tenant());
		return (explanation == null) ? Fault.of(FaultCode.API_NOT_FOUND) : new Step.Answer(200, JSON, explanation);
	}

	private @Nullable AccessToken token(Headers headers, Snapshot snapshot) {
		List<String> sent = headers.all("authorization");
		int from = (sent.size() == 1) ? Bearer.start(sent.getFirst()) : -1;
		if (from < 0) {
			return null;
		}
		TokenHash hash = TokenHash.of(sent.getFirst(), from);
		AccessToken token = this.tokens.find(sent.getFirst(), from, hash, snapshot.signingKeys());
		boolean holds = token != null && token.tenant() != null && !snapshot.revoked().contains(hash)
				&& !snapshot.revoked().ended(token, token.tenant());
		return holds ? token : null;
	}

	@Override
	public void ended(Exchange exchange) {
		Fault fault = exchange.fault();
		if (fault != null && exchange.api() != null) {
			this.refusals.keep(refusal(exchange, fault, exchange.api()));
		}
	}

	private Refusal refusal(Exchange exchange, Fault fault, CompiledApi api) {
		CompiledOperation operation = exchange.operation();
		CompiledApplication.Key key = exchange.key();
		Endpoint endpoint = exchange.endpoint();
		Snapshot snapshot = Objects.requireNonNull(exchange.snapshot(), "an API was found in it");
		return new Refusal(exchange.requestId(), this.clock.instant(), this.node, exchange.request().method(),
				path(exchange), exchange.clientAddress(), exchange.status(), fault.code().code(), reason(fault),
				api.tenant(), api(api, operation), token(exchange),
				(key == null) ? null
						: new Refusal.Application(key.application().id().toString(), key.application().name(),
								key.keyType().name()),
				subscription(exchange, fault), scopes(exchange, operation), limits(exchange.decision()),
				(endpoint == null) ? null : endpoint.address().host() + ":" + endpoint.address().port(),
				snapshot.revision());
	}

	private static String reason(Fault fault) {
		return fault.code().message().strip()
				+ (fault.code().description().isEmpty() ? "" : ": " + fault.code().description());
	}

	private static Refusal.Api api(CompiledApi api, @Nullable CompiledOperation operation) {
		return new Refusal.Api(api.id().toString(), api.name(), api.version(), api.state().name(),
				(operation == null) ? null : operation.pattern(),
				(operation == null) ? null : operation.authType().wireName());
	}

	private static Refusal.@Nullable Token token(Exchange exchange) {
		AccessToken token = exchange.token();
		if (token != null) {
			return new Refusal.Token(token.isOfApplication() ? "valid, of the application" : "valid, of a user",
					token.consumerKey(), token.user(), Instant.ofEpochMilli(token.expiresAt()));
		}
		String state = exchange.tokenState();
		return (state == null) ? null : new Refusal.Token(state, null, null, null);
	}

	private static Refusal.@Nullable Subscription subscription(Exchange exchange, Fault fault) {
		CompiledApplication.Subscribed subscription = exchange.subscription();
		if (subscription != null) {
			return new Refusal.Subscription(subscription.status().name());
		}
		return (fault.code() == FaultCode.NOT_SUBSCRIBED) ? new Refusal.Subscription("none") : null;
	}

	private static Refusal.@Nullable Scopes scopes(Exchange exchange, @Nullable CompiledOperation operation) {
		AccessToken token = exchange.token();
		Set<String> asked = (operation == null) ? Set.of() : operation.scopes();
		return (token == null || asked.isEmpty()) ? null : new Refusal.Scopes(asked, token.scopes());
	}

	private static List<Refusal.Limit> limits(Throttle.@Nullable Decision decision) {
		return (decision == null) ? List.of() : List.of(new Refusal.Limit(decision.policies(), decision.rateLimit()));
	}

	private static String path(Exchange exchange) {
		String target = exchange.request().target();
		int query = target.indexOf('?');
		return (query < 0) ? target : target.substring(0, query);
	}

}
