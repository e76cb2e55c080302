package org.gatehouse.common.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The runtime configuration of an operation, beyond that of its API.
 *
 * @param mediation what happens to its calls and answers besides what the API says
 * @param definition what the API's definition says of its bodies; null in a working copy,
 * and where no policy needs it
 */
public record OperationRuntime(Mediation mediation, @Nullable OperationDefinition definition) {

	/** What an operation has that says nothing of it. */
	public static final OperationRuntime DEFAULT = new OperationRuntime(Mediation.DEFAULT, null);

	// A document of before a component came has null for it, whatever its type says.
	public OperationRuntime {
		mediation = (mediation != null) ? mediation : Mediation.DEFAULT;
	}

	public OperationRuntime withMediation(Mediation rules) {
		return new OperationRuntime(rules, this.definition);
	}

	public OperationRuntime withDefinition(@Nullable OperationDefinition said) {
		return new OperationRuntime(this.mediation, said);
	}

}
