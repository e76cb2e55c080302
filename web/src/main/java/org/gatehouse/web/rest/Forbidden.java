package org.gatehouse.web.rest;

/**
 * The caller may not do this (403).
 */
public final class Forbidden extends Refusal {

	private static final long serialVersionUID = 1L;

	/**
	 * Refuses with the status as code.
	 * @param description what was wrong, with the value and the expectation
	 */
	public Forbidden(String description) {
		this(403, description);
	}

	/**
	 * Refuses with a finer code.
	 * @param code a number of the 900xxx range
	 * @param description what was wrong, with the value and the expectation
	 */
	public Forbidden(long code, String description) {
		super(403, code, description);
	}

}
