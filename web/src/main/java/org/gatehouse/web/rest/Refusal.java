package org.gatehouse.web.rest;

/**
 * What a caller asked for cannot be done, for a reason that lies with the request, or
 * with a system of somebody else that it needs. REST answers it in the contract's shape,
 * pages show it at the field or as an error page. Never thrown for bugs.
 */
public abstract sealed class Refusal extends RuntimeException
		permits BadRequest, Forbidden, NotFound, Conflict, PreconditionFailed, TooLarge, Unavailable {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final long code;

	Refusal(int status, long code, String description) {
		super(description, null, false, false);
		this.status = status;
		this.code = code;
	}

	/**
	 * The answer's HTTP status.
	 * @return 400 to 499, or 503
	 */
	public int status() {
		return this.status;
	}

	/**
	 * The number in the answer's body.
	 * @return the HTTP status, or a finer number
	 */
	public long code() {
		return this.code;
	}

	/**
	 * What was wrong, for the caller to read.
	 * @return one sentence with the value and the expectation
	 */
	public String description() {
		return String.valueOf(getMessage());
	}

}
