package org.gatehouse.store.catalogue;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.gatehouse.db.catalogue.CatalogueOperation;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.gatehouse.db.catalogue.CatalogueScope;
import org.jspecify.annotations.Nullable;

/**
 * {@code API} of the contract. As there, the context has the version in it.
 */
record ApiResource(String id, String name, @Nullable String description, String context, String version,
		String provider, String apiDefinition, String lifeCycleStatus, boolean isDefaultVersion, String type,
		List<String> transport, List<OperationItem> operations, String authorizationHeader, List<String> securityScheme,
		List<String> tags, List<TierItem> tiers, boolean hasThumbnail, List<Object> additionalProperties,
		Map<String, Object> monetization, List<EndpointUrls> endpointURLs, Map<String, Object> businessInformation,
		List<String> environmentList, List<ScopeItem> scopes, String avgRating, Map<String, Object> advertiseInfo,
		boolean isSubscriptionAvailable, List<String> categories, List<String> keyManagers, String createdTime,
		String lastUpdatedTime, String gatewayVendor) {

	/** The built-in gateway environment. */
	private static final String ENVIRONMENT = "Default";

	static ApiResource of(ApiDetail detail, String definition) {
		CatalogueRow api = detail.api();
		GatewayUrls urls = detail.urls();
		return new ApiResource(api.id().toString(), api.name(), api.description(), GatewayUrls.path(api), api.version(),
				api.provider(), definition, api.state().name(), api.defaultVersion(), "HTTP",
				api.transports().stream().sorted().toList(),
				detail.operations().stream().map(OperationItem::of).toList(), detail.authorizationHeader(),
				detail.access().wireNames(), api.tags(),
				detail.tiers()
					.stream()
					.filter(OfferedTier::permitted)
					.map((tier) -> new TierItem(tier.name(), "FREE", null))
					.toList(),
				false, List.of(), Map.of("enabled", false),
				List.of(new EndpointUrls(ENVIRONMENT, ENVIRONMENT, "hybrid", new Urls(urls.http(), urls.https()),
						new Urls(urls.defaultHttp(), urls.defaultHttps()))),
				Map.of(), List.of(ENVIRONMENT), detail.scopes().stream().map(ScopeItem::of).toList(), "0.0",
				ApiListItem.NOT_ADVERTISED, detail.subscribable(), List.of(), List.of("all"),
				String.valueOf(api.createdAt().toEpochMilli()), String.valueOf(api.updatedAt().toEpochMilli()), "wso2");
	}

	record OperationItem(String id, String target, String verb) {

		private static OperationItem of(CatalogueOperation operation) {
			return new OperationItem(operation.id().toString(), operation.pattern(), operation.verb().name());
		}

	}

	record TierItem(String tierName, String tierPlan, @Nullable Map<String, String> monetizationAttributes) {

	}

	record EndpointUrls(String environmentName, String environmentDisplayName, String environmentType,
			@JsonProperty("URLs") Urls urls, @JsonProperty("defaultVersionURLs") Urls defaultVersionUrls) {

	}

	record Urls(@Nullable String http, @Nullable String https) {

	}

	record ScopeItem(String key, String name, List<String> roles, @Nullable String description) {

		private static ScopeItem of(CatalogueScope scope) {
			return new ScopeItem(scope.key(), scope.displayName(), scope.roles(), scope.description());
		}

	}

}
