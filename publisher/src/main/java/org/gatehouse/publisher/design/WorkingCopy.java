package org.gatehouse.publisher.design;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.Visibility;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.Operation;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.scope.Scope;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.publisher.scopes.ApiScopes;
import org.gatehouse.publisher.scopes.RoleNames;
import org.gatehouse.publisher.scopes.ScopeDesign;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Checks a design as a whole and, where nothing is wrong with it, makes it the working
 * copy of an API version.
 */
@Component
class WorkingCopy {

	private final TierRepository tiers;

	private final RoleNames roles;

	private final ApiScopes scopes;

	private final PolicyRules policies;

	WorkingCopy(TierRepository tiers, RoleNames roles, ApiScopes scopes, PolicyRules policies) {
		this.policies = policies;
		this.tiers = tiers;
		this.roles = roles;
		this.scopes = scopes;
	}

	/** A design nothing was found wrong with, and what its names stand for. */
	record Checked(ApiDesign design, Visibility visibility, List<Role> visibleRoles,
			ApiVersion.SubscriptionAvailability availability, List<Tier> tiers, List<CheckedOperation> operations,
			ApiScopes.Checked scopes) {

	}

	/**
	 * Checks everything about a design but its name, context and version.
	 * @param apiId the API (not the version) that it is of
	 * @param versionId the version, null where it is new
	 * @param state the lifecycle state of the version that it is of
	 * @param design as typed
	 * @param imported true where the design comes from a definition
	 * @param problems what is wrong with it so far
	 * @return the checked design
	 * @throws BadRequest with everything that is wrong
	 */
	Checked check(UUID apiId, @Nullable UUID versionId, LifecycleState state, ApiDesign design, boolean imported,
			BadRequest.Collector problems) {
		String description = design.description();
		if (description != null && description.length() > DesignRules.MAX_DESCRIPTION) {
			problems.reject("description", null, "at most " + DesignRules.MAX_DESCRIPTION + " characters");
		}
		DesignRules.checkTransports(design.transports(), problems);
		EndpointChecks.check(design, problems);
		EndpointSecurityRules.check(design, problems);
		AccessBody.check(design.runtime().access(), problems);
		CorsBody.check(design.runtime().cors(), problems);
		checkStillPublishable(state, design, problems);
		this.policies.check(versionId, design, problems);
		List<Role> visibleRoles = this.roles.resolve("visibleRoles", design.visibleRoles(), problems);
		Visibility visibility = visibility(design, visibleRoles, problems);
		ApiVersion.SubscriptionAvailability availability = availability(design, problems);
		List<Tier> offered = offered(design, problems);
		LimitsBody.check(design.runtime().limits(),
				(policy) -> this.tiers.choose(TierLevel.RESOURCE, policy).isPresent(), problems);
		List<CheckedOperation> operations = operations(design, problems);
		ApiScopes.Checked scopesChecked = checkScopes(apiId, design, operations, imported, problems);
		problems.throwIfAny();
		return new Checked(design, visibility, visibleRoles, availability, offered, operations, scopesChecked);
	}

	private ApiScopes.Checked checkScopes(UUID apiId, ApiDesign design, List<CheckedOperation> operations,
			boolean imported, BadRequest.Collector problems) {
		Set<String> asked = operations.stream()
			.flatMap(operation -> operation.scopes().stream())
			.collect(Collectors.toSet());
		ApiScopes.Checked checked = this.scopes.check(apiId, design.scopes(), asked, imported, problems);
		for (int i = 0; i < operations.size(); i++) {
			for (String scope : operations.get(i).scopes()) {
				problems.require(checked.has(scope), "operations[" + i + "].scopes", scope,
						"a scope of the API or a shared one");
			}
		}
		return checked;
	}

	/**
	 * Makes a checked design the working copy.
	 * @param version the API version, its API locked
	 * @param checked the design
	 * @param now the time
	 */
	void apply(ApiVersion version, Checked checked, Instant now) {
		ApiDesign design = checked.design();
		version.describe(blankToNull(design.description()), DesignRules.distinct(design.tags()), now);
		version.show(checked.visibility(), checked.visibleRoles(), now);
		version.offerTo(checked.availability(), DesignRules.distinct(design.subscriptionTenants()), now);
		version.offerOn(checked.tiers(), now);
		version.expose(DesignRules.distinct(design.transports()), now);
		version.route(design.productionEndpoint(), design.sandboxEndpoint(), now);
		version.configure(design.runtime(), now);
		replaceOperations(version, checked.operations(), this.scopes.store(version, checked.scopes()));
	}

	/**
	 * Removes what the design no longer needs; to be called after the changes were
	 * flushed.
	 * @param version the API version
	 * @param design the design that was applied
	 */
	void clean(ApiVersion version, ApiDesign design) {
		this.scopes.removeUnwanted(version,
				design.scopes().stream().map(ScopeDesign::name).collect(Collectors.toSet()));
	}

	/**
	 * Gives a new version the policies that were composed for another.
	 * @param original the version that has them
	 * @param copy the new version, already saved
	 */
	void copyPolicies(ApiVersion original, ApiVersion copy) {
		this.policies.copy(original.getId(), copy.getId());
	}

	/** What publishing asked for must stay while consumers rely on it. */
	private static void checkStillPublishable(LifecycleState state, ApiDesign design, BadRequest.Collector problems) {
		boolean consumed = switch (state) {
			case PUBLISHED, BLOCKED, DEPRECATED -> true;
			case CREATED, PROTOTYPED, RETIRED -> false;
		};
		if (consumed) {
			problems.require(!design.tiers().isEmpty(), "policies", null,
					"at least one tier while the API is " + state);
			problems.require(
					design.productionEndpoint() != null || design.sandboxEndpoint() != null
							|| PolicyCheck.isMocked(design.runtime().mediation()),
					"endpointConfig", null, "a production or sandbox endpoint while the API is " + state);
		}
	}

	private static Visibility visibility(ApiDesign design, List<Role> roles, BadRequest.Collector problems) {
		switch (design.visibility()) {
			case "PUBLIC" -> {
				return new Visibility.Public();
			}
			case "PRIVATE" -> {
				return new Visibility.MyDomain();
			}
			case "RESTRICTED" -> {
				if (!roles.isEmpty()) {
					return new Visibility.RestrictedByRoles(roles.stream().map(Role::name).collect(Collectors.toSet()));
				}
				problems.require(!design.visibleRoles().isEmpty(), "visibleRoles", null,
						"at least one role where the visibility is RESTRICTED");
			}
			default -> problems.reject("visibility", design.visibility(), "PUBLIC, RESTRICTED or PRIVATE");
		}
		return new Visibility.MyDomain();
	}

	private static ApiVersion.SubscriptionAvailability availability(ApiDesign design, BadRequest.Collector problems) {
		for (ApiVersion.SubscriptionAvailability availability : ApiVersion.SubscriptionAvailability.values()) {
			if (availability.name().equals(design.subscriptionAvailability())) {
				return availability;
			}
		}
		problems.reject("subscriptionAvailability", design.subscriptionAvailability(),
				"CURRENT_TENANT, ALL_TENANTS or SPECIFIC_TENANTS");
		return ApiVersion.SubscriptionAvailability.CURRENT_TENANT;
	}

	private List<Tier> offered(ApiDesign design, BadRequest.Collector problems) {
		List<String> names = DesignRules.distinct(design.tiers());
		Map<String, Tier> known = known(TierLevel.SUBSCRIPTION, names);
		List<Tier> offered = new ArrayList<>();
		for (String name : names) {
			Tier tier = known.get(name);
			if (tier != null) {
				offered.add(tier);
			}
			else {
				problems.reject("policies", name, "the name of a subscription tier");
			}
		}
		return offered;
	}

	private List<CheckedOperation> operations(ApiDesign design, BadRequest.Collector problems) {
		List<OperationDesign> wanted = design.operations().isEmpty()
				? ApiDesign.DEFAULT_VERBS.stream().map(verb -> OperationDesign.of(verb, "/*")).toList()
				: design.operations();
		Map<String, Tier> known = known(TierLevel.RESOURCE,
				wanted.stream().map(CheckedOperation::tierName).distinct().toList());
		return CheckedOperation.check(wanted, known, problems);
	}

	private Map<String, Tier> known(TierLevel level, List<String> names) {
		return this.tiers.findByLevelAndNameIn(level, names)
			.stream()
			.collect(Collectors.toMap(Tier::name, tier -> tier));
	}

	/** Operations that stay keep their rows, since method and path are unique. */
	private static void replaceOperations(ApiVersion version, List<CheckedOperation> wanted,
			Map<String, Scope> scopesByKey) {
		Map<CheckedOperation.Key, Operation> present = new HashMap<>();
		version.operations()
			.forEach(operation -> present.put(new CheckedOperation.Key(operation.verb(), operation.pattern()),
					operation));
		Set<CheckedOperation.Key> kept = wanted.stream().map(CheckedOperation::key).collect(Collectors.toSet());
		version.operations()
			.removeIf(operation -> !kept.contains(new CheckedOperation.Key(operation.verb(), operation.pattern())));
		for (int i = 0; i < wanted.size(); i++) {
			CheckedOperation design = wanted.get(i);
			Operation operation = present.get(design.key());
			if (operation == null) {
				operation = new Operation(version, i, design.key().verb(), design.key().pattern(), design.tier());
				version.operations().add(operation);
			}
			operation.place(i);
			operation.limit(design.tier());
			operation.secure(design.authType(),
					design.scopes().stream().map(scopesByKey::get).filter(scope -> scope != null).toList());
			operation.describe(design.summary(), design.produces());
			operation.configure(design.runtime());
		}
		version.operations().sort(Comparator.comparingInt(Operation::position));
	}

	private static @Nullable String blankToNull(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value;
	}

}
