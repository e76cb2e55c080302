package org.gatehouse.gatewaycore.snapshot;

import java.util.Map;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.gatewaycore.throttle.Limit;
import org.jspecify.annotations.Nullable;

/**
 * An application, ready to be asked.
 *
 * @param id the application
 * @param tenant whose it is
 * @param name its name
 * @param limit its quota, shared by all its users, null for none
 * @param subscriptions its subscriptions by API version
 */
public record CompiledApplication(ApplicationId id, TenantId tenant, String name, @Nullable Limit limit,
		Map<ApiId, Subscribed> subscriptions) {

	/**
	 * A subscription of an application.
	 *
	 * @param status whether calls pass
	 * @param limit its quota, null for none
	 */
	public record Subscribed(SubscriptionStatus status, @Nullable Limit limit) {

	}

	/**
	 * A client of an application.
	 *
	 * @param tenant the tenant that it belongs to
	 * @param keyType which endpoint it leads to
	 * @param application the application
	 */
	public record Key(TenantId tenant, KeyType keyType, CompiledApplication application) {

	}

}
