package org.gatehouse.gatewaycore.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.gatewaycore.CorsRules;
import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Answers preflights, and says on every answer which page may read it. OPTIONS is the
 * gateway's own where the API does not declare it, and lists the resource's methods. What
 * a backend says about cross-origin calls stands.
 */
final class Cors implements Policy {

	private static final String ALLOW_ORIGIN = "access-control-allow-origin";

	private final CorsRules rules;

	private final String headers;

	private final String exposed;

	Cors(CorsRules rules) {
		this.rules = rules;
		this.headers = String.join(", ", rules.headers());
		this.exposed = String.join(", ", rules.exposedHeaders());
	}

	@Override
	public String name() {
		return "CORS";
	}

	@Override
	public Step handle(Exchange exchange) {
		if (!this.rules.enabled()) {
			return Step.NEXT;
		}
		exchange.origin(exchange.headers().get("origin"));
		return exchange.request().method().equals("OPTIONS") ? options(exchange) : Step.NEXT;
	}

	private Step options(Exchange exchange) {
		Snapshot snapshot = exchange.snapshot();
		RequestTarget target = exchange.target();
		ApiTable.Match<CompiledApi> match = (snapshot == null || target == null) ? null
				: snapshot.apis().find(target.path());
		if (match == null || target == null
				|| match.value().operations().find(HttpVerb.OPTIONS, target.path(), match.end()) != null) {
			return Step.NEXT;
		}
		Collection<HttpVerb> verbs = new TreeSet<>(match.value().operations().verbs(target.path(), match.end()));
		if (verbs.isEmpty()) {
			return Step.NEXT;
		}
		verbs.add(HttpVerb.OPTIONS);
		String methods = verbs.stream().map(HttpVerb::name).collect(Collectors.joining(", "));
		Map<String, String> answer = new LinkedHashMap<>();
		answer.put("allow", methods);
		if (exchange.headers().get("access-control-request-method") != null && allowed(exchange.origin()) != null) {
			answer.put("access-control-allow-methods", methods);
			answer.put("access-control-allow-headers", this.headers);
			answer.put("access-control-max-age", Long.toString(this.rules.maxAge().toSeconds()));
		}
		return new Step.Answer(200, answer, "");
	}

	private @Nullable String allowed(@Nullable String origin) {
		if (origin == null) {
			return null;
		}
		if (this.rules.origins().contains("*")) {
			return "*";
		}
		return this.rules.origins().contains(origin) ? origin : null;
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		String origin = exchange.origin();
		if (origin == null) {
			return;
		}
		String allowed = allowed(origin);
		if (!this.rules.origins().contains("*")) {
			String vary = answer.get("vary");
			answer.set("vary", (vary == null) ? "Origin" : vary + ", Origin");
		}
		if (allowed == null || answer.get(ALLOW_ORIGIN) != null) {
			return;
		}
		answer.set(ALLOW_ORIGIN, allowed);
		if (!this.exposed.isEmpty()) {
			answer.set("access-control-expose-headers", this.exposed);
		}
		if (this.rules.credentials()) {
			answer.set("access-control-allow-credentials", "true");
		}
	}

}
