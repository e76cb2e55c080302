package org.gatehouse.common.snapshot;

import java.time.Instant;

import org.gatehouse.common.api.ApiId;

/**
 * That what gateways keep of an API's answers is not given any longer.
 *
 * @param apiId the API version
 * @param at when somebody cleared it; only that it is another time than before counts
 */
public record ClearedCache(ApiId apiId, Instant at) implements SnapshotEntry {

	@Override
	public String key() {
		return "cleared-cache:" + this.apiId;
	}

}
