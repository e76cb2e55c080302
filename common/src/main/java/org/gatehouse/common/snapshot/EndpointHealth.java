package org.gatehouse.common.snapshot;

import java.time.Instant;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.KeyType;

/**
 * An endpoint that has failed and not yet shown that it works again, as one gateway knows
 * it.
 *
 * @param api the API version
 * @param keyType the kind of key whose calls go there
 * @param url its URL as people write it
 * @param since when it failed after it had worked
 * @param until until when the gateway leaves it alone; where that is past, a call may try
 * it
 * @param failures how many suspensions have followed each other, at least 1
 */
public record EndpointHealth(ApiId api, KeyType keyType, String url, Instant since, Instant until, int failures) {

	/**
	 * Tells whether the gateway leaves it alone.
	 * @param now the time
	 * @return false where a call may try it
	 */
	public boolean isSuspended(Instant now) {
		return now.isBefore(this.until);
	}

}
