package org.gatehouse.db.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL cannot do what is asked. The message is one line for the person
 * who started it: what is wrong and what to do.
 */
public final class EmbeddedPostgresException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	EmbeddedPostgresException(String message) {
		this(message, null);
	}

	EmbeddedPostgresException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
