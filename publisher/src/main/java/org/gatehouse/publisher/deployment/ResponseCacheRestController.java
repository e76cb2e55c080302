package org.gatehouse.publisher.deployment;

import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.web.rest.RestApi;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * {@code POST /apis/ID/clear-cache}, which WSO2's contract does not have.
 */
@RestApi("/api/am/publisher/v4/apis/{apiId}")
class ResponseCacheRestController {

	private final ResponseCaches caches;

	ResponseCacheRestController(ResponseCaches caches) {
		this.caches = caches;
	}

	@PostMapping("/clear-cache")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void clear(@PathVariable UUID apiId) {
		this.caches.clear(new ApiId(apiId));
	}

}
