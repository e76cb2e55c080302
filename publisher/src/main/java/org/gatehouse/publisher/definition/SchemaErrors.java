package org.gatehouse.publisher.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.networknt.schema.Error;
import org.jspecify.annotations.Nullable;

/**
 * Turns a validator's errors into problems for people. Where a value fits none of several
 * forms, the validator tells what is wrong with it as each of them; a person wants to
 * hear about the form that was meant, which is the one with the least wrong.
 */
final class SchemaErrors {

	/** Choosing forms compares errors with each other; nobody reads more anyway. */
	static final int CONSIDERED = 5000;

	private SchemaErrors() {
	}

	/**
	 * Explains errors. Members that OpenAPI 2.0 and 3.0 do not know, such as
	 * {@code originalRef} or {@code allowMultiple}, are what older tools write
	 * everywhere; they change nothing for a gateway, and so are warnings, but for those
	 * right below {@code paths}, which are paths without their slash.
	 * @param specification the document's
	 * @param errors of one document
	 * @param warnings take what need not stop an import
	 * @return what does stop it, each once
	 */
	static List<DefinitionProblem> explain(Specification specification, List<Error> errors, Problems warnings) {
		List<Found> found = new ArrayList<>();
		for (Error error : errors) {
			found.add(new Found(error, error.getEvaluationPath().toString(), error.getInstanceLocation().toString()));
		}
		List<Found> choices = new ArrayList<>(found.stream().filter(Found::isChoice).toList());
		choices.sort(Comparator.comparingInt((Found choice) -> choice.evaluation().length()).reversed());
		Set<Found> dropped = new HashSet<>();
		for (Found choice : choices) {
			choose(choice, found, dropped);
		}
		boolean all = errors.size() < CONSIDERED;
		Problems refusals = new Problems();
		Set<String> told = new HashSet<>();
		for (Found error : found) {
			if (!dropped.contains(error) && told.add(error.pointer() + " " + error.message())) {
				boolean harmless = all && specification != Specification.V3_1 && error.isUnknownMember()
						&& !error.instance().equals("/paths");
				(harmless ? warnings : refusals).add(error.pointer(), error.message());
			}
		}
		return refusals.list();
	}

	private static void choose(Found choice, List<Found> found, Set<Found> dropped) {
		Map<String, List<Found>> forms = new HashMap<>();
		String prefix = choice.evaluation() + "/";
		for (Found error : found) {
			if (error.evaluation().startsWith(prefix) && error.instance().startsWith(choice.instance())
					&& !dropped.contains(error)) {
				int end = error.evaluation().indexOf('/', prefix.length());
				String form = error.evaluation().substring(prefix.length(), (end < 0) ? prefix.length() : end);
				forms.computeIfAbsent(form, (name) -> new ArrayList<>()).add(error);
			}
		}
		String best = forms.keySet()
			.stream()
			.min(Comparator.comparingInt((String form) -> distance(choice, forms.getOrDefault(form, List.of())))
				.thenComparing(Comparator.naturalOrder()))
			.orElse(null);
		if (best == null) {
			return;
		}
		dropped.add(choice);
		forms.forEach((form, errors) -> {
			if (!form.equals(best)) {
				dropped.addAll(errors);
			}
		});
	}

	/** How far a value is from a form: its kind counts more than what is missing. */
	private static int distance(Found choice, List<Found> errors) {
		int distance = 0;
		for (Found error : errors) {
			boolean self = error.instance().equals(choice.instance());
			boolean member = error.instance().lastIndexOf('/') == choice.instance().length();
			if (self && error.keyword().equals("required") && "$ref".equals(error.property())) {
				distance += 1000;
			}
			else if ((self && error.keyword().equals("type")) || (member && error.keyword().equals("enum"))) {
				distance += 100;
			}
			else {
				distance++;
			}
		}
		return distance;
	}

	/**
	 * An error with its paths as text.
	 *
	 * @param error the validator's
	 * @param evaluation the way through the schema
	 * @param instance where in the document
	 */
	private record Found(Error error, String evaluation, String instance) {

		String keyword() {
			return this.error.getKeyword();
		}

		@Nullable String property() {
			return this.error.getProperty();
		}

		boolean isChoice() {
			return keyword().equals("oneOf") || keyword().equals("anyOf");
		}

		boolean isUnknownMember() {
			return (keyword().equals("additionalProperties") || keyword().equals("unevaluatedProperties"))
					&& property() != null;
		}

		String pointer() {
			String member = property();
			return (isUnknownMember() && member != null) ? Pointers.child(this.instance, member) : this.instance;
		}

		String message() {
			String member = property();
			if (isUnknownMember()) {
				return "'" + member + "' is not known here";
			}
			return switch (keyword()) {
				case "required" -> "'" + member + "' is missing";
				case "oneOf" -> "fits several of the allowed forms at once, or none (expected: one)";
				case "anyOf" -> "fits none of the allowed forms";
				case "not" -> "has members that exclude each other";
				default -> this.error.getMessage();
			};
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Found found && this.error == found.error;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.error);
		}

	}

}
