package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import org.gatehouse.common.runtime.OperationDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Checks parameters and bodies against the schemas of the API's definition.
 *
 * @param parameters the parameters that calls may have
 * @param requests the bodies that calls may have
 * @param required true if a call must have one
 * @param answers the answers that are described
 * @param most how long a body may be
 */
record SchemaCheck(List<ParameterCheck> parameters, List<Known> requests, boolean required, List<Known> answers,
		int most) implements Action {

	/**
	 * A described body.
	 *
	 * @param status the answer's status, a range or {@code default}; empty for calls
	 * @param mediaType the body's, a range included; empty for none
	 * @param schema what it must keep to, null for anything
	 */
	private record Known(String status, String mediaType, @Nullable DefinedSchema schema) {

	}

	static Action make(Values values) {
		OperationDefinition definition = values.definition();
		if (definition == null) {
			return (message) -> Outcome.NEXT;
		}
		List<Known> requests = new ArrayList<>();
		List<Known> answers = new ArrayList<>();
		List<ParameterCheck> parameters = new ArrayList<>();
		try {
			for (OperationDefinition.Parameter parameter : definition.parameters()) {
				parameters.add(ParameterCheck.of(definition, parameter));
			}
			for (OperationDefinition.Body body : definition.requests()) {
				requests.add(new Known("", Bodies.bare(body.mediaType()), DefinedSchema.of(definition, body.schema())));
			}
			for (OperationDefinition.Answer answer : definition.answers()) {
				answers.add(new Known(answer.status().toUpperCase(Locale.ROOT),
						(answer.mediaType() == null) ? "" : Bodies.bare(answer.mediaType()),
						DefinedSchema.of(definition, answer.schema())));
			}
		}
		catch (RuntimeException ex) {
			// The library throws what it likes on a schema that it cannot compile.
			values.reject("maxBytes", "schemas of the definition that can be compiled; " + ex.getMessage());
		}
		return new SchemaCheck(List.copyOf(parameters), List.copyOf(requests), definition.requestRequired(),
				List.copyOf(answers), values.number("maxBytes"));
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
		String wrong = ParameterCheck.wrong(message, this.parameters);
		if (wrong != null) {
			return invalid(message, wrong);
		}
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
		DefinedSchema schema = known.schema();
		if (schema == null || !Bodies.isJson(type(message))) {
			return Outcome.NEXT;
		}
		try {
			String broken = schema.broken(DefinedSchema.read(message.body()));
			return (broken == null) ? Outcome.NEXT : invalid(message, broken);
		}
		catch (JacksonException ex) {
			return invalid(message, "a body that is no JSON");
		}
	}

	private static Outcome invalid(Message message, String detail) {
		return message.refused(Refusal.REQUEST_INVALID, Refusal.ANSWER_INVALID, detail);
	}

}
