package org.gatehouse.store.console;

import java.time.Duration;
import java.util.List;

/**
 * What came of a call from the console.
 */
public sealed interface ConsoleResult {

	/**
	 * The same call at the command line.
	 * @return a curl command with the token in it
	 */
	String curl();

	/**
	 * The gateway answered, be it with a refusal.
	 *
	 * @param status the HTTP status
	 * @param headers the headers, without those that concern the connection and cookies
	 * @param body the body as text, or a note that it is none
	 * @param truncated true where the body goes on
	 * @param took from sending the request to the end of the answer
	 * @param curl the same call at the command line
	 */
	record Answered(int status, List<ConsoleRequest.Field> headers, String body, boolean truncated, Duration took,
			String curl) implements ConsoleResult {

		public Answered {
			headers = List.copyOf(headers);
		}

	}

	/**
	 * There was no answer.
	 *
	 * @param cause what went wrong
	 * @param curl the same call at the command line
	 */
	record Failed(Cause cause, String curl) implements ConsoleResult {

	}

	/**
	 * Why there was no answer.
	 */
	enum Cause {

		/** Nothing listens at the gateway's address. */
		UNREACHABLE("The gateway does not take connections at its address."),
		/** The gateway's host name is not known. */
		UNKNOWN_HOST("The gateway's host name cannot be resolved."),
		/** The gateway's certificate is not trusted, or is for another name. */
		TLS("The gateway's certificate is not trusted by the store."),
		/** The answer took too long. */
		TIMEOUT("The gateway did not answer within 30 seconds."),
		/** The connection broke. */
		BROKEN("The connection to the gateway broke before the answer was complete.");

		private final String message;

		Cause(String message) {
			this.message = message;
		}

		/**
		 * What people read.
		 * @return a sentence
		 */
		public String message() {
			return this.message;
		}

	}

}
