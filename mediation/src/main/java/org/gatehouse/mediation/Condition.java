package org.gatehouse.mediation;

import dev.cel.runtime.CelRuntime;

/**
 * A compiled condition. One that cannot be evaluated, because it looks for something that
 * is not there, does not hold.
 */
final class Condition {

	private final CelRuntime.Program program;

	Condition(CelRuntime.Program program) {
		this.program = program;
	}

	boolean holds(Message message) {
		return Boolean.TRUE.equals(Expression.value(this.program, View.of(message)));
	}

}
