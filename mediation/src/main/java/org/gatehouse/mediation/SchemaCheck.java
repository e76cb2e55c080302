package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import org.gatehouse.common.runtime.OperationDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks bodies against the schemas of the API's definition.
 *
 * @param requests the bodies that calls may have
 * @param required true if a call must have one
 * @param answers the answers that are described
 * @param most how long a body may be
 */
record SchemaCheck(List<Known> requests, boolean required, List<Known> answers, int most) implements Action {

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(200).build())
			.build())
		.build();

	/** More is not told of a body. */
	private static final int MOST_TOLD = 3;

	/**
	 * A described body.
	 *
	 * @param status the answer's status, a range or {@code default}; empty for calls
	 * @param mediaType the body's, a range included; empty for none
	 * @param schema what it must keep to, null for anything
	 */
	private record Known(String status, String mediaType, @Nullable Schema schema) {

	}

	static Action make(Values values) {
		OperationDefinition definition = values.definition();
		if (definition == null) {
			return (message) -> Outcome.NEXT;
		}
		List<Known> requests = new ArrayList<>();
		List<Known> answers = new ArrayList<>();
		try {
			for (OperationDefinition.Body body : definition.requests()) {
				requests.add(new Known("", Bodies.bare(body.mediaType()), schema(definition, body.schema())));
			}
			for (OperationDefinition.Answer answer : definition.answers()) {
				answers.add(new Known(answer.status().toUpperCase(Locale.ROOT),
						(answer.mediaType() == null) ? "" : Bodies.bare(answer.mediaType()),
						schema(definition, answer.schema())));
			}
		}
		catch (RuntimeException ex) {
			// The library throws what it likes on a schema that it cannot compile.
			values.reject("maxBytes", "schemas of the definition that can be compiled; " + ex.getMessage());
		}
		return new SchemaCheck(List.copyOf(requests), definition.requestRequired(), List.copyOf(answers),
				values.number("maxBytes"));
	}

	private static @Nullable Schema schema(OperationDefinition definition, @Nullable String json) {
		if (json == null) {
			return null;
		}
		JsonNode node = JSON.readTree(json);
		requireInner(node);
		SchemaRegistryConfig config = SchemaRegistryConfig.builder()
			.pathType(PathType.JSON_POINTER)
			.regularExpressionFactory((regex) -> {
				Pattern pattern = Pattern.compile(regex);
				return (value) -> pattern.matcher(value).find();
			})
			.build();
		SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
				definition.dialect().equals("3.1") ? Dialects.getOpenApi31() : Dialects.getOpenApi30(),
				(builder) -> builder.schemaRegistryConfig(config));
		Schema schema = registry.getSchema(node);
		schema.initializeValidators();
		return schema;
	}

	/** Nothing is fetched. */
	private static void requireInner(JsonNode node) {
		for (String name : List.of("$ref", "$dynamicRef", "$recursiveRef", "$schema", "$id")) {
			JsonNode reference = node.path(name);
			if (reference.isString() && !reference.stringValue().startsWith("#")) {
				throw new IllegalArgumentException(
						name + ": '" + reference.stringValue() + "' (expected: a place in the definition)");
			}
		}
		node.values().forEach(SchemaCheck::requireInner);
	}

	@Override
	public int bodyLimit() {
		return this.most;
	}

	@Override
	public Outcome apply(Message message) {
		return (message.flow() == Flow.REQUEST) ? request(message) : answer(message);
	}

	private Outcome request(Message message) {
		if (this.requests.isEmpty()) {
			return Outcome.NEXT;
		}
		if (message.body().length == 0) {
			return this.required ? invalid(message, "no body, where the definition requires one") : Outcome.NEXT;
		}
		String type = type(message);
		Known known = find(this.requests, type, (_) -> true);
		return (known == null)
				? invalid(message,
						"a media type other than " + this.requests.stream().map(Known::mediaType).distinct().toList())
				: check(message, known);
	}

	private Outcome answer(Message message) {
		String status = Integer.toString(message.status());
		List<Known> described = described(status);
		if (described.isEmpty()) {
			return this.answers.isEmpty() ? Outcome.NEXT
					: invalid(message, "a status that the definition does not describe");
		}
		if (message.body().length == 0) {
			return Outcome.NEXT;
		}
		Known known = find(described, type(message), (candidate) -> !candidate.mediaType().isEmpty());
		if (known == null) {
			return described.stream().allMatch((candidate) -> candidate.mediaType().isEmpty()) ? Outcome.NEXT
					: invalid(message, "a media type that the definition does not describe");
		}
		return check(message, known);
	}

	private List<Known> described(String status) {
		for (String wanted : List.of(status, status.charAt(0) + "XX", "DEFAULT")) {
			List<Known> found = this.answers.stream().filter((answer) -> answer.status().equals(wanted)).toList();
			if (!found.isEmpty()) {
				return found;
			}
		}
		return List.of();
	}

	private static String type(Message message) {
		String type = message.headers().get("content-type");
		return (type == null) ? "" : Bodies.bare(type);
	}

	private static @Nullable Known find(List<Known> known, String type, Predicate<Known> filter) {
		String range = type.substring(0, Math.max(0, type.indexOf('/'))) + "/*";
		for (String wanted : List.of(type, range, "*/*")) {
			for (Known candidate : known) {
				if (candidate.mediaType().equals(wanted) && filter.test(candidate)) {
					return candidate;
				}
			}
		}
		return null;
	}

	private static Outcome check(Message message, Known known) {
		Schema schema = known.schema();
		if (schema == null || !Bodies.isJson(type(message))) {
			return Outcome.NEXT;
		}
		try {
			JsonNode body = JSON.readTree(message.body());
			List<Error> errors = schema.validate(body);
			return errors.isEmpty() ? Outcome.NEXT : invalid(message, told(errors));
		}
		catch (JacksonException ex) {
			return invalid(message, "a body that is no JSON");
		}
	}

	/** Where, and which rule: never what stands there. */
	private static String told(List<Error> errors) {
		List<String> told = new ArrayList<>();
		for (Error error : errors) {
			String place = String.valueOf(error.getInstanceLocation());
			String of = (error.getProperty() == null) ? "" : " '" + error.getProperty() + "'";
			told.add((place.isEmpty() ? "the body" : place) + " breaks " + error.getKeyword() + of);
			if (told.size() == MOST_TOLD) {
				break;
			}
		}
		return String.join("; ", told) + ((errors.size() > MOST_TOLD) ? "; and more" : "");
	}

	private static Outcome invalid(Message message, String detail) {
		return message.refused(Refusal.REQUEST_INVALID, Refusal.ANSWER_INVALID, detail);
	}

}
