package org.gatehouse.common.snapshot;

import org.gatehouse.common.api.ApiId;

/**
 * That all calls of an API version are traced, as long as the entry is there.
 *
 * @param apiId the API version
 */
public record TracedApi(ApiId apiId) implements SnapshotEntry {

	@Override
	public String key() {
		return "traced:" + this.apiId;
	}

}
