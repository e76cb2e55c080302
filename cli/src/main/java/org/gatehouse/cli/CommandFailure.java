package org.gatehouse.cli;

/**
 * Why a command could not be done, as one line for a person.
 */
@SuppressWarnings("serial")
final class CommandFailure extends RuntimeException {

	private final ExitCode exitCode;

	/**
	 * A failure.
	 * @param exitCode what a script is told
	 * @param message what a person is told; without secrets
	 */
	CommandFailure(ExitCode exitCode, String message) {
		super(message);
		this.exitCode = exitCode;
	}

	ExitCode exitCode() {
		return this.exitCode;
	}

}
