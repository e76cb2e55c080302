package org.gatehouse.publisher.definition;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * What the specifications ask for in words and their schemas cannot say. None of it stops
 * a gateway, so all of it is warnings.
 */
final class DocumentRules {

	/** Members whose values are anything: what stands there is data, not description. */
	private static final Set<String> DATA = Set.of("example", "examples", "default", "enum", "const", "value");

	/** Members whose keys are names: a property may well be called "example". */
	private static final Set<String> NAMED = Set.of("properties", "definitions", "schemas", "patternProperties",
			"responses", "parameters", "examples", "$defs");

	private final Specification specification;

	private final JsonNode document;

	private final Problems warnings;

	private DocumentRules(Specification specification, JsonNode document, Problems warnings) {
		this.specification = specification;
		this.document = document;
		this.warnings = warnings;
	}

	static void check(Specification specification, JsonNode document, Problems warnings) {
		DocumentRules rules = new DocumentRules(specification, document, warnings);
		ParameterRules.check(specification, document, warnings);
		rules.operationIds();
		rules.walk(document, DocumentPath.ROOT, false, false);
	}

	private void operationIds() {
		Map<String, String> seen = new HashMap<>();
		for (Map.Entry<String, JsonNode> path : this.document.path("paths").properties()) {
			for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
				String id = member.getValue().path("operationId").asString("");
				String pointer = Pointers.child(Pointers.child("/paths", path.getKey()), member.getKey());
				String first = id.isEmpty() ? null : seen.putIfAbsent(id, pointer);
				if (first != null) {
					this.warnings.add(pointer + "/operationId", "'" + id + "' is the id of " + first + " too");
				}
			}
		}
	}

	/**
	 * Goes over all values that describe.
	 * @param node a value
	 * @param path where it is
	 * @param named true where the keys of the value are names
	 * @param composed true within allOf, anyOf, oneOf or not
	 */
	private void walk(JsonNode node, DocumentPath path, boolean named, boolean composed) {
		if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				if (node.get(i).isContainer()) {
					walk(node.get(i), path.child(i), false, composed);
				}
			}
			return;
		}
		if (!named) {
			reference(node, path);
			responses(node, path);
			schema(node, path, composed);
		}
		for (Map.Entry<String, JsonNode> member : node.properties()) {
			String key = member.getKey();
			boolean data = !named && isData(key, member.getValue());
			if (data && key.startsWith("x-")) {
				extension(member.getValue(), path.child(key));
			}
			if (!data && member.getValue().isContainer()) {
				boolean inside = key.equals("allOf") || key.equals("anyOf") || key.equals("oneOf") || key.equals("not");
				walk(member.getValue(), path.child(key), !named && NAMED.contains(key),
						named ? composed : inside || (composed && !key.equals("properties")));
			}
		}
	}

	/**
	 * The examples of OpenAPI 3 are objects with a name each, which may be references.
	 */
	private boolean isData(String key, JsonNode value) {
		if (key.equals("examples") && this.specification != Specification.V2) {
			return value.isArray();
		}
		return DATA.contains(key) || key.startsWith("x-");
	}

	/**
	 * Extensions mean what their makers say, but a reference in one is still unresolved.
	 */
	private void extension(JsonNode node, DocumentPath path) {
		if (node.isObject()) {
			if (!InnerReference.isInner(node.path("$ref").asString("#"))) {
				reference(node, path);
			}
			node.properties().forEach((member) -> extension(member.getValue(), path.child(member.getKey())));
		}
		else if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				extension(node.get(i), path.child(i));
			}
		}
	}

	private void responses(JsonNode node, DocumentPath path) {
		for (Map.Entry<String, JsonNode> response : node.path("responses").properties()) {
			String status = response.getKey();
			if (status.length() == 3 && status.chars().allMatch(Character::isDigit) && !status.matches("[1-5]..")) {
				this.warnings.add(path.child("responses").child(status), "is no HTTP status (expected: 100 to 599)");
			}
		}
	}

	private void reference(JsonNode node, DocumentPath path) {
		JsonNode reference = node.path("$ref");
		if (!reference.isString()) {
			return;
		}
		String target = reference.stringValue();
		if (!InnerReference.isInner(target)) {
			this.warnings.add(path.child("$ref"), "'" + target + "' is outside the document; it stays unresolved");
		}
		else if (target.startsWith("#/") && InnerReference.target(this.document, target) == null) {
			this.warnings.add(path.child("$ref"), "'" + target + "' names nothing in the document");
		}
	}

	private void schema(JsonNode node, DocumentPath path, boolean composed) {
		if (this.specification != Specification.V3_1 && node.path("type").asString("").equals("array")
				&& !node.has("items") && !node.has("$ref")) {
			this.warnings.add(path, "an array without 'items' (expected: what it is made of)");
		}
		boolean closed = !composed && !node.has("allOf") && !node.has("anyOf") && !node.has("oneOf");
		if (closed && node.path("required").isArray() && node.path("properties").isObject()) {
			for (JsonNode name : node.path("required").values()) {
				if (!node.path("properties").has(name.asString(""))) {
					this.warnings.add(path.child("required"),
							"requires '" + name.asString("") + "', which is none of its properties");
				}
			}
		}
	}

}
