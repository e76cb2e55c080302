package org.gatehouse.management.node;

import java.security.Principal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

import org.gatehouse.db.node.GatewayNodes;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /management}, {@code /management/server}, {@code /management/apis},
 * {@code /management/endpoints}, and {@code POST /management/apis} to switch tracing.
 */
@RestController
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

	@GetMapping("/management")
	Map<String, String> about() {
		return Map.of("name", "Gatehouse", "version", VERSION);
	}

	@GetMapping("/management/server")
	ServerView server() {
		return ServerView.ofThisNode(VERSION);
	}

	@GetMapping("/management/apis")
	ApiView.Items list(@RequestParam(required = false) @Nullable String searchKey) {
		var found = this.apis.list(searchKey).stream().map((api) -> ApiView.item(api, this.gatewayUrl)).toList();
		return new ApiView.Items(found.size(), found);
	}

	@GetMapping(path = "/management/apis", params = "apiName")
	ResponseEntity<ApiView> one(@RequestParam String apiName) {
		return ResponseEntity.of(this.apis.find(apiName).map((api) -> (ApiView) ApiView.whole(api, this.gatewayUrl)));
	}

	@GetMapping("/management/endpoints")
	EndpointView.Items endpoints(@RequestParam(required = false) @Nullable String searchKey) {
		try (Binding _ = TenantContext.acrossTenants()) {
			return EndpointView.of(this.apis.list(searchKey), this.nodes.alive(), this.clock.instant());
		}
	}

	/** The contract's body. */
	record Tracing(@Nullable String name, @Nullable String trace) {

	}

	@PostMapping("/management/apis")
	ResponseEntity<Map<String, String>> trace(@RequestBody Tracing wanted, Principal user) {
		BadRequest.Collector problems = BadRequest.collect();
		boolean on = "enable".equals(wanted.trace());
		problems.require(on || "disable".equals(wanted.trace()), "trace", wanted.trace(), "enable or disable");
		problems.require(wanted.name() != null, "name", null, "an API such as orgnews:v1.0.0");
		problems.throwIfAny();
		Optional<DeployedApis.Deployed> found = this.apis.find(String.valueOf(wanted.name()));
		found.ifPresent((api) -> this.apis.trace(api, on, user.getName()));
		return ResponseEntity.of(found
			.map((api) -> Map.of("message", (on ? "Enabled" : "Disabled") + " tracing for ('" + api.name() + "')")));
	}

	private static String version() {
		String version = NodeController.class.getPackage().getImplementationVersion();
		return (version != null) ? version : "0.1.0-SNAPSHOT";
	}

}
