package org.gatehouse.publisher.rest;

import java.net.URI;
import java.util.List;

import org.gatehouse.db.api.ApiDeployment;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.rest.RestApi;

import org.springframework.web.bind.annotation.GetMapping;

/**
 * The contract's {@code /settings}: what a client of the publisher has to know of this
 * installation.
 */
@RestApi("/api/am/publisher/v4")
class SettingsRestController {

	private final WebProperties properties;

	SettingsRestController(WebProperties properties) {
		this.properties = properties;
	}

	/** The contract's {@code Settings}, as far as there is something to say. */
	record Settings(String devportalUrl, List<Environment> environment, List<String> gatewayTypes,
			boolean docVisibilityEnabled, boolean crossTenantSubscriptionEnabled, String defaultAdvancePolicy,
			String defaultSubscriptionPolicy, String authorizationHeader) {

	}

	/** The contract's {@code Environment}. */
	record Environment(String id, String name, String displayName, String type, String serverUrl, String provider,
			boolean showInApiConsole, List<VirtualHost> vhosts) {

	}

	/** The contract's {@code VHost}. */
	record VirtualHost(String host, String httpContext, int httpsPort) {

	}

	@GetMapping("/settings")
	Settings settings() {
		URI gateway = this.properties.gatewayUrl();
		int port = (gateway.getPort() >= 0) ? gateway.getPort() : 443;
		return new Settings(this.properties.publicUrl() + "/store",
				List.of(new Environment(ApiDeployment.DEFAULT_ENVIRONMENT, ApiDeployment.DEFAULT_ENVIRONMENT,
						ApiDeployment.DEFAULT_ENVIRONMENT, "hybrid", gateway.toString(), "gatehouse", true,
						List.of(new VirtualHost(gateway.getHost(), gateway.getPath(), port)))),
				List.of("Regular"), false, false, "Unlimited", "Unlimited", "Authorization");
	}

}
