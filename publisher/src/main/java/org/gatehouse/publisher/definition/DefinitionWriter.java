package org.gatehouse.publisher.definition;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.api.AuthType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes documents as JSON: one that was read as it came, one for an API that was made by
 * hand.
 */
public final class DefinitionWriter {

	/** The name of the security scheme in the documents that Gatehouse makes. */
	static final String SCHEME = "default";

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]+)}");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private DefinitionWriter() {
	}

	/**
	 * Writes a document as it came, extensions included.
	 * @param definition what was read
	 * @return JSON
	 */
	public static String write(Definition definition) {
		return JSON.writeValueAsString(definition.document());
	}

	/**
	 * Makes an OpenAPI 3.0 document.
	 * @param title of the API
	 * @param version of the API
	 * @param description may be empty
	 * @param operations in the order of the document
	 * @param scopes that operations need
	 * @return JSON
	 */
	public static String generate(String title, String version, String description, List<DefinedOperation> operations,
			List<DefinedScope> scopes) {
		ObjectNode document = JsonNodeFactory.instance.objectNode();
		document.put("openapi", "3.0.3");
		ObjectNode info = document.putObject("info");
		info.put("title", title).put("version", version);
		if (!description.isEmpty()) {
			info.put("description", description);
		}
		ObjectNode paths = document.putObject("paths");
		for (DefinedOperation operation : operations) {
			member(member(paths, operation.pattern().value()), verb(operation)).setAll(described(operation));
		}
		if (!scopes.isEmpty()) {
			scheme(document, Specification.V3_0, scopes);
		}
		return JSON.writeValueAsString(document);
	}

	private static ObjectNode described(DefinedOperation operation) {
		ObjectNode described = JsonNodeFactory.instance.objectNode();
		if (!operation.summary().isEmpty()) {
			described.put("summary", operation.summary());
		}
		ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
		Matcher matcher = PLACEHOLDER.matcher(operation.pattern().value());
		Set<String> names = new HashSet<>();
		while (matcher.find()) {
			if (names.add(matcher.group(1))) {
				ObjectNode parameter = parameters.addObject();
				parameter.put("name", matcher.group(1)).put("in", "path").put("required", true);
				parameter.putObject("schema").put("type", "string");
			}
		}
		if (!parameters.isEmpty()) {
			described.set("parameters", parameters);
		}
		ObjectNode response = described.putObject("responses").putObject("200").put("description", "OK");
		for (String type : operation.produces()) {
			member(response, "content").putObject(type);
		}
		enforced(described, operation);
		if (!operation.scopes().isEmpty()) {
			secured(described, operation.scopes());
		}
		return described;
	}

	/**
	 * Brings a stored document up to date with the operations that are in force: those it
	 * lacks are added, those that are gone are removed, and the extensions and scopes
	 * that Gatehouse enforces are set. Everything else stays as it came.
	 * @param document JSON that {@link #write}, {@link #generate} or this made
	 * @param operations that are in force
	 * @param scopes that operations need
	 * @return JSON
	 */
	public static String update(String document, List<DefinedOperation> operations, List<DefinedScope> scopes) {
		ObjectNode updated = (ObjectNode) JSON.readTree(document);
		Specification specification = updated.has("swagger") ? Specification.V2 : Specification.V3_0;
		Map<String, DefinedOperation> before = new HashMap<>();
		for (DefinedOperation operation : new OperationReader(specification, updated, new Problems(), new Problems())
			.read()) {
			before.put(key(operation), operation);
		}
		ObjectNode paths = member(updated, "paths");
		inline(updated, paths);
		Set<String> scoped = new TreeSet<>();
		for (DefinedOperation operation : operations) {
			ObjectNode item = member(paths, operation.pattern().value());
			DefinedOperation present = before.remove(key(operation));
			if (present == null) {
				item.set(verb(operation), described(operation));
				scoped.addAll(operation.scopes());
			}
			else if (item.get(verb(operation)) instanceof ObjectNode described) {
				enforced(described, operation);
				if (!Set.copyOf(present.scopes()).equals(Set.copyOf(operation.scopes()))) {
					described.remove("x-scope");
					secured(described, operation.scopes());
					scoped.addAll(operation.scopes());
				}
			}
		}
		before.values().forEach((gone) -> remove(paths, gone));
		if (!scoped.isEmpty()) {
			scheme(updated, specification, scopes);
		}
		return JSON.writeValueAsString(updated);
	}

	/** Paths that refer to others get members of their own, so that they can differ. */
	private static void inline(ObjectNode document, ObjectNode paths) {
		for (Map.Entry<String, JsonNode> path : List.copyOf(paths.properties())) {
			if (path.getValue().has("$ref")
					&& InnerReference.follow(document, path.getValue()) instanceof ObjectNode item) {
				paths.set(path.getKey(), item.deepCopy());
			}
		}
	}

	private static void remove(ObjectNode paths, DefinedOperation operation) {
		ObjectNode item = member(paths, operation.pattern().value());
		item.remove(verb(operation));
		if (item.propertyStream().noneMatch((member) -> member.getValue().has("responses"))) {
			paths.remove(operation.pattern().value());
		}
	}

	private static String key(DefinedOperation operation) {
		return operation.verb() + " " + operation.pattern();
	}

	private static void enforced(ObjectNode described, DefinedOperation operation) {
		AuthType authType = operation.authType();
		if (authType != null) {
			described.put("x-auth-type", authType.wireName());
		}
		if (operation.tier() != null) {
			described.put("x-throttling-tier", operation.tier());
		}
	}

	private static void secured(ObjectNode described, Collection<String> scopes) {
		ArrayNode names = described.putArray("security").addObject().putArray(SCHEME);
		scopes.forEach(names::add);
	}

	private static void scheme(ObjectNode document, Specification specification, List<DefinedScope> scopes) {
		boolean old = specification == Specification.V2;
		ObjectNode schemes = old ? member(document, "securityDefinitions")
				: member(member(document, "components"), "securitySchemes");
		ObjectNode scheme = schemes.putObject(SCHEME).put("type", "oauth2");
		ObjectNode flow = old ? scheme.put("flow", "implicit") : scheme.putObject("flows").putObject("implicit");
		flow.put("authorizationUrl", "https://localhost:9443/oauth2/authorize");
		ObjectNode names = flow.putObject("scopes");
		ObjectNode bindings = JsonNodeFactory.instance.objectNode();
		for (DefinedScope scope : scopes) {
			names.put(scope.key(), scope.description());
			if (!scope.roles().isEmpty()) {
				bindings.put(scope.key(), String.join(",", scope.roles()));
			}
		}
		if (!bindings.isEmpty()) {
			flow.set("x-scopes-bindings", bindings);
		}
	}

	private static String verb(DefinedOperation operation) {
		return operation.verb().name().toLowerCase(Locale.ROOT);
	}

	private static ObjectNode member(ObjectNode object, String name) {
		return (object.get(name) instanceof ObjectNode present) ? present : object.putObject(name);
	}

}
