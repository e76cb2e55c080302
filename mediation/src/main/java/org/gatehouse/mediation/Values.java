package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.runtime.PolicyUse;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a use, checked against their types, for those who make an action of
 * them. Problems are collected; while there are any, values may be made up.
 */
final class Values {

	/** No parameter is longer. */
	static final int LONGEST = 20_000;

	private final Map<String, String> given;

	private final PolicySpec spec;

	private final String place;

	private final Expressions expressions;

	private final @Nullable OperationDefinition definition;

	private final List<PolicyProblem> problems;

	Values(PolicySpec spec, PolicyUse use, String place, Expressions expressions,
			@Nullable OperationDefinition definition, List<PolicyProblem> problems) {
		this.given = use.parameters();
		this.spec = spec;
		this.place = place;
		this.expressions = expressions;
		this.definition = definition;
		this.problems = problems;
		this.given.keySet()
			.stream()
			.filter((name) -> spec.parameter(name) == null)
			.sorted()
			.forEach(
					(name) -> reject(name, "one of " + spec.parameters().stream().map(PolicyParameter::name).toList()));
		spec.parameters().forEach(this::check);
	}

	private void check(PolicyParameter parameter) {
		String value = raw(parameter.name());
		if (value == null || value.isEmpty()) {
			if (parameter.required()) {
				this.problems.add(new PolicyProblem(place(parameter.name()), null, "a value"));
			}
			return;
		}
		if (value.length() > LONGEST) {
			this.problems.add(new PolicyProblem(place(parameter.name()), value.substring(0, 20) + "…",
					"at most " + LONGEST + " characters"));
			return;
		}
		switch (parameter.type()) {
			case INTEGER -> {
				if (!value.matches("-?\\d{1,15}") || Long.parseLong(value) < parameter.least()
						|| Long.parseLong(value) > parameter.most()) {
					reject(parameter.name(), "a whole number from " + parameter.least() + " to " + parameter.most());
				}
			}
			case BOOLEAN -> require(value.equals("true") || value.equals("false"), parameter.name(), "true or false");
			case ENUM -> require(parameter.allowedValues().contains(value), parameter.name(),
					"one of " + parameter.allowedValues());
			case STRING -> {
				String regex = parameter.validationRegex();
				require(regex == null || Pattern.matches(regex, value), parameter.name(), "text that matches " + regex);
			}
			case TEMPLATE, TEXT, LINES, EXPRESSION, REGEX -> {
			}
		}
	}

	private @Nullable String raw(String name) {
		String value = this.given.get(name);
		PolicyParameter parameter = Objects.requireNonNull(this.spec.parameter(name), "declared");
		return (value == null || value.isEmpty()) ? parameter.defaultValue() : value;
	}

	private String place(String name) {
		return this.place + ".parameters." + name;
	}

	void reject(String name, String expected) {
		this.problems.add(new PolicyProblem(place(name), this.given.get(name), expected));
	}

	void require(boolean holds, String name, String expected) {
		if (!holds) {
			reject(name, expected);
		}
	}

	/** Tells whether making an action of the values is worth it. */
	boolean areSound() {
		return this.problems.isEmpty();
	}

	@Nullable OperationDefinition definition() {
		return this.definition;
	}

	String text(String name) {
		String value = raw(name);
		return (value == null) ? "" : value;
	}

	List<String> lines(String name) {
		List<String> lines = new ArrayList<>();
		text(name).lines().map(String::strip).filter((line) -> !line.isEmpty()).forEach(lines::add);
		return lines;
	}

	boolean flag(String name) {
		return text(name).equals("true");
	}

	int number(String name) {
		String value = text(name);
		return value.matches("-?\\d{1,9}") ? Integer.parseInt(value) : 0;
	}

	@Nullable Pattern regex(String name) {
		try {
			return Pattern.compile(text(name));
		}
		catch (PatternSyntaxException ex) {
			reject(name, "a regular expression of RE2; " + ex.getDescription());
			return null;
		}
	}

	/** A template whose expressions may look at everything but the body. */
	Template template(String name, Escaping escaping) {
		return template(name, escaping, Expressions.Scope.HEAD);
	}

	Template template(String name, Escaping escaping, Expressions.Scope scope) {
		try {
			return Template.parse(text(name), escaping, this.expressions, scope);
		}
		catch (IllegalArgumentException ex) {
			reject(name, String.valueOf(ex.getMessage()));
			return Template.EMPTY;
		}
	}

	@Nullable Expression expression(String name) {
		try {
			return this.expressions.text(text(name), Expressions.Scope.HEAD);
		}
		catch (IllegalArgumentException ex) {
			reject(name, String.valueOf(ex.getMessage()));
			return null;
		}
	}

}
