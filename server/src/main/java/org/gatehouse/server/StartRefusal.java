package org.gatehouse.server;

import org.jspecify.annotations.Nullable;

/**
 * The node does not start. The message is one line for the person at the terminal: what
 * is wrong and what to do.
 */
public final class StartRefusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Refuses to start.
	 * @param message what is wrong and what to do, in one line
	 */
	public StartRefusal(String message) {
		this(message, null);
	}

	/**
	 * Refuses to start.
	 * @param message what is wrong and what to do, in one line
	 * @param cause for the log
	 */
	public StartRefusal(String message, @Nullable Throwable cause) {
		super(message.lines().findFirst().orElse("The start failed"), cause);
	}

}
