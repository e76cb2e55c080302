package org.gatehouse.publisher.design;

import org.gatehouse.common.runtime.Caching;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.rest.BadRequest;

/**
 * The contract's {@code responseCachingEnabled} and {@code cacheTimeout}.
 */
public final class CachingBody {

	/** The contract's field. */
	public static final String TIMEOUT = "cacheTimeout";

	private static final String EXPECTED = "a number of seconds from 1 to " + Caching.LONGEST;

	private CachingBody() {
	}

	static Caching read(BodyReader fields, Caching before, BadRequest.Collector problems) {
		boolean enabled = fields.flag("responseCachingEnabled", before.enabled());
		Long seconds = fields.number(TIMEOUT, (long) before.timeoutSeconds());
		return of(enabled, Long.toString((seconds != null) ? seconds : Caching.DEFAULT_TIMEOUT), problems);
	}

	/**
	 * Checks what somebody typed.
	 * @param enabled whether answers are kept
	 * @param seconds for how long
	 * @param problems takes what is wrong
	 * @return the settings, those of a new API where something is wrong
	 */
	public static Caching of(boolean enabled, String seconds, BadRequest.Collector problems) {
		long number = seconds.matches("\\d{1,9}") ? Long.parseLong(seconds) : 0;
		if (number < 1 || number > Caching.LONGEST) {
			problems.reject(TIMEOUT, seconds, EXPECTED);
			return Caching.DEFAULT;
		}
		return new Caching(enabled, (int) number);
	}

}
