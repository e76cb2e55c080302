package org.gatehouse.store.catalogue;

import java.util.List;
import java.util.Map;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.jspecify.annotations.Nullable;

/**
 * {@code APIInfo} of the contract. As there, the context has the version in it.
 */
public record ApiListItem(String id, String name, @Nullable String description, String context, String version,
		String type, String createdTime, String provider, String lifeCycleStatus, @Nullable String thumbnailUri,
		String avgRating, List<String> throttlingPolicies, Map<String, Object> advertiseInfo,
		Map<String, Object> businessInformation, boolean isSubscriptionAvailable, @Nullable String monetizationLabel) {

	static final Map<String, Object> NOT_ADVERTISED = Map.of("advertised", false);

	/**
	 * Shows an API version.
	 * @param api the API version
	 * @return its item
	 */
	public static ApiListItem of(CatalogueRow api) {
		boolean subscribable = api.state() == LifecycleState.PUBLISHED && !api.tiers().isEmpty();
		return new ApiListItem(api.id().toString(), api.name(), api.description(), GatewayUrls.path(api), api.version(),
				"HTTP", String.valueOf(api.createdAt().toEpochMilli()), api.provider(), api.state().name(), null, "0.0",
				api.tiers(), NOT_ADVERTISED, Map.of(), subscribable, null);
	}

}
