package org.gatehouse.store;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.gatehouse.web.clients.GrantTypes;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.rest.RestApi;

import org.springframework.web.bind.annotation.GetMapping;

/**
 * {@code /settings} of the contract.
 */
@RestApi(StorePaths.REST + "/settings")
class SettingsController {

	private static final List<String> SCOPES = List.of("openid", "apim:subscribe", "apim:app_manage", "apim:sub_manage",
			"apim:store_settings");

	private final WebProperties properties;

	SettingsController(WebProperties properties) {
		this.properties = properties;
	}

	@GetMapping
	SettingsResource get() {
		return new SettingsResource(GrantTypes.OF_APPLICATIONS, SCOPES, false, false,
				this.properties.gatewayHttpUrl() + "," + this.properties.gatewayUrl(), false, false, false,
				Map.of("external", false), true, false);
	}

	/**
	 * {@code Settings} of the contract.
	 */
	record SettingsResource(List<String> grantTypes, List<String> scopes, boolean applicationSharingEnabled,
			boolean mapExistingAuthApps, String apiGatewayEndpoint, boolean monetizationEnabled,
			boolean recommendationEnabled, @JsonProperty("IsUnlimitedTierPaid") boolean unlimitedTierPaid,
			Map<String, Boolean> identityProvider, @JsonProperty("IsAnonymousModeEnabled") boolean anonymousModeEnabled,
			@JsonProperty("IsPasswordChangeEnabled") boolean passwordChangeEnabled) {

	}

}
