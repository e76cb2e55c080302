package org.gatehouse.mediation;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a use of a policy.
 *
 * @param field where, such as {@code request[0].parameters.headerName}
 * @param value what is there, null for nothing
 * @param expected what should be
 */
public record PolicyProblem(String field, @Nullable String value, String expected) {

	/**
	 * The problem in one line.
	 * @return field, value and expectation
	 */
	public String text() {
		return this.field + ": " + ((this.value == null) ? "missing" : "'" + this.value + "'") + " (expected: "
				+ this.expected + ")";
	}

}
