package org.gatehouse.publisher.design;

import java.util.List;
import java.util.Set;

import org.gatehouse.common.api.Visibility;
import org.gatehouse.db.api.Api;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.Operation;
import org.gatehouse.db.scope.Scope;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.publisher.scopes.ApiScopes;

import org.springframework.stereotype.Component;

/**
 * Shows stored API versions in the shape in which they are designed.
 */
@Component
class ApiViews {

	private final ApiScopes scopes;

	ApiViews(ApiScopes scopes) {
		this.scopes = scopes;
	}

	ApiView view(ApiVersion version) {
		Api api = version.api();
		return new ApiView(version.apiId(), design(version), version.getId().equals(api.liveDefaultVersionId()),
				api.provider(), version.state(), version.rowVersion(), version.createdAt(), version.updatedAt());
	}

	ApiSummary summary(ApiVersion version) {
		Api api = version.api();
		return new ApiSummary(version.apiId(), api.name(), api.context(), version.version(), version.description(),
				api.provider(), version.state(), version.getId().equals(api.defaultVersionId()), version.createdAt(),
				version.updatedAt());
	}

	ApiDesign design(ApiVersion version) {
		Api api = version.api();
		Set<String> roles = (version.visibility() instanceof Visibility.RestrictedByRoles restricted)
				? restricted.roles() : Set.of();
		return new ApiDesign(api.name(), api.context(), version.version(), version.description(), version.tags(),
				version.getId().equals(api.defaultVersionId()), version.transports(),
				version.tiers().stream().map(Tier::name).sorted().toList(), version.visibility().wireName(),
				roles.stream().sorted().toList(), version.subscriptionAvailability().name(),
				version.subscriptionTenants(), version.productionEndpoint(), version.sandboxEndpoint(),
				this.scopes.designs(version), operations(version), version.runtime());
	}

	private static List<OperationDesign> operations(ApiVersion version) {
		return version.operations().stream().map(ApiViews::operation).toList();
	}

	private static OperationDesign operation(Operation operation) {
		return new OperationDesign(operation.pattern().value(), operation.verb().name(),
				operation.authType().wireName(), operation.tier().name(),
				operation.scopes().stream().map(Scope::scopeKey).sorted().toList(), operation.summary(),
				operation.produces(), operation.runtime());
	}

}
