package org.gatehouse.publisher.definition;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas of a document, taken out of it.
 */
final class Schemas {

	/** Deeper samples repeat themselves. */
	private static final int DEEPEST = 6;

	/** Where one document keeps what others refer to. */
	private static final String[] SHELVES = { "#/components/schemas/", "#/definitions/" };

	private final JsonNode document;

	Schemas(JsonNode document) {
		this.document = document;
	}

	/**
	 * Makes a schema stand by itself: what it refers to comes along at the same place.
	 * References to elsewhere stay, for the gateway's compiler to refuse.
	 * @param schema a schema of the document
	 * @return a schema
	 */
	JsonNode whole(JsonNode schema) {
		ObjectNode whole = JsonNodeFactory.instance.objectNode();
		whole.putArray("allOf").add(schema);
		Deque<JsonNode> open = new ArrayDeque<>();
		Set<String> taken = new HashSet<>();
		open.add(schema);
		while (!open.isEmpty()) {
			JsonNode node = open.remove();
			JsonNode reference = node.path("$ref");
			if (reference.isString() && taken.add(reference.stringValue())) {
				JsonNode target = place(whole, reference.stringValue());
				if (target != null) {
					open.add(target);
				}
			}
			node.values().forEach(open::add);
		}
		return whole;
	}

	private @Nullable JsonNode place(ObjectNode whole, String reference) {
		JsonNode target = InnerReference.isInner(reference) ? InnerReference.target(this.document, reference) : null;
		if (target == null) {
			return null;
		}
		for (String shelf : SHELVES) {
			if (reference.startsWith(shelf) && reference.indexOf('/', shelf.length()) < 0) {
				ObjectNode holder = whole;
				String[] parts = shelf.substring(2, shelf.length() - 1).split("/");
				for (String part : parts) {
					holder = (holder.get(part) instanceof ObjectNode present) ? present : holder.putObject(part);
				}
				String name = reference.substring(shelf.length());
				holder.set(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8)
					.replace("~1", "/")
					.replace("~0", "~"), target);
				return target;
			}
		}
		return null;
	}

	/**
	 * Makes an example up.
	 * @param schema a schema of the document
	 * @return an example, missing where the schema says nothing
	 */
	JsonNode sample(JsonNode schema) {
		return schema.isObject() ? sample(schema, 0) : JsonNodeFactory.instance.missingNode();
	}

	private JsonNode sample(JsonNode node, int depth) {
		JsonNode schema = node.isObject() ? InnerReference.follow(this.document, node) : null;
		if (schema == null || depth > DEEPEST) {
			return JsonNodeFactory.instance.nullNode();
		}
		for (String known : new String[] { "example", "default", "const" }) {
			if (schema.has(known)) {
				return schema.path(known);
			}
		}
		for (String first : new String[] { "examples", "enum" }) {
			if (schema.path(first).isArray() && !schema.path(first).isEmpty()) {
				return schema.path(first).get(0);
			}
		}
		for (String choice : new String[] { "oneOf", "anyOf" }) {
			if (schema.path(choice).isArray() && !schema.path(choice).isEmpty()) {
				return sample(schema.path(choice).get(0), depth + 1);
			}
		}
		if (schema.has("allOf") || schema.has("properties")) {
			return object(schema, depth);
		}
		JsonNode type = schema.path("type");
		return of(type.isArray() ? type.path(0).asString("") : type.asString(""), schema, depth);
	}

	private JsonNode object(JsonNode schema, int depth) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		for (JsonNode part : schema.path("allOf").values()) {
			if (sample(part, depth + 1) instanceof ObjectNode members) {
				object.setAll(members);
			}
		}
		for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
			if (!property.getValue().path("writeOnly").asBoolean(false)) {
				object.set(property.getKey(), sample(property.getValue(), depth + 1));
			}
		}
		return object;
	}

	private JsonNode of(String type, JsonNode schema, int depth) {
		JsonNodeFactory make = JsonNodeFactory.instance;
		return switch (type) {
			case "string" -> make.stringNode(switch (schema.path("format").asString("")) {
				case "date" -> "2026-01-01";
				case "date-time" -> "2026-01-01T00:00:00Z";
				case "uuid" -> "00000000-0000-0000-0000-000000000000";
				case "email" -> "user@example.com";
				case "uri" -> "https://example.com";
				default -> "string";
			});
			case "integer" -> make.numberNode(schema.path("minimum").asInt(0));
			case "number" -> make.numberNode(schema.path("minimum").asDouble(0));
			case "boolean" -> make.booleanNode(true);
			case "array" -> {
				ArrayNode array = make.arrayNode();
				array.add(sample(schema.path("items"), depth + 1));
				yield array;
			}
			default -> make.objectNode();
		};
	}

}
