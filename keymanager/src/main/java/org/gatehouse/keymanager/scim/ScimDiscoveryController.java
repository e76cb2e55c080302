package org.gatehouse.keymanager.scim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a client can expect (RFC 7643 sections 5 to 7, RFC 7644 section 4).
 */
@RestController
@RequestMapping(path = "/scim2", produces = { ScimErrors.MEDIA_TYPE, "application/json" })
class ScimDiscoveryController {

	private final List<ObjectNode> schemas;

	private final List<ObjectNode> types;

	private final ObjectNode provider;

	ScimDiscoveryController(ScimAnswers answers, JsonMapper json) {
		String base = answers.base();
		this.schemas = List.of(schema(json, base, "User.json"), schema(json, base, "Group.json"));
		this.types = List.of(
				type(json, base, ScimSchemas.USER_TYPE, "/Users", ScimSchemas.USER, "A person who can sign in"),
				type(json, base, ScimSchemas.GROUP_TYPE, "/Groups", ScimSchemas.GROUP, "A role and who holds it"));
		this.provider = provider(json, base);
	}

	@GetMapping("/ServiceProviderConfig")
	ObjectNode provider(@RequestParam(required = false) @Nullable String filter) {
		refuse(filter);
		return this.provider;
	}

	@GetMapping("/Schemas")
	ScimList<ObjectNode> schemas(@RequestParam(required = false) @Nullable String filter) {
		refuse(filter);
		return ScimList.of(this.schemas, 1, this.schemas.size());
	}

	@GetMapping("/Schemas/{id}")
	ObjectNode schema(@PathVariable String id) {
		return named(this.schemas, id);
	}

	@GetMapping("/ResourceTypes")
	ScimList<ObjectNode> types(@RequestParam(required = false) @Nullable String filter) {
		refuse(filter);
		return ScimList.of(this.types, 1, this.types.size());
	}

	@GetMapping("/ResourceTypes/{id}")
	ObjectNode type(@PathVariable String id) {
		return named(this.types, id);
	}

	/** So that nobody takes the whole for what fits a filter (RFC 7644 section 4). */
	private static void refuse(@Nullable String filter) {
		if (filter != null) {
			throw new ScimProblem(403, null, "filter (expected: none at this endpoint)");
		}
	}

	private static ObjectNode named(List<ObjectNode> found, String id) {
		return found.stream()
			.filter((one) -> one.path("id").asString().equalsIgnoreCase(id))
			.findFirst()
			.orElseThrow(() -> new ScimProblem(404, null, "no such id '" + id + "'"));
	}

	private static ObjectNode schema(JsonMapper json, String base, String file) {
		try (InputStream in = Objects.requireNonNull(ScimDiscoveryController.class.getResourceAsStream(file))) {
			ObjectNode schema = (ObjectNode) json.readTree(in);
			schema.set("meta", meta(json, "Schema", base + "/Schemas/" + schema.path("id").asString()));
			return schema;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ObjectNode type(JsonMapper json, String base, String name, String endpoint, String schema,
			String description) {
		Map<String, Object> type = new LinkedHashMap<>();
		type.put("schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:ResourceType"));
		type.put("id", name);
		type.put("name", name);
		type.put("description", description);
		type.put("endpoint", endpoint);
		type.put("schema", schema);
		type.put("meta", meta(json, "ResourceType", base + "/ResourceTypes/" + name));
		return json.valueToTree(type);
	}

	private static ObjectNode provider(JsonMapper json, String base) {
		Map<String, Object> provider = new LinkedHashMap<>();
		provider.put("schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"));
		provider.put("patch", Map.of("supported", true));
		provider.put("bulk", Map.of("supported", false, "maxOperations", 0, "maxPayloadSize", 0));
		provider.put("filter", Map.of("supported", true, "maxResults", ScimQuery.MOST));
		provider.put("changePassword", Map.of("supported", true));
		provider.put("sort", Map.of("supported", true));
		provider.put("etag", Map.of("supported", true));
		provider.put("authenticationSchemes",
				List.of(scheme("httpbasic", "HTTP Basic", "An administrator's name and password"),
						scheme("oauthbearertoken", "Bearer", "An access token with the scope apim:admin")));
		provider.put("meta", meta(json, "ServiceProviderConfig", base + "/ServiceProviderConfig"));
		return json.valueToTree(provider);
	}

	private static Map<String, String> scheme(String type, String name, String description) {
		return Map.of("type", type, "name", name, "description", description);
	}

	private static ObjectNode meta(JsonMapper json, String type, String location) {
		return json.createObjectNode().put("resourceType", type).put("location", location);
	}

}
