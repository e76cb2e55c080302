package org.gatehouse.server.launch;

import org.flywaydb.core.api.FlywayException;
import org.gatehouse.db.embedded.EmbeddedPostgresException;
import org.gatehouse.server.StartRefusal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Says in one line why a node did not start.
 */
final class StartFailure {

	private StartFailure() {
	}

	/**
	 * The line for the person at the terminal.
	 * @param failure what was thrown, whatever it is wrapped in
	 * @param data where the log is, null before there was one
	 * @return one line: what is wrong and what to do
	 */
	static String line(Throwable failure, @Nullable DataDirectory data) {
		Throwable root = failure;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			root = cause;
			switch (cause) {
				case StartRefusal refusal -> {
					return text(refusal);
				}
				case EmbeddedPostgresException refusal -> {
					return text(refusal);
				}
				case PortInUseException taken -> {
					return "Port " + taken.getPort()
							+ " is taken: stop what uses it, or start with another --port-offset";
				}
				case FlywayException refused -> {
					return "The database cannot be brought to this version's schema (" + text(root(refused)) + ")"
							+ see(data);
				}
				default -> {
					// Look further in.
				}
			}
		}
		return "The start failed: " + text(root) + see(data);
	}

	private static Throwable root(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

	private static String text(Throwable failure) {
		String message = failure.getMessage();
		return (message == null || message.isBlank()) ? failure.getClass().getSimpleName()
				: message.lines().findFirst().orElse("");
	}

	private static String see(@Nullable DataDirectory data) {
		return (data != null) ? ": see " + data.logs().resolve("gatehouse.log") : "";
	}

}
