package org.gatehouse.gatewaycore.cache;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * What a kept answer is found by, before {@code Vary} is looked at.
 *
 * @param api the API version
 * @param epoch which deployment of it
 * @param target the path and query below the API, as the client asked
 * @param sentTo what the API's policies made of them, the endpoint included; null where
 * they left them as they were
 * @param sandbox whether the sandbox answered
 * @param caller the token that the answer was for, null where it was for everybody
 */
public record CacheKey(ApiId api, long epoch, String target, @Nullable String sentTo, boolean sandbox,
		@Nullable TokenHash caller) {

	/**
	 * The same for everybody.
	 * @return the key of what is shared
	 */
	public CacheKey shared() {
		return (this.caller == null) ? this
				: new CacheKey(this.api, this.epoch, this.target, this.sentTo, this.sandbox, null);
	}

	/**
	 * The same for everybody, whatever policies make of it.
	 * @return the key of what a client can change
	 */
	CacheKey resource() {
		return (this.caller == null && this.sentTo == null) ? this
				: new CacheKey(this.api, this.epoch, this.target, null, this.sandbox, null);
	}

}
