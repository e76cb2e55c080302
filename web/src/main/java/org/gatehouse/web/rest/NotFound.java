package org.gatehouse.web.rest;

/**
 * What the request names is not there, or not for this caller to see (404).
 */
public final class NotFound extends Refusal {

	private static final long serialVersionUID = 1L;

	/**
	 * Refuses with the status as code.
	 * @param description what was wrong, with the value and the expectation
	 */
	public NotFound(String description) {
		this(404, description);
	}

	/**
	 * Refuses with a finer code.
	 * @param code a number of the 900xxx range
	 * @param description what was wrong, with the value and the expectation
	 */
	public NotFound(long code, String description) {
		super(404, code, description);
	}

	/**
	 * Something that an id names is not there.
	 * @param kind what it would be, such as {@code API}
	 * @param id the id that was given
	 * @return the refusal
	 */
	public static NotFound of(String kind, Object id) {
		return new NotFound(kind + ": no such id '" + id + "'");
	}

}
