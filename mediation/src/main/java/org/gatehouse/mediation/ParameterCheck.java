package org.gatehouse.mediation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.google.re2j.Pattern;
import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.runtime.OperationDefinition.Form;
import org.gatehouse.common.runtime.OperationDefinition.Parameter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Checks a parameter of calls against the schema of the API's definition. Its text may be
 * meant as a text, a number or a boolean; it holds where the schema takes one of them.
 *
 * @param parameter what the definition says of it
 * @param label what it is called where it is wrong
 * @param schema what it must keep to, null for anything
 * @param properties what the schema calls its properties, where they are parameters
 */
record ParameterCheck(Parameter parameter, String label, @Nullable DefinedSchema schema, Set<String> properties) {

	/** OpenAPI leaves these header fields to other parts of the definition. */
	private static final Set<String> OTHERS = Set.of("accept", "content-type", "authorization");

	/** What may stand in several header fields of one name. */
	private static final Set<Form> LISTS = EnumSet.of(Form.COMMAS, Form.PAIRS, Form.ASSIGNMENTS);

	private static final Pattern NUMBER = Pattern
		.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][+-]?[0-9]{1,2})?");

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	static ParameterCheck of(OperationDefinition definition, Parameter parameter) {
		return new ParameterCheck(parameter, parameter.place() + " parameter '" + parameter.name() + "'",
				(parameter.form() == Form.OTHER) ? null : DefinedSchema.of(definition, parameter.schema()),
				(parameter.form() == Form.PROPERTIES) ? ObjectParameter.properties(parameter.schema()) : Set.of());
	}

	/**
	 * Checks a call.
	 * @param message the call
	 * @param parameters what it may have
	 * @return what is wrong with the first parameter that is, null where none is
	 */
	static @Nullable String wrong(Message message, List<ParameterCheck> parameters) {
		if (parameters.isEmpty()) {
			return null;
		}
		Map<String, List<String>> query = View.queryValues(message.query());
		Map<String, Object> path = View.pathParameters(message.facts().pattern(), message.sentPath());
		Map<String, List<String>> cookies = cookies(message, parameters);
		for (ParameterCheck check : parameters) {
			String name = check.parameter.name();
			String wrong = switch (check.parameter.place()) {
				case "query" -> check.inQuery(query);
				case "cookie" -> check.wrong(cookies.getOrDefault(name, List.of()));
				case "header" -> OTHERS.contains(name.toLowerCase(Locale.ROOT)) ? null
						: check.wrong(message.requestHeaders().all(name.toLowerCase(Locale.ROOT)));
				// Only whole segments are known by name.
				case "path" -> path.containsKey(name) ? check.wrong(List.of(String.valueOf(path.get(name)))) : null;
				default -> null;
			};
			if (wrong != null) {
				return wrong;
			}
		}
		return null;
	}

	/** What a client keeps, as RFC 6265 section 4.2.1 writes it. */
	private static Map<String, List<String>> cookies(Message message, List<ParameterCheck> parameters) {
		if (parameters.stream().noneMatch((check) -> check.parameter.place().equals("cookie"))) {
			return Map.of();
		}
		Map<String, List<String>> cookies = new HashMap<>();
		for (String field : message.requestHeaders().all("cookie")) {
			for (String pair : split(field, ';')) {
				int equals = pair.indexOf('=');
				if (equals > 0) {
					cookies.computeIfAbsent(pair.substring(0, equals), (_) -> new ArrayList<>())
						.add(View.decoded(pair.substring(equals + 1).replace("+", "%2B")));
				}
			}
		}
		return cookies;
	}

	private @Nullable String inQuery(Map<String, List<String>> query) {
		return switch (this.parameter.form()) {
			// Where no property is named, every parameter of the call could be one.
			case PROPERTIES -> this.properties.isEmpty() ? null : object(ObjectParameter.named(query, this.properties));
			case BRACKETS -> object(ObjectParameter.bracketed(query, this.parameter.name()));
			default -> wrong(query.getOrDefault(this.parameter.name(), List.of()));
		};
	}

	private @Nullable String object(@Nullable Map<String, List<String>> members) {
		if (members == null) {
			return this.label + " has a name without a value";
		}
		if (members.isEmpty()) {
			return missing();
		}
		return (this.schema == null) ? null : ObjectParameter.broken(this.schema, members, this.label);
	}

	private @Nullable String missing() {
		// The gateway takes credentials away before policies see the call, but no cookie.
		boolean taken = !this.parameter.place().equals("cookie") && View.isCredential(this.parameter.name());
		return (this.parameter.required() && !taken) ? this.label + " is missing" : null;
	}

	private @Nullable String wrong(List<String> values) {
		if (this.parameter.form() == Form.OTHER) {
			return null;
		}
		if (values.isEmpty()) {
			return missing();
		}
		if (values.size() > 1 && this.parameter.form() != Form.REPEATED && !isJoined()) {
			return this.label + " comes more than once";
		}
		if (this.schema == null
				|| (this.parameter.emptyAllowed() && values.size() == 1 && values.getFirst().isEmpty())) {
			return null;
		}
		return switch (this.parameter.form()) {
			case SINGLE -> checked(NODES.stringNode(values.getFirst()), meant(values.getFirst()));
			case JSON -> document(values.getFirst());
			case REPEATED -> list(values);
			case COMMAS -> list(split(String.join(",", values), ','));
			case BLANKS -> list(split(values.getFirst(), ' '));
			case TABS -> list(split(values.getFirst(), '\t'));
			case BARS -> list(split(values.getFirst(), '|'));
			case PAIRS -> object(ObjectParameter.pairs(split(String.join(",", values), ',')));
			case ASSIGNMENTS -> object(ObjectParameter.assignments(split(String.join(",", values), ',')));
			case PROPERTIES, BRACKETS, OTHER -> null;
		};
	}

	/** A list in header fields may stand in several of them (RFC 9110 section 5.3). */
	private boolean isJoined() {
		return LISTS.contains(this.parameter.form()) && this.parameter.place().equals("header");
	}

	private static List<String> split(String text, char separator) {
		List<String> items = new ArrayList<>();
		for (int from = 0, to = 0; to >= 0; from = to + 1) {
			to = text.indexOf(separator, from);
			items.add(((to < 0) ? text.substring(from) : text.substring(from, to)).strip());
		}
		return items;
	}

	private @Nullable String list(List<String> items) {
		ArrayNode texts = NODES.arrayNode();
		ArrayNode meant = NODES.arrayNode();
		for (String item : items) {
			texts.add(item);
			meant.add(meant(item));
		}
		return checked(texts, meant);
	}

	private @Nullable String document(String text) {
		try {
			DefinedSchema known = this.schema;
			return (known == null) ? null
					: known.broken(DefinedSchema.read(text.getBytes(StandardCharsets.UTF_8)), this.label);
		}
		catch (JacksonException ex) {
			return this.label + " is no JSON";
		}
	}

	private @Nullable String checked(JsonNode text, JsonNode meant) {
		DefinedSchema known = this.schema;
		if (known == null) {
			return null;
		}
		String wrong = known.broken(meant, this.label);
		return (wrong != null && !text.equals(meant) && known.broken(text, this.label) == null) ? null : wrong;
	}

	/** What a text is meant as where it need not be one. */
	static JsonNode meant(String text) {
		if (text.equals("true") || text.equals("false")) {
			return NODES.booleanNode(text.equals("true"));
		}
		return NUMBER.matches(text) ? DefinedSchema.read(text.getBytes(StandardCharsets.UTF_8))
				: NODES.stringNode(text);
	}

}
