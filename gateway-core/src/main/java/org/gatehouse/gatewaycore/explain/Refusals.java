package org.gatehouse.gatewaycore.explain;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.common.identity.TenantId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last refusals of this gateway: a bounded number of them, for an hour.
 */
public final class Refusals {

	/** How many are kept; about a kilobyte each. */
	private static final int KEPT = 10_000;

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Cache<String, Refusal> kept = Caffeine.newBuilder()
		.maximumSize(KEPT)
		.expireAfterWrite(Duration.ofHours(1))
		.executor(Runnable::run)
		.build();

	/**
	 * Keeps one. Of calls that name themselves alike the last is kept.
	 * @param refusal what happened
	 */
	public void keep(Refusal refusal) {
		this.kept.put(refusal.requestId(), refusal);
	}

	/**
	 * Explains one to an administrator.
	 * @param requestId the call's identifier
	 * @param tenant the administrator's tenant
	 * @return JSON, null where nothing is known of such a call, or it was none to the
	 * tenant's APIs
	 */
	public @Nullable String explain(String requestId, TenantId tenant) {
		Refusal refusal = this.kept.getIfPresent(requestId);
		return (refusal == null || !tenant.equals(refusal.tenant())) ? null : MAPPER.writeValueAsString(refusal);
	}

}
