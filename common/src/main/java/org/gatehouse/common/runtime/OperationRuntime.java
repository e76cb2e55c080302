package org.gatehouse.common.runtime;

/**
 * The runtime configuration of an operation, beyond that of its API.
 *
 * @param mediation what happens to its calls and answers besides what the API says
 */
public record OperationRuntime(Mediation mediation) {

	/** What an operation has that says nothing of it. */
	public static final OperationRuntime DEFAULT = new OperationRuntime(Mediation.DEFAULT);

	// A document of before a component came has null for it, whatever its type says.
	public OperationRuntime {
		mediation = (mediation != null) ? mediation : Mediation.DEFAULT;
	}

	public OperationRuntime withMediation(Mediation rules) {
		return new OperationRuntime(rules);
	}

}
