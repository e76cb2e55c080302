package org.gatehouse.gatewaycore.policy;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.gatewaycore.route.ApiTable;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledOperation;
import org.gatehouse.gatewaycore.snapshot.Deprecation;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a call is for: one of the gateway's own paths, or an operation of an API. A
 * context of an API cannot hide one of the gateway's own paths.
 */
final class Routing implements Policy {

	private static final Map<String, String> PLAIN = Map.of("content-type", "text/plain; charset=UTF-8",
			"cache-control", "no-store");

	private static final Map<String, HttpVerb> VERBS = Arrays.stream(HttpVerb.values())
		.collect(Collectors.toUnmodifiableMap(HttpVerb::name, (verb) -> verb));

	private final Endpoint keyManager;

	private final BooleanSupplier leaving;

	Routing(URI keyManager, BooleanSupplier leaving) {
		this.keyManager = Endpoint.of(keyManager, true);
		this.leaving = leaving;
	}

	@Override
	public String name() {
		return "route";
	}

	@Override
	public Step handle(Exchange exchange) {
		RequestTarget target = exchange.target();
		if (target == null) {
			return Fault.of(FaultCode.BAD_REQUEST);
		}
		Step own = own(exchange, target);
		if (own != null) {
			return own;
		}
		Snapshot snapshot = exchange.snapshot();
		if (snapshot == null) {
			return Fault.later(FaultCode.NOT_READY, null, 1);
		}
		ApiTable.Match<CompiledApi> match = snapshot.apis().find(target.path());
		if (match == null) {
			return Fault.of(FaultCode.API_NOT_FOUND);
		}
		CompiledApi api = match.value();
		HttpVerb verb = VERBS.get(exchange.request().method());
		CompiledOperation operation = (verb == null) ? null : api.operations().find(verb, target.path(), match.end());
		exchange.routed(api, operation, match.end());
		if (api.state() == LifecycleState.RETIRED) {
			return Fault.of(FaultCode.API_RETIRED);
		}
		if (exchange.request().secure() ? !api.overHttps() : !api.overHttp()) {
			return Fault.of(FaultCode.TRANSPORT_NOT_ENABLED);
		}
		if (api.state() == LifecycleState.BLOCKED) {
			return Fault.of(FaultCode.API_BLOCKED);
		}
		if (operation == null) {
			Set<HttpVerb> verbs = api.operations().verbs(target.path(), match.end());
			return verbs.isEmpty() ? Fault.of(FaultCode.RESOURCE_NOT_FOUND) : Fault.notAllowed(
					FaultCode.METHOD_NOT_ALLOWED, verbs.stream().map(HttpVerb::name).collect(Collectors.joining(", ")));
		}
		return Step.NEXT;
	}

	private @Nullable Step own(Exchange exchange, RequestTarget target) {
		return switch (target.path()) {
			case "/livez" -> probe(exchange, true);
			case "/readyz" -> probe(exchange, exchange.snapshot() != null && !this.leaving.getAsBoolean());
			default -> keyManager(exchange, target, KeyManagerPath.find(target.path()));
		};
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		CompiledApi api = exchange.api();
		Deprecation deprecation = (api == null) ? null : api.deprecation();
		if (deprecation == null) {
			return;
		}
		set(answer, "deprecation", deprecation.since());
		set(answer, "sunset", deprecation.sunset());
		if (deprecation.link() != null) {
			String others = String.join(", ", answer.all("link"));
			answer.set("link", others.isEmpty() ? deprecation.link() : others + ", " + deprecation.link());
		}
	}

	private static void set(Headers answer, String name, @Nullable String value) {
		if (value != null) {
			answer.set(name, value);
		}
	}

	private static Step probe(Exchange exchange, boolean good) {
		String method = exchange.request().method();
		if (!method.equals("GET") && !method.equals("HEAD")) {
			return Fault.notAllowed(FaultCode.METHOD_NOT_ALLOWED, "GET, HEAD");
		}
		return good ? new Step.Answer(200, PLAIN, "ok\n") : new Step.Answer(503, PLAIN, "not ready\n");
	}

	private @Nullable Step keyManager(Exchange exchange, RequestTarget target, @Nullable KeyManagerPath path) {
		if (path == null) {
			return null;
		}
		HttpVerb verb = VERBS.get(exchange.request().method());
		if (verb == null || !path.verbs().contains(verb)) {
			return path.refusal();
		}
		exchange.system();
		exchange.forward(this.keyManager, this.keyManager.target(path.target(), target.query()));
		return Step.FORWARD;
	}

}
