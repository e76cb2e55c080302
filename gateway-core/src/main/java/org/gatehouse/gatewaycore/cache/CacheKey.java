package org.gatehouse.gatewaycore.cache;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * What a kept answer is found by, before {@code Vary} is looked at.
 *
 * @param api the API version
 * @param epoch which deployment of it
 * @param target the path and query below the API, as they are forwarded
 * @param sandbox whether the sandbox answered
 * @param caller the token that the answer was for, null where it was for everybody
 */
public record CacheKey(ApiId api, long epoch, String target, boolean sandbox, @Nullable TokenHash caller) {

	/**
	 * The same for everybody.
	 * @return the key of what is shared
	 */
	public CacheKey shared() {
		return (this.caller == null) ? this : new CacheKey(this.api, this.epoch, this.target, this.sandbox, null);
	}

}
