package org.gatehouse.publisher.deployment;

import java.time.Clock;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.snapshot.ClearedCache;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.publisher.design.ApiDesignService;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has gateways forget what they keep of an API's answers.
 */
@Service
public class ResponseCaches {

	private final ApiDesignService designs;

	private final ChangeLog changes;

	private final Clock clock;

	ResponseCaches(ApiDesignService designs, ChangeLog changes, Clock clock) {
		this.designs = designs;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Clears the caches of all gateways.
	 * @param id the API version
	 * @throws org.gatehouse.web.rest.NotFound if the tenant has none of that id
	 */
	@Transactional
	public void clear(ApiId id) {
		this.designs.get(id);
		this.changes.record(new ClearedCache(id, this.clock.instant()));
	}

}
