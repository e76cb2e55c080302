package org.gatehouse.publisher.design;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.publisher.scopes.ScopeDesign;
import org.gatehouse.web.policies.PolicyUses;
import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code API} object as it is answered.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiBody(String id, String name, @Nullable String description, String context, String version, String provider,
		String lifeCycleStatus, @JsonProperty("isDefaultVersion") boolean isDefaultVersion,
		@JsonProperty("isRevision") boolean isRevision, String type, List<String> transport, List<String> tags,
		List<String> policies, List<String> securityScheme, @Nullable String authorizationHeader,
		@Nullable String apiKeyHeader, boolean apiKeyInQuery, CorsBody corsConfiguration, String visibility,
		List<String> visibleRoles, String subscriptionAvailability, List<String> subscriptionAvailableTenants,
		@Nullable Map<String, Object> endpointConfig, String endpointImplementationType, List<ScopeItem> scopes,
		List<OperationItem> operations, boolean responseCachingEnabled, int cacheTimeout,
		@Nullable String apiThrottlingPolicy, LimitsBody.@Nullable MaxTps maxTps, @Nullable CounterLoss onCounterLoss,
		Map<String, Object> apiPolicies, boolean hasThumbnail, String gatewayType, String workflowStatus,
		String createdTime, String lastUpdatedTime) {

	/** The contract's {@code APIScope}. */
	record ScopeItem(ScopeBody scope, boolean shared) {

	}

	/** The contract's {@code Scope}. */
	record ScopeBody(String name, String displayName, String description, List<String> bindings) {

	}

	/** The contract's {@code APIOperations}. */
	record OperationItem(String id, String target, String verb, String authType, String throttlingPolicy,
			List<String> scopes, Map<String, Object> operationPolicies) {

	}

	static ApiBody of(ApiView view) {
		ApiDesign design = view.design();
		Access access = design.runtime().access();
		return new ApiBody(view.id().toString(), design.name(), design.description(), design.context(),
				design.version(), view.provider(), view.state().name(), design.defaultVersion(), false, "HTTP",
				design.transports(), design.tags(), design.tiers(), access.wireNames(), access.authorizationHeader(),
				access.apiKeyHeader(), access.apiKeyInQuery(), CorsBody.of(design.runtime().cors()),
				design.visibility(), design.visibleRoles(), design.subscriptionAvailability(),
				design.subscriptionTenants(), endpointConfig(design), PoliciesBody.implementationType(design),
				design.scopes().stream().map(ApiBody::item).toList(),
				design.operations().stream().map(ApiBody::item).toList(), design.runtime().caching().enabled(),
				design.runtime().caching().timeoutSeconds(), design.runtime().limits().policy(),
				LimitsBody.MaxTps.of(design.runtime().limits()), design.runtime().limits().onCounterLoss(),
				PolicyUses.write(design.runtime().mediation()), false, "wso2/synapse", "APPROVED",
				view.createdAt().toString(), view.updatedAt().toString());
	}

	private static @Nullable Map<String, Object> endpointConfig(ApiDesign design) {
		Map<String, Object> config = EndpointBody.of(design).json();
		Map<String, Object> security = EndpointSecurityBody.write(design.runtime().security());
		if (config != null && security != null) {
			config.put("endpoint_security", security);
		}
		return config;
	}

	private static ScopeItem item(ScopeDesign scope) {
		return new ScopeItem(
				new ScopeBody(scope.name(), (scope.displayName() != null) ? scope.displayName() : scope.name(),
						(scope.description() != null) ? scope.description() : "", scope.bindings()),
				scope.shared());
	}

	private static OperationItem item(OperationDesign operation) {
		return new OperationItem(operation.verb().toLowerCase(java.util.Locale.ROOT) + operation.target(),
				operation.target(), operation.verb(),
				(operation.authType() != null) ? operation.authType() : AuthType.ANY.wireName(),
				(operation.throttlingPolicy() != null) ? operation.throttlingPolicy() : "Unlimited", operation.scopes(),
				PolicyUses.write(operation.runtime().mediation()));
	}

}
