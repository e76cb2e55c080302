package org.gatehouse.publisher.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.runtime.OperationDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a document says of the parameters and bodies of its operations, in a form that
 * stands by itself.
 */
public final class DefinedBodies {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final JsonNode document;

	private final boolean old;

	private final Schemas schemas;

	private DefinedBodies(JsonNode document) {
		this.document = document;
		this.old = document.has("swagger");
		this.schemas = new Schemas(document);
	}

	/**
	 * Begins with a document.
	 * @param json an OpenAPI document that was imported, null where there is none
	 * @return what it says
	 */
	public static DefinedBodies of(@Nullable String json) {
		return new DefinedBodies((json == null) ? JsonNodeFactory.instance.objectNode() : JSON.readTree(json));
	}

	/**
	 * Looks up an operation.
	 * @param verb its method
	 * @param pattern its path
	 * @return what is said of it, nothing where the document does not have it
	 */
	public OperationDefinition of(HttpVerb verb, UrlPattern pattern) {
		JsonNode item = followed(this.document.path("paths").path(pattern.value()));
		JsonNode operation = item.path(verb.name().toLowerCase(Locale.ROOT));
		List<OperationDefinition.Answer> answers = new ArrayList<>();
		for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
			if (!response.getKey().startsWith("x-")) {
				answers(response.getKey(), followed(response.getValue()), operation, answers);
			}
		}
		String dialect = this.document.path("openapi").asString("").startsWith("3.1") ? "3.1" : "3.0";
		List<OperationDefinition.Parameter> parameters = new DefinedParameters(this.document, this.schemas).of(item,
				operation);
		if (this.old) {
			return new OperationDefinition(dialect, requiresBody(operation), oldRequests(operation), answers,
					parameters);
		}
		JsonNode body = followed(operation.path("requestBody"));
		List<OperationDefinition.Body> requests = new ArrayList<>();
		for (Map.Entry<String, JsonNode> content : body.path("content").properties()) {
			requests.add(new OperationDefinition.Body(content.getKey(), schema(content.getValue().path("schema"))));
		}
		return new OperationDefinition(dialect, body.path("required").asBoolean(false), requests, answers, parameters);
	}

	private void answers(String status, JsonNode response, JsonNode operation,
			List<OperationDefinition.Answer> answers) {
		int before = answers.size();
		if (this.old) {
			JsonNode schema = response.path("schema");
			JsonNode types = operation.has("produces") ? operation.path("produces") : this.document.path("produces");
			List<String> produced = new ArrayList<>();
			types.values().forEach(type -> produced.add(type.asString("")));
			if (produced.isEmpty()) {
				produced.add("application/json");
			}
			if (schema.isObject()) {
				produced.forEach(type -> answers.add(new OperationDefinition.Answer(status, type, schema(schema),
						shown(response.path("examples").path(type), schema, type))));
			}
		}
		else {
			for (Map.Entry<String, JsonNode> content : response.path("content").properties()) {
				JsonNode schema = content.getValue().path("schema");
				answers.add(new OperationDefinition.Answer(status, content.getKey(), schema(schema),
						shown(example(content.getValue()), schema, content.getKey())));
			}
		}
		if (answers.size() == before) {
			answers.add(new OperationDefinition.Answer(status, null, null, null));
		}
	}

	private JsonNode example(JsonNode content) {
		if (content.has("example")) {
			return content.path("example");
		}
		for (JsonNode named : content.path("examples").values()) {
			return followed(named).path("value");
		}
		return JsonNodeFactory.instance.missingNode();
	}

	private @Nullable String shown(JsonNode example, JsonNode schema, String type) {
		JsonNode shown = example.isMissingNode() ? this.schemas.sample(schema) : example;
		boolean json = type.toLowerCase(Locale.ROOT).contains("json") || type.contains("*");
		if (shown.isMissingNode()) {
			return null;
		}
		return (shown.isString() && !json) ? shown.stringValue() : JSON.writeValueAsString(shown);
	}

	private List<OperationDefinition.Body> oldRequests(JsonNode operation) {
		JsonNode parameter = oldBody(operation);
		if (parameter == null) {
			return List.of();
		}
		JsonNode types = operation.has("consumes") ? operation.path("consumes") : this.document.path("consumes");
		List<OperationDefinition.Body> requests = new ArrayList<>();
		String schema = schema(parameter.path("schema"));
		types.values().forEach(type -> requests.add(new OperationDefinition.Body(type.asString(""), schema)));
		if (requests.isEmpty()) {
			requests.add(new OperationDefinition.Body("application/json", schema));
		}
		return requests;
	}

	private boolean requiresBody(JsonNode operation) {
		JsonNode parameter = oldBody(operation);
		return parameter != null && parameter.path("required").asBoolean(false);
	}

	private @Nullable JsonNode oldBody(JsonNode operation) {
		for (JsonNode parameter : operation.path("parameters").values()) {
			JsonNode resolved = followed(parameter);
			if (resolved.path("in").asString("").equals("body")) {
				return resolved;
			}
		}
		return null;
	}

	private @Nullable String schema(JsonNode schema) {
		return (schema.isObject() && !schema.isEmpty()) ? JSON.writeValueAsString(this.schemas.whole(schema)) : null;
	}

	private JsonNode followed(JsonNode node) {
		JsonNode resolved = node.isObject() ? InnerReference.follow(this.document, node) : null;
		return (resolved == null) ? JsonNodeFactory.instance.missingNode() : resolved;
	}

}
