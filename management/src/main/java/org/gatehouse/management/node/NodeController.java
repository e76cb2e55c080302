package org.gatehouse.management.node;

import java.io.IOException;
import java.util.Map;

import org.gatehouse.web.WebProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /management}, {@code /management/server}, {@code /management/apis}.
 */
@RestController
class NodeController {

	private static final String VERSION = version();

	private final DeployedApis apis;

	private final String gatewayUrl;

	NodeController(DeployedApis apis, WebProperties properties) {
		this.apis = apis;
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
	ApiView.Items list(@RequestParam(required = false) @Nullable String searchKey) throws IOException {
		var found = this.apis.list(searchKey).stream().map((api) -> ApiView.item(api, this.gatewayUrl)).toList();
		return new ApiView.Items(found.size(), found);
	}

	@GetMapping(path = "/management/apis", params = "apiName")
	ResponseEntity<ApiView> one(@RequestParam String apiName) throws IOException {
		return ResponseEntity.of(this.apis.find(apiName).map((api) -> (ApiView) ApiView.whole(api, this.gatewayUrl)));
	}

	private static String version() {
		String version = NodeController.class.getPackage().getImplementationVersion();
		return (version != null) ? version : "0.1.0-SNAPSHOT";
	}

}
