package org.gatehouse.web.rest;

/**
 * A system of somebody else that the request needs does not answer at the moment (503).
 */
public final class Unavailable extends Refusal {

	private static final long serialVersionUID = 1L;

	/** After how many seconds another try makes sense. */
	public static final int RETRY_AFTER_SECONDS = 10;

	/**
	 * Refuses with the status as code.
	 * @param description what does not answer, and what to do
	 */
	public Unavailable(String description) {
		super(503, 503, description);
	}

}
