package org.gatehouse.publisher.definition;

/**
 * Ends the reading of a document from within a parser; becomes the refusal that it holds.
 */
final class RefusedDocument extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient DefinitionRefusal refusal;

	RefusedDocument(DefinitionRefusal.Reason reason, DefinitionProblem problem) {
		super(problem.message(), null, false, false);
		this.refusal = DefinitionRefusal.of(reason, problem);
	}

	DefinitionRefusal refusal() {
		return this.refusal;
	}

}
