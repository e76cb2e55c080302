package org.gatehouse.publisher.design;

import java.util.List;

import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.publisher.scopes.ScopeDesign;
import org.jspecify.annotations.Nullable;

/**
 * An API version as someone typed it, on a page or in REST: nothing is checked yet. It is
 * also the shape in which a stored one is shown again.
 *
 * @param name 1 to 60 characters, unique in the tenant in any case
 * @param context the URL prefix without the version, with or without a leading slash; it
 * may contain <code>{version}</code>
 * @param version 1 to 30 characters, such as {@code 1.0.0}
 * @param description null where there is none
 * @param tags words that the store groups APIs by
 * @param defaultVersion true if it shall also answer without the version in the URL
 * @param transports {@code http}, {@code https} or both
 * @param tiers names of the subscription tiers that are offered; empty until published
 * @param visibility {@code PUBLIC}, {@code RESTRICTED} or {@code PRIVATE} (my domain)
 * @param visibleRoles names of the roles that see a restricted API
 * @param subscriptionAvailability {@code CURRENT_TENANT}, {@code ALL_TENANTS} or
 * {@code SPECIFIC_TENANTS}
 * @param subscriptionTenants tenant domains, for {@code SPECIFIC_TENANTS}
 * @param productionEndpoint an http(s) URL, null where there is none
 * @param sandboxEndpoint an http(s) URL, null where there is none
 * @param scopes the API's own scopes and the shared ones that it uses
 * @param operations the operations; where empty, a new API takes every method on all
 * paths
 * @param runtime how gateways treat its calls
 */
public record ApiDesign(String name, String context, String version, @Nullable String description, List<String> tags,
		boolean defaultVersion, List<String> transports, List<String> tiers, String visibility,
		List<String> visibleRoles, String subscriptionAvailability, List<String> subscriptionTenants,
		@Nullable String productionEndpoint, @Nullable String sandboxEndpoint, List<ScopeDesign> scopes,
		List<OperationDesign> operations, ApiRuntime runtime) {

	/** The operations' methods of an API that was designed without any. */
	static final List<String> DEFAULT_VERBS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

	public ApiDesign {
		tags = List.copyOf(tags);
		transports = List.copyOf(transports);
		tiers = List.copyOf(tiers);
		visibleRoles = List.copyOf(visibleRoles);
		subscriptionTenants = List.copyOf(subscriptionTenants);
		scopes = List.copyOf(scopes);
		operations = List.copyOf(operations);
	}

	/**
	 * A design that is public, on both transports, with nothing else set.
	 * @param name the name
	 * @param context the URL prefix
	 * @param version the version
	 * @return the design
	 */
	public static ApiDesign of(String name, String context, String version) {
		return new ApiDesign(name, context, version, null, List.of(), false, List.of("http", "https"), List.of(),
				"PUBLIC", List.of(), "CURRENT_TENANT", List.of(), null, null, List.of(), List.of(), ApiRuntime.DEFAULT);
	}

	/**
	 * The same design with another description.
	 * @param description null where there is none
	 * @return a new design
	 */
	public ApiDesign withDescription(@Nullable String description) {
		return new ApiDesign(this.name, this.context, this.version, description, this.tags, this.defaultVersion,
				this.transports, this.tiers, this.visibility, this.visibleRoles, this.subscriptionAvailability,
				this.subscriptionTenants, this.productionEndpoint, this.sandboxEndpoint, this.scopes, this.operations,
				this.runtime);
	}

	/**
	 * The same design, marked as the default version or not.
	 * @param defaultVersion true to mark it
	 * @return a new design
	 */
	public ApiDesign withDefaultVersion(boolean defaultVersion) {
		return new ApiDesign(this.name, this.context, this.version, this.description, this.tags, defaultVersion,
				this.transports, this.tiers, this.visibility, this.visibleRoles, this.subscriptionAvailability,
				this.subscriptionTenants, this.productionEndpoint, this.sandboxEndpoint, this.scopes, this.operations,
				this.runtime);
	}

	/**
	 * The same design with other subscription tiers offered.
	 * @param tiers tier names
	 * @return a new design
	 */
	public ApiDesign withTiers(List<String> tiers) {
		return new ApiDesign(this.name, this.context, this.version, this.description, this.tags, this.defaultVersion,
				this.transports, tiers, this.visibility, this.visibleRoles, this.subscriptionAvailability,
				this.subscriptionTenants, this.productionEndpoint, this.sandboxEndpoint, this.scopes, this.operations,
				this.runtime);
	}

	/**
	 * The same design with another visibility.
	 * @param visibility {@code PUBLIC}, {@code RESTRICTED} or {@code PRIVATE}
	 * @param visibleRoles role names, for {@code RESTRICTED}
	 * @return a new design
	 */
	public ApiDesign withVisibility(String visibility, List<String> visibleRoles) {
		return new ApiDesign(this.name, this.context, this.version, this.description, this.tags, this.defaultVersion,
				this.transports, this.tiers, visibility, visibleRoles, this.subscriptionAvailability,
				this.subscriptionTenants, this.productionEndpoint, this.sandboxEndpoint, this.scopes, this.operations,
				this.runtime);
	}

	/**
	 * The same design with other endpoints.
	 * @param productionEndpoint an http(s) URL, null where there is none
	 * @param sandboxEndpoint an http(s) URL, null where there is none
	 * @return a new design
	 */
	public ApiDesign withEndpoints(@Nullable String productionEndpoint, @Nullable String sandboxEndpoint) {
		return new ApiDesign(this.name, this.context, this.version, this.description, this.tags, this.defaultVersion,
				this.transports, this.tiers, this.visibility, this.visibleRoles, this.subscriptionAvailability,
				this.subscriptionTenants, productionEndpoint, sandboxEndpoint, this.scopes, this.operations,
				this.runtime);
	}

	/**
	 * The same design with other scopes.
	 * @param scopes the scopes
	 * @return a new design
	 */
	public ApiDesign withScopes(List<ScopeDesign> scopes) {
		return new ApiDesign(this.name, this.context, this.version, this.description, this.tags, this.defaultVersion,
				this.transports, this.tiers, this.visibility, this.visibleRoles, this.subscriptionAvailability,
				this.subscriptionTenants, this.productionEndpoint, this.sandboxEndpoint, scopes, this.operations,
				this.runtime);
	}

	/**
	 * The same design with other operations.
	 * @param operations the operations
	 * @return a new design
	 */
	public ApiDesign withOperations(List<OperationDesign> operations) {
		return new ApiDesign(this.name, this.context, this.version, this.description, this.tags, this.defaultVersion,
				this.transports, this.tiers, this.visibility, this.visibleRoles, this.subscriptionAvailability,
				this.subscriptionTenants, this.productionEndpoint, this.sandboxEndpoint, this.scopes, operations,
				this.runtime);
	}

	/**
	 * The same design as another version.
	 * @param version the version
	 * @return a new design
	 */
	public ApiDesign withVersion(String version) {
		return new ApiDesign(this.name, this.context, version, this.description, this.tags, this.defaultVersion,
				this.transports, this.tiers, this.visibility, this.visibleRoles, this.subscriptionAvailability,
				this.subscriptionTenants, this.productionEndpoint, this.sandboxEndpoint, this.scopes, this.operations,
				this.runtime);
	}

	/**
	 * The same design with another runtime configuration.
	 * @param runtime how gateways treat its calls
	 * @return a new design
	 */
	public ApiDesign withRuntime(ApiRuntime runtime) {
		return new ApiDesign(this.name, this.context, this.version, this.description, this.tags, this.defaultVersion,
				this.transports, this.tiers, this.visibility, this.visibleRoles, this.subscriptionAvailability,
				this.subscriptionTenants, this.productionEndpoint, this.sandboxEndpoint, this.scopes, this.operations,
				runtime);
	}

}
