package org.gatehouse.cli;

/**
 * What the process ends with, for scripts to act on.
 */
enum ExitCode {

	/** All went well. */
	OK(0),
	/** The server refused or could not be reached. */
	FAILURE(1),
	/** The command line is wrong. */
	USAGE(2),
	/** Not signed in, or not allowed. */
	AUTHENTICATION(3),
	/** What was named is not there. */
	NOT_FOUND(4),
	/** It is there already, or has changed meanwhile. */
	CONFLICT(5);

	private final int status;

	ExitCode(int status) {
		this.status = status;
	}

	/**
	 * The process's exit status.
	 * @return 0 to 5
	 */
	int status() {
		return this.status;
	}

	/**
	 * What an HTTP status that is no success means to a script.
	 * @param httpStatus a status of 300 or more
	 * @return the exit code
	 */
	static ExitCode ofHttpStatus(int httpStatus) {
		return switch (httpStatus) {
			case 401, 403 -> AUTHENTICATION;
			case 404, 410 -> NOT_FOUND;
			case 409, 412 -> CONFLICT;
			default -> FAILURE;
		};
	}

}
