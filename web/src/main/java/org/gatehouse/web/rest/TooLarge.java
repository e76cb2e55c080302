package org.gatehouse.web.rest;

/**
 * The request is larger than what is taken (413).
 */
public final class TooLarge extends Refusal {

	private static final long serialVersionUID = 1L;

	/**
	 * Refuses with the status as code.
	 * @param description what was wrong, with the value and the expectation
	 */
	public TooLarge(String description) {
		this(413, description);
	}

	/**
	 * Refuses with a finer code.
	 * @param code a number of the 900xxx range
	 * @param description what was wrong, with the value and the expectation
	 */
	public TooLarge(long code, String description) {
		super(413, code, description);
	}

}
