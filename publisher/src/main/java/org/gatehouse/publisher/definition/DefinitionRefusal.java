package org.gatehouse.publisher.definition;

import java.util.List;

/**
 * A document that cannot be taken.
 *
 * @param reason what kind of refusal
 * @param problems why, at least one, in the order of the document, the first of many
 */
public record DefinitionRefusal(Reason reason, List<DefinitionProblem> problems) implements DefinitionResult {

	/**
	 * Kinds of refusal.
	 */
	public enum Reason {

		/** Larger, deeper or with more values than the limits; HTTP answers 413. */
		TOO_LARGE,
		/** Neither JSON nor YAML. */
		UNREADABLE,
		/** Readable, but of a specification or version that is not supported. */
		UNSUPPORTED,
		/** An OpenAPI document that breaks its specification. */
		INVALID

	}

	public DefinitionRefusal {
		if (problems.isEmpty()) {
			throw new IllegalArgumentException("problems: none (expected: at least one)");
		}
		problems = List.copyOf(problems);
	}

	static DefinitionRefusal of(Reason reason, DefinitionProblem problem) {
		return new DefinitionRefusal(reason, List.of(problem));
	}

}
