package org.gatehouse.web.rest;

/**
 * Someone else changed the object since the caller read it (412).
 */
public final class PreconditionFailed extends Refusal {

	private static final long serialVersionUID = 1L;

	/**
	 * Refuses with the status as code.
	 * @param description what was wrong, with the value and the expectation
	 */
	public PreconditionFailed(String description) {
		this(412, description);
	}

	/**
	 * Refuses with a finer code.
	 * @param code a number of the 900xxx range
	 * @param description what was wrong, with the value and the expectation
	 */
	public PreconditionFailed(long code, String description) {
		super(412, code, description);
	}

}
