package org.gatehouse.publisher.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.runtime.OperationDefinition.Form;
import org.gatehouse.common.runtime.OperationDefinition.Parameter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a document says of the parameters of its operations, in a form that stands by
 * itself.
 */
final class DefinedParameters {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Set<String> PLACES = Set.of("path", "query", "header", "cookie");

	/** Deeper in each other stand no schemas that say what a parameter is. */
	private static final int DEEPEST = 8;

	/** What is no part of a schema where OpenAPI 2.0 has no schema of its own. */
	private static final List<String> NO_SCHEMA = List.of("name", "in", "description", "required", "allowEmptyValue",
			"collectionFormat");

	private final JsonNode document;

	private final boolean old;

	private final Schemas schemas;

	DefinedParameters(JsonNode document, Schemas schemas) {
		this.document = document;
		this.old = document.has("swagger");
		this.schemas = schemas;
	}

	/** Those of an operation go before those of its path. */
	List<Parameter> of(JsonNode item, JsonNode operation) {
		Map<String, Parameter> found = new LinkedHashMap<>();
		for (JsonNode holder : List.of(item, operation)) {
			for (JsonNode node : holder.path("parameters").values()) {
				JsonNode parameter = node.isObject() ? InnerReference.follow(this.document, node) : null;
				if (parameter != null && PLACES.contains(parameter.path("in").asString(""))) {
					Parameter read = this.old ? ofOld(parameter) : of(parameter);
					found.put(read.place() + " "
							+ (read.place().equals("header") ? read.name().toLowerCase(Locale.ROOT) : read.name()),
							read);
				}
			}
		}
		return List.copyOf(found.values());
	}

	private Parameter of(JsonNode parameter) {
		JsonNode schema = parameter.path("schema");
		Form form = form(parameter, schema);
		for (Map.Entry<String, JsonNode> content : parameter.path("content").properties()) {
			schema = content.getValue().path("schema");
			form = content.getKey().toLowerCase(Locale.ROOT).contains("json") ? Form.JSON : Form.OTHER;
		}
		return parameter(parameter, form, schema);
	}

	private Form form(JsonNode parameter, JsonNode schema) {
		String place = parameter.path("in").asString("");
		boolean named = place.equals("query") || place.equals("cookie");
		String style = parameter.path("style").asString(named ? "form" : "simple");
		boolean exploded = parameter.path("explode").asBoolean(style.equals("form"));
		JsonNode followed = schema.isObject() ? InnerReference.follow(this.document, schema) : schema;
		if (followed == null || (!place.equals("query") && !style.equals(named ? "form" : "simple"))) {
			return Form.OTHER;
		}
		if (isOf(followed, "object", DEEPEST)) {
			return object(followed, place, style, exploded);
		}
		if (!isOf(followed, "array", DEEPEST)) {
			return Form.SINGLE;
		}
		return switch (style) {
			case "form" -> !exploded ? Form.COMMAS : place.equals("query") ? Form.REPEATED : Form.OTHER;
			case "simple" -> Form.COMMAS;
			case "spaceDelimited" -> exploded ? Form.REPEATED : Form.BLANKS;
			case "pipeDelimited" -> exploded ? Form.REPEATED : Form.BARS;
			default -> Form.OTHER;
		};
	}

	private static Form object(JsonNode schema, String place, String style, boolean exploded) {
		if (schema.path("type").values().stream().anyMatch((type) -> !type.asString("").matches("object|null"))) {
			return Form.OTHER;
		}
		return switch (style) {
			case "form" -> !exploded ? Form.PAIRS : place.equals("query") ? Form.PROPERTIES : Form.OTHER;
			case "simple" -> exploded ? Form.ASSIGNMENTS : Form.PAIRS;
			case "deepObject" -> Form.BRACKETS;
			default -> Form.OTHER;
		};
	}

	private boolean isOf(JsonNode schema, String type, int deep) {
		JsonNode declared = schema.path("type");
		if (declared.isMissingNode()) {
			return schema.has(type.equals("array") ? "items" : "properties")
					|| (deep > 0 && schema.path("allOf").values().stream().anyMatch((part) -> {
						JsonNode followed = InnerReference.follow(this.document, part);
						return followed != null && isOf(followed, type, deep - 1);
					}));
		}
		return declared.asString("").equals(type)
				|| declared.values().stream().anyMatch((one) -> one.asString("").equals(type));
	}

	private Parameter ofOld(JsonNode parameter) {
		ObjectNode schema = ((ObjectNode) parameter).deepCopy();
		schema.remove(NO_SCHEMA);
		Form form = !isOf(parameter, "array", 0) ? Form.SINGLE
				: switch (parameter.path("collectionFormat").asString("csv")) {
					case "csv" -> Form.COMMAS;
					case "ssv" -> Form.BLANKS;
					case "tsv" -> Form.TABS;
					case "pipes" -> Form.BARS;
					case "multi" -> Form.REPEATED;
					default -> Form.OTHER;
				};
		return parameter(parameter, form, schema);
	}

	private Parameter parameter(JsonNode parameter, Form form, JsonNode schema) {
		return new Parameter(parameter.path("in").asString(""), parameter.path("name").asString(""),
				parameter.path("required").asBoolean(false), parameter.path("allowEmptyValue").asBoolean(false), form,
				schema(schema));
	}

	private @Nullable String schema(JsonNode schema) {
		return (schema.isObject() && !schema.isEmpty()) ? JSON.writeValueAsString(this.schemas.whole(schema)) : null;
	}

}
