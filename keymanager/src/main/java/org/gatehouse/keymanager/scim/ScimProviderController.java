package org.gatehouse.keymanager.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /scim2/ServiceProviderConfig} (RFC 7643 section 5): what a client can expect.
 */
@RestController
@RequestMapping(path = "/scim2", produces = { ScimErrors.MEDIA_TYPE, "application/json" })
class ScimProviderController {

	private static final int MOST = 1000;

	@GetMapping("/ServiceProviderConfig")
	Map<String, Object> configuration() {
		Map<String, Object> configuration = new LinkedHashMap<>();
		configuration.put("schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"));
		configuration.put("patch", Map.of("supported", true));
		configuration.put("bulk", Map.of("supported", false, "maxOperations", 0, "maxPayloadSize", 0));
		configuration.put("filter", Map.of("supported", true, "maxResults", MOST));
		configuration.put("changePassword", Map.of("supported", true));
		configuration.put("sort", Map.of("supported", false));
		configuration.put("etag", Map.of("supported", false));
		configuration.put("authenticationSchemes",
				List.of(Map.of("type", "httpbasic", "name", "HTTP Basic", "description", "An administrator's password"),
						Map.of("type", "oauthbearertoken", "name", "Bearer", "description",
								"An access token with the scope apim:admin")));
		return configuration;
	}

}
