package org.gatehouse.common.runtime;

/**
 * Whether answers of an API are kept and given again (RFC 9111).
 *
 * @param enabled true to keep them
 * @param timeoutSeconds for how long an answer is given again that does not say so
 * itself, 1 to 31,536,000; {@link #DEFAULT_TIMEOUT} where a document leaves it out
 */
public record Caching(boolean enabled, int timeoutSeconds) {

	/** Seconds; that of WSO2 API Manager. */
	public static final int DEFAULT_TIMEOUT = 300;

	/** Seconds; a year. */
	public static final int LONGEST = 31_536_000;

	/** What an API has that says nothing of it. */
	public static final Caching DEFAULT = new Caching(false, DEFAULT_TIMEOUT);

	public Caching {
		timeoutSeconds = (timeoutSeconds == 0) ? DEFAULT_TIMEOUT : timeoutSeconds;
		if (timeoutSeconds < 1 || timeoutSeconds > LONGEST) {
			throw new IllegalArgumentException(
					"cacheTimeout: " + timeoutSeconds + " (expected: 1 to " + LONGEST + " seconds)");
		}
	}

}
