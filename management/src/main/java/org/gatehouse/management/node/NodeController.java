package org.gatehouse.management.node;

import java.security.Principal;
import java.time.Clock;
import java.util.Map;

import org.gatehouse.db.node.GatewayNodes;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code GET /management}, {@code /management/server}, {@code /management/apis},
 * {@code /management/endpoints}, and {@code POST /management/apis} to switch tracing.
 */
@RestApi("/management")
class NodeController {

	private static final String VERSION = version();

	private final DeployedApis apis;

	private final GatewayNodes nodes;

	private final Clock clock;

	private final String gatewayUrl;

	NodeController(DeployedApis apis, GatewayNodes nodes, Clock clock, WebProperties properties) {
		this.apis = apis;
		this.nodes = nodes;
		this.clock = clock;
		this.gatewayUrl = properties.gatewayUrl().toString();
	}

	@GetMapping
	Map<String, String> about() {
		return Map.of("name", "Gatehouse", "version", VERSION);
	}

	@GetMapping("/server")
	ServerView server() {
		return ServerView.ofThisNode(VERSION);
	}

	@GetMapping("/apis")
	ApiView.Items list(@RequestParam(required = false) @Nullable String searchKey) {
		var found = this.apis.list(searchKey).stream().map((api) -> ApiView.item(api, this.gatewayUrl)).toList();
		return new ApiView.Items(found.size(), found);
	}

	@GetMapping(path = "/apis", params = "apiName")
	ApiView one(@RequestParam String apiName) {
		return ApiView.whole(find(apiName), this.gatewayUrl);
	}

	@GetMapping("/endpoints")
	EndpointView.Items endpoints(@RequestParam(required = false) @Nullable String searchKey) {
		try (Binding _ = TenantContext.acrossTenants()) {
			return EndpointView.of(this.apis.list(searchKey), this.nodes.alive(), this.clock.instant());
		}
	}

	/** The contract's body. */
	record Tracing(@Nullable String name, @Nullable String trace) {

	}

	@PostMapping("/apis")
	Map<String, String> trace(@RequestBody Tracing wanted, Principal user) {
		BadRequest.Collector problems = BadRequest.collect();
		boolean on = "enable".equals(wanted.trace());
		problems.require(on || "disable".equals(wanted.trace()), "trace", wanted.trace(), "enable or disable");
		problems.require(wanted.name() != null, "name", null, "an API such as orgnews:v1.0.0");
		problems.throwIfAny();
		DeployedApis.Deployed api = find(String.valueOf(wanted.name()));
		this.apis.trace(api, on, user.getName());
		return Map.of("message", (on ? "Enabled" : "Disabled") + " tracing for ('" + api.name() + "')");
	}

	private DeployedApis.Deployed find(String name) {
		return this.apis.find(name)
			.orElseThrow(
					() -> new NotFound("API: none is deployed as '" + name + "' (expected: such as orgnews:v1.0.0)"));
	}

	private static String version() {
		String version = NodeController.class.getPackage().getImplementationVersion();
		return (version != null) ? version : "0.1.0-SNAPSHOT";
	}

}
