package org.gatehouse.gatewaycore.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.gatewaycore.CorsRules;
import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledCors;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Answers preflights, and says on every answer which page may read it (the Fetch
 * standard's CORS protocol), by the API's rules or else the gateway's. OPTIONS is the
 * gateway's own where the API does not declare it, and lists the methods that the path
 * has. What a backend says of cross-origin calls is replaced; where an API declares
 * OPTIONS, its backend's answer to that stands.
 */
final class Cors implements Policy {

	private static final String ALLOW_ORIGIN = "access-control-allow-origin";

	private static final List<String> BACKENDS_WORD = List.of(ALLOW_ORIGIN, "access-control-allow-credentials",
			"access-control-expose-headers", "access-control-allow-methods", "access-control-allow-headers",
			"access-control-max-age", "access-control-allow-private-network");

	private final @Nullable CompiledCors gateways;

	Cors(CorsRules rules) {
		this.gateways = CompiledCors.of(rules);
	}

	@Override
	public String name() {
		return "CORS";
	}

	@Override
	public Step handle(Exchange exchange) {
		exchange.origin(exchange.headers().get("origin"));
		return exchange.request().method().equals("OPTIONS") ? options(exchange) : Step.NEXT;
	}

	private Step options(Exchange exchange) {
		RequestTarget target = exchange.target();
		if (target == null) {
			return Step.NEXT;
		}
		KeyManagerPath own = KeyManagerPath.find(target.path());
		if (own != null) {
			return options(exchange, this.gateways, new TreeSet<>(own.verbs()));
		}
		Snapshot snapshot = exchange.snapshot();
		ApiTable.Match<CompiledApi> match = (snapshot == null) ? null : snapshot.apis().find(target.path());
		if (match == null || match.value().operations().find(HttpVerb.OPTIONS, target.path(), match.end()) != null) {
			return Step.NEXT;
		}
		return options(exchange, rules(match.value()),
				new TreeSet<>(match.value().operations().verbs(target.path(), match.end())));
	}

	private static Step options(Exchange exchange, @Nullable CompiledCors rules, Collection<HttpVerb> verbs) {
		if (rules == null || verbs.isEmpty()) {
			return Step.NEXT;
		}
		verbs.add(HttpVerb.OPTIONS);
		exchange.cors(rules);
		Map<String, String> answer = new LinkedHashMap<>();
		answer.put("allow", KeyManagerPath.names(verbs));
		String origin = exchange.origin();
		if (origin != null && rules.allowed(origin) != null
				&& exchange.headers().get("access-control-request-method") != null) {
			preflight(exchange, rules, verbs, answer);
		}
		return new Step.Answer(200, answer, "");
	}

	private static void preflight(Exchange exchange, CompiledCors rules, Collection<HttpVerb> verbs,
			Map<String, String> answer) {
		if (!rules.methods().isEmpty()) {
			verbs.removeIf((verb) -> !rules.methods().contains(verb.name()));
		}
		answer.put("access-control-allow-methods", KeyManagerPath.names(verbs));
		String headers = (rules.headers() != null) ? rules.headers()
				: fieldNames(String.join(",", exchange.headers().all("access-control-request-headers")));
		if (!headers.isEmpty()) {
			answer.put("access-control-allow-headers", headers);
		}
		answer.put("access-control-max-age", rules.maxAge());
		if (rules.privateNetwork() && "true".equals(exchange.headers().get("access-control-request-private-network"))) {
			answer.put("access-control-allow-private-network", "true");
		}
	}

	/** What a page asks for is told again if it is a list of names and nothing else. */
	private static String fieldNames(String asked) {
		return asked.matches("[A-Za-z0-9!#$%&'*+.^_`|~, -]*") ? asked : "";
	}

	private @Nullable CompiledCors rules(@Nullable CompiledApi api) {
		return (api != null && api.cors() != null) ? api.cors() : this.gateways;
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		CompiledCors rules = (exchange.cors() != null) ? exchange.cors() : rules(exchange.api());
		if (rules == null || isSomebodyElses(exchange, answer)) {
			return;
		}
		String origin = exchange.origin();
		if (exchange.fault() == null && exchange.cors() == null
				&& (origin != null || answer.get(ALLOW_ORIGIN) != null)) {
			BACKENDS_WORD.forEach(answer::remove);
		}
		if (!rules.any()) {
			// Even an answer to no page at all: a cache may give it to one.
			varyByOrigin(answer);
		}
		String allowed = (origin == null) ? null : rules.allowed(origin);
		if (allowed == null) {
			return;
		}
		answer.set(ALLOW_ORIGIN, allowed);
		if (rules.credentials()) {
			answer.set("access-control-allow-credentials", "true");
		}
		if (exchange.cors() == null && !rules.exposed().isEmpty()) {
			answer.set("access-control-expose-headers", rules.exposed());
		}
	}

	/** The key manager knows its own pages; an API that declares OPTIONS answers it. */
	private static boolean isSomebodyElses(Exchange exchange, Headers answer) {
		return (exchange.isSystem() && answer.get(ALLOW_ORIGIN) != null) || (exchange.operation() != null
				&& exchange.fault() == null && exchange.request().method().equals("OPTIONS"));
	}

	private static void varyByOrigin(Headers answer) {
		String vary = String.join(", ", answer.all("vary"));
		if (vary.isEmpty()) {
			answer.set("vary", "Origin");
			return;
		}
		for (String name : vary.toLowerCase(Locale.ROOT).split(",")) {
			if (name.strip().equals("origin") || name.strip().equals("*")) {
				return;
			}
		}
		answer.set("vary", vary + ", Origin");
	}

}
