package org.gatehouse.publisher.definition;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a document says about itself: servers, tags, scopes.
 */
final class DefinitionFacts {

	private DefinitionFacts() {
	}

	static Definition of(Specification specification, ObjectNode document, List<DefinedOperation> operations,
			List<DefinitionProblem> warnings) {
		JsonNode info = document.path("info");
		String number = document.path((specification == Specification.V2) ? "swagger" : "openapi").asString("");
		List<String> servers = (specification == Specification.V2) ? hosts(document) : servers(document);
		String basePath = (specification == Specification.V2) ? document.path("basePath").asString("")
				: servers.isEmpty() ? "" : path(servers.getFirst());
		List<String> tags = new ArrayList<>();
		for (JsonNode tag : document.path("tags").values()) {
			tags.add(tag.path("name").asString(""));
		}
		tags.removeIf(String::isBlank);
		return new Definition(number, info.path("title").asString(""), info.path("version").asString(""),
				info.path("description").asString(""), tags, servers, withoutSlash(basePath), operations,
				scopes(specification, document), warnings, document);
	}

	private static List<String> hosts(JsonNode document) {
		String host = document.path("host").asString("");
		if (host.isEmpty()) {
			return List.of();
		}
		List<String> servers = new ArrayList<>();
		for (JsonNode scheme : document.path("schemes").values()) {
			if (scheme.asString("").startsWith("http")) {
				servers.add(scheme.asString() + "://" + host + document.path("basePath").asString(""));
			}
		}
		return servers.isEmpty() ? List.of("https://" + host + document.path("basePath").asString("")) : servers;
	}

	private static List<String> servers(JsonNode document) {
		List<String> servers = new ArrayList<>();
		for (JsonNode server : document.path("servers").values()) {
			String url = server.path("url").asString("");
			for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
				url = url.replace("{" + variable.getKey() + "}", variable.getValue().path("default").asString(""));
			}
			if (!url.isEmpty()) {
				servers.add(url);
			}
		}
		return servers;
	}

	private static String path(String url) {
		try {
			String path = URI.create(url).getPath();
			return (path != null) ? path : "";
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	private static String withoutSlash(String path) {
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

	private static List<DefinedScope> scopes(Specification specification, JsonNode document) {
		Map<String, DefinedScope> scopes = new LinkedHashMap<>();
		JsonNode schemes = (specification == Specification.V2) ? document.path("securityDefinitions")
				: document.path("components").path("securitySchemes");
		for (JsonNode scheme : schemes.values()) {
			if (scheme.path("type").asString("").equals("oauth2")) {
				declared(scheme, scopes);
				scheme.path("flows").values().forEach((flow) -> declared(flow, scopes));
			}
		}
		JsonNode old = document.path("x-wso2-security").path("apim").path("x-wso2-scopes");
		for (JsonNode scope : old.values()) {
			String key = scope.path("key").asString("");
			if (!key.isBlank()) {
				String name = scope.path("name").asString("");
				scopes.putIfAbsent(key, new DefinedScope(key, name.isBlank() ? key : name,
						scope.path("description").asString(""), roles(scope.path("roles"))));
			}
		}
		return List.copyOf(scopes.values());
	}

	private static void declared(JsonNode flow, Map<String, DefinedScope> scopes) {
		for (Map.Entry<String, JsonNode> scope : flow.path("scopes").properties()) {
			String key = scope.getKey();
			if (!key.startsWith("x-") && !key.isBlank()) {
				scopes.putIfAbsent(key, new DefinedScope(key, key, scope.getValue().asString(""),
						roles(flow.path("x-scopes-bindings").path(key))));
			}
		}
	}

	private static List<String> roles(JsonNode value) {
		String text = value.asString("");
		return Arrays.stream(text.split(",")).map(String::strip).filter((role) -> !role.isEmpty()).toList();
	}

}
