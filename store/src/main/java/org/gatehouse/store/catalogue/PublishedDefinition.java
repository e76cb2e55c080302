package org.gatehouse.store.catalogue;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.db.catalogue.CatalogueOperation;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Turns a provider's OpenAPI document into the consumers' one: calls go to the gateway,
 * and nothing tells where the backends are. Where the provider has no document, one is
 * made of the operations.
 */
@Component
class PublishedDefinition {

	private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");

	private final JsonMapper json;

	private final YamlDocuments yaml = new YamlDocuments();

	PublishedDefinition(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Rewrites a document.
	 * @param document OpenAPI 2.0, 3.0 or 3.1 in JSON or YAML
	 * @param urls where consumers call the API
	 * @return the document in JSON
	 */
	String publish(String document, GatewayUrls urls) {
		Map<String, @Nullable Object> definition = read(document);
		if (definition.containsKey("swagger")) {
			addressSwagger2(definition, urls);
		}
		else {
			definition.put("servers", servers(urls));
			withoutAddresses(definition.get("paths"), "servers");
			withoutAddresses(definition.get("webhooks"), "servers");
		}
		definition.keySet().removeIf((key) -> key.startsWith("x-wso2-"));
		return this.json.writeValueAsString(definition);
	}

	/**
	 * Makes a document.
	 * @param api the API version
	 * @param operations its operations
	 * @param urls where consumers call it
	 * @return OpenAPI 3.0 in JSON
	 */
	String generate(CatalogueRow api, List<CatalogueOperation> operations, GatewayUrls urls) {
		Map<String, Object> info = new LinkedHashMap<>();
		info.put("title", api.name());
		info.put("version", api.version());
		if (api.description() != null) {
			info.put("description", api.description());
		}
		Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
		Map<String, String> scopes = new LinkedHashMap<>();
		for (CatalogueOperation operation : operations) {
			paths.computeIfAbsent(operation.pattern(), (_) -> new LinkedHashMap<>())
				.put(operation.verb().name().toLowerCase(Locale.ROOT), describe(operation));
			operation.scopes().forEach((scope) -> scopes.put(scope, ""));
		}
		Map<String, Object> flow = Map.of("tokenUrl", tokenUrl(urls), "scopes", scopes);
		Map<String, Object> definition = new LinkedHashMap<>();
		definition.put("openapi", "3.0.3");
		definition.put("info", info);
		definition.put("servers", servers(urls));
		definition.put("paths", paths);
		definition.put("components", Map.of("securitySchemes",
				Map.of("default", Map.of("type", "oauth2", "flows", Map.of("clientCredentials", flow)))));
		return this.json.writeValueAsString(definition);
	}

	private static Map<String, Object> describe(CatalogueOperation operation) {
		Map<String, Object> described = new LinkedHashMap<>();
		if (operation.summary() != null) {
			described.put("summary", operation.summary());
		}
		List<Map<String, Object>> parameters = new ArrayList<>();
		Matcher parameter = PATH_PARAMETER.matcher(operation.pattern());
		while (parameter.find()) {
			parameters.add(Map.of("name", Objects.requireNonNull(parameter.group(1)), "in", "path", "required", true,
					"schema", Map.of("type", "string")));
		}
		if (!parameters.isEmpty()) {
			described.put("parameters", parameters);
		}
		if (operation.authType() != AuthType.NONE) {
			described.put("security", List.of(Map.of("default", operation.scopes())));
		}
		described.put("responses", Map.of("default", Map.of("description", "The backend's answer")));
		return described;
	}

	@SuppressWarnings("unchecked")
	private Map<String, @Nullable Object> read(String document) {
		if (document.stripLeading().startsWith("{")) {
			try {
				return this.json.readValue(document, LinkedHashMap.class);
			}
			catch (JacksonException ex) {
				// YAML's flow style begins with a brace, too.
				return this.yaml.read(document);
			}
		}
		return this.yaml.read(document);
	}

	private static void addressSwagger2(Map<String, @Nullable Object> definition, GatewayUrls urls) {
		URI address = URI.create(urls.preferred());
		definition.put("host", address.getRawAuthority());
		definition.put("basePath", address.getRawPath());
		List<String> schemes = new ArrayList<>();
		if (urls.https() != null) {
			schemes.add("https");
		}
		// The document has room for one port only.
		if (urls.https() == null && urls.http() != null) {
			schemes.add("http");
		}
		definition.put("schemes", schemes);
		withoutAddresses(definition.get("paths"), "schemes");
	}

	/** Addresses of a path or an operation would lead past the gateway. */
	private static void withoutAddresses(@Nullable Object paths, String key) {
		if (paths instanceof Map<?, ?> items) {
			for (Object item : items.values()) {
				remove(item, key);
				if (item instanceof Map<?, ?> operations) {
					operations.values().forEach((operation) -> remove(operation, key));
				}
			}
		}
	}

	private static void remove(@Nullable Object node, String key) {
		if (node instanceof Map<?, ?> map) {
			map.remove(key);
			map.keySet().removeIf((name) -> String.valueOf(name).startsWith("x-wso2-"));
		}
	}

	private static List<Map<String, String>> servers(GatewayUrls urls) {
		return Stream.of(urls.https(), urls.http(), urls.defaultHttps(), urls.defaultHttp())
			.<Map<String, String>>mapMulti((url, out) -> {
				if (url != null) {
					out.accept(Map.of("url", url));
				}
			})
			.toList();
	}

	private static String tokenUrl(GatewayUrls urls) {
		URI address = URI.create(urls.preferred());
		return address.getScheme() + "://" + address.getRawAuthority() + "/token";
	}

}
