package org.gatehouse.mediation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parameters that are objects, in the ways that OpenAPI has to write them ("Style
 * Values", with its Parameter Object).
 */
final class ObjectParameter {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	/** References may run in circles. */
	private static final int DEEPEST = 8;

	/** Of one object, no more properties are read in another way. */
	private static final int MOST_DOUBTED = 50;

	private ObjectParameter() {
	}

	/**
	 * Lists the properties that a schema names.
	 * @param json the schema with everything that it refers to, null for none
	 * @return their names
	 */
	static Set<String> properties(@Nullable String json) {
		Set<String> names = new HashSet<>();
		if (json != null) {
			JsonNode whole = DefinedSchema.read(json.getBytes(StandardCharsets.UTF_8));
			properties(whole, whole, names, DEEPEST);
		}
		return names;
	}

	private static void properties(JsonNode whole, JsonNode schema, Set<String> names, int deep) {
		names.addAll(schema.path("properties").propertyNames());
		if (deep == 0) {
			return;
		}
		String reference = schema.path("$ref").asString("");
		if (reference.startsWith("#/")) {
			properties(whole, whole.at(JsonPointer.compile(View.decoded(reference.substring(1)))), names, deep - 1);
		}
		for (String several : List.of("allOf", "anyOf", "oneOf")) {
			for (JsonNode part : schema.path(several).values()) {
				properties(whole, part, names, deep - 1);
			}
		}
	}

	/** Those parameters of a call that are properties. */
	static Map<String, List<String>> named(Map<String, List<String>> query, Set<String> properties) {
		Map<String, List<String>> members = new LinkedHashMap<>(query);
		members.keySet().retainAll(properties);
		return members;
	}

	/** Those parameters of a call whose name is {@code name[property]}. */
	static Map<String, List<String>> bracketed(Map<String, List<String>> query, String name) {
		Map<String, List<String>> members = new LinkedHashMap<>();
		query.forEach((key, values) -> {
			if (key.startsWith(name + "[") && key.endsWith("]")) {
				members.put(key.substring(name.length() + 1, key.length() - 1), values);
			}
		});
		return members;
	}

	/** The properties of {@code a,1,b,2}, null where one has no value. */
	static @Nullable Map<String, List<String>> pairs(List<String> items) {
		if (items.size() % 2 != 0) {
			return null;
		}
		Map<String, List<String>> members = new LinkedHashMap<>();
		for (int i = 0; i < items.size(); i += 2) {
			members.computeIfAbsent(items.get(i), (_) -> new ArrayList<>()).add(items.get(i + 1));
		}
		return members;
	}

	/** The properties of {@code a=1,b=2}, null where one has no value. */
	static @Nullable Map<String, List<String>> assignments(List<String> items) {
		Map<String, List<String>> members = new LinkedHashMap<>();
		for (String item : items) {
			int equals = item.indexOf('=');
			if (equals < 0) {
				return null;
			}
			members.computeIfAbsent(item.substring(0, equals), (_) -> new ArrayList<>())
				.add(item.substring(equals + 1));
		}
		return members;
	}

	/**
	 * Checks an object. What could be a number is one first; a property that breaks the
	 * schema then is read as a text, and as a list of one, as long as that mends it.
	 * @param schema the schema
	 * @param members the properties as they were sent
	 * @param label what the parameter is called
	 * @return what is wrong with it, null where nothing is
	 */
	static @Nullable String broken(DefinedSchema schema, Map<String, List<String>> members, String label) {
		ObjectNode value = NODES.objectNode();
		members.forEach((name, values) -> value.set(name, ways(values).getFirst()));
		Set<String> doubted = schema.brokenMembers(value);
		doubted.stream().limit(MOST_DOUBTED).forEach((name) -> {
			List<String> values = members.get(name);
			for (JsonNode way : (values != null) ? ways(values) : List.<JsonNode>of()) {
				JsonNode before = value.replace(name, way);
				if (!schema.brokenMembers(value).contains(name)) {
					return;
				}
				value.set(name, before);
			}
		});
		return schema.broken(value, label);
	}

	/** What a property may be meant as. */
	private static List<JsonNode> ways(List<String> values) {
		ArrayNode texts = NODES.arrayNode();
		ArrayNode meant = NODES.arrayNode();
		for (String value : values) {
			texts.add(value);
			meant.add(ParameterCheck.meant(value));
		}
		return (values.size() == 1) ? List.of(meant.get(0), texts.get(0), meant, texts) : List.of(meant, texts);
	}

}
