package org.gatehouse.db.api;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.Visibility;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.tenant.TenantOwned;
import org.gatehouse.db.tier.Tier;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One version of an API, as its providers edit it (the working copy). Gateways see what a
 * deployed {@link ApiRevision} holds.
 */
@Entity
public class ApiVersion extends TenantOwned {

	private enum VisibilityType {

		PUBLIC, RESTRICTED, PRIVATE

	}

	/**
	 * Whose tenants may subscribe ("Subscription availability").
	 */
	public enum SubscriptionAvailability {

		CURRENT_TENANT, ALL_TENANTS, SPECIFIC_TENANTS

	}

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "api_id")
	private Api api;

	// The column is called version; the name is free for it, since row_version locks.
	@jakarta.persistence.Column(name = "version")
	private String versionName;

	private @Nullable String description;

	private List<String> tags = new ArrayList<>();

	@Enumerated(EnumType.STRING)
	private LifecycleState state;

	@Enumerated(EnumType.STRING)
	private VisibilityType visibility;

	@ManyToMany(fetch = FetchType.LAZY)
	@JoinTable(name = "api_visible_role", joinColumns = @JoinColumn(name = "api_version_id"),
			inverseJoinColumns = @JoinColumn(name = "role_id"))
	@BatchSize(size = 100)
	private Set<Role> visibleRoles = new LinkedHashSet<>();

	@Enumerated(EnumType.STRING)
	private SubscriptionAvailability subscriptionAvailability;

	private List<String> subscriptionTenants = new ArrayList<>();

	@ManyToMany(fetch = FetchType.LAZY)
	@JoinTable(name = "api_tier", joinColumns = @JoinColumn(name = "api_version_id"),
			inverseJoinColumns = @JoinColumn(name = "tier_id"))
	@BatchSize(size = 100)
	private Set<Tier> tiers = new LinkedHashSet<>();

	private List<String> transports = new ArrayList<>(List.of("http", "https"));

	private @Nullable String productionEndpoint;

	private @Nullable String sandboxEndpoint;

	private @Nullable String definition;

	@JdbcTypeCode(SqlTypes.JSON)
	private String runtime;

	private @Nullable Instant sunsetAt;

	private @Nullable String successorUrl;

	private @Nullable String deprecationUrl;

	@OneToMany(mappedBy = "apiVersion", cascade = CascadeType.ALL, orphanRemoval = true)
	@OrderBy("position")
	@BatchSize(size = 20)
	private List<Operation> operations = new ArrayList<>();

	@Version
	private long rowVersion;

	private Instant createdAt;

	private Instant updatedAt;

	@SuppressWarnings("NullAway.Init")
	protected ApiVersion() {
	}

	/**
	 * Makes a version in state CREATED that is public and has neither endpoints, tiers
	 * nor operations.
	 * @param api the API
	 * @param version such as {@code 1.0.0}, unique among the API's versions
	 * @param now the time
	 */
	public ApiVersion(Api api, String version, Instant now) {
		super(UUID.randomUUID());
		this.api = api;
		this.versionName = version;
		this.state = LifecycleState.CREATED;
		this.visibility = VisibilityType.PUBLIC;
		this.subscriptionAvailability = SubscriptionAvailability.CURRENT_TENANT;
		this.runtime = RuntimeJson.write(ApiRuntime.DEFAULT);
		this.createdAt = now;
		this.updatedAt = now;
	}

	public ApiId apiId() {
		return new ApiId(getId());
	}

	public Api api() {
		return this.api;
	}

	public String version() {
		return this.versionName;
	}

	public @Nullable String description() {
		return this.description;
	}

	public List<String> tags() {
		return List.copyOf(this.tags);
	}

	public LifecycleState state() {
		return this.state;
	}

	public Visibility visibility() {
		return switch (this.visibility) {
			case PUBLIC -> new Visibility.Public();
			case PRIVATE -> new Visibility.MyDomain();
			case RESTRICTED -> new Visibility.RestrictedByRoles(
					this.visibleRoles.stream().map(Role::name).collect(Collectors.toSet()));
		};
	}

	public SubscriptionAvailability subscriptionAvailability() {
		return this.subscriptionAvailability;
	}

	public List<String> subscriptionTenants() {
		return List.copyOf(this.subscriptionTenants);
	}

	/**
	 * The subscription tiers that the version is offered on.
	 * @return tiers of the subscription level
	 */
	public Set<Tier> tiers() {
		return Set.copyOf(this.tiers);
	}

	public List<String> transports() {
		return List.copyOf(this.transports);
	}

	public @Nullable String productionEndpoint() {
		return this.productionEndpoint;
	}

	public @Nullable String sandboxEndpoint() {
		return this.sandboxEndpoint;
	}

	/**
	 * The OpenAPI document.
	 * @return JSON or YAML as it was given, null where the version was made by hand
	 */
	public @Nullable String definition() {
		return this.definition;
	}

	/**
	 * How gateways treat its calls.
	 * @return the runtime configuration, never null
	 */
	public ApiRuntime runtime() {
		return RuntimeJson.api(this.runtime);
	}

	/**
	 * The operations.
	 * @return to be changed in place, in the order of their positions
	 */
	public List<Operation> operations() {
		return this.operations;
	}

	/**
	 * What its callers are told of its end.
	 * @return the notice, without anything where nothing was said
	 */
	public DeprecationNotice deprecation() {
		return new DeprecationNotice(this.sunsetAt, uri(this.successorUrl), uri(this.deprecationUrl));
	}

	private static @Nullable URI uri(@Nullable String text) {
		return (text == null) ? null : URI.create(text);
	}

	public long rowVersion() {
		return this.rowVersion;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public Instant updatedAt() {
		return this.updatedAt;
	}

	public void describe(@Nullable String description, Collection<String> tags, Instant now) {
		this.description = description;
		this.tags = new ArrayList<>(tags);
		this.updatedAt = now;
	}

	/**
	 * Changes who sees the version in the store.
	 * @param visibility the new visibility
	 * @param roles the roles that a restricted visibility names
	 * @param now the time
	 */
	public void show(Visibility visibility, Collection<Role> roles, Instant now) {
		this.visibleRoles.clear();
		switch (visibility) {
			case Visibility.Public _ -> this.visibility = VisibilityType.PUBLIC;
			case Visibility.MyDomain _ -> this.visibility = VisibilityType.PRIVATE;
			case Visibility.RestrictedByRoles _ -> {
				this.visibility = VisibilityType.RESTRICTED;
				this.visibleRoles.addAll(roles);
			}
		}
		this.updatedAt = now;
	}

	public void offerTo(SubscriptionAvailability availability, Collection<String> tenants, Instant now) {
		this.subscriptionAvailability = availability;
		this.subscriptionTenants = new ArrayList<>(tenants);
		this.updatedAt = now;
	}

	public void offerOn(Collection<Tier> tiers, Instant now) {
		this.tiers.clear();
		this.tiers.addAll(tiers);
		this.updatedAt = now;
	}

	public void expose(Collection<String> transports, Instant now) {
		this.transports = new ArrayList<>(transports);
		this.updatedAt = now;
	}

	public void route(@Nullable String productionEndpoint, @Nullable String sandboxEndpoint, Instant now) {
		this.productionEndpoint = productionEndpoint;
		this.sandboxEndpoint = sandboxEndpoint;
		this.updatedAt = now;
	}

	public void configure(ApiRuntime runtime, Instant now) {
		this.runtime = RuntimeJson.write(runtime);
		this.updatedAt = now;
	}

	public void define(@Nullable String definition, Instant now) {
		this.definition = definition;
		this.updatedAt = now;
	}

	public void moveTo(LifecycleState state, Instant now) {
		this.state = state;
		this.updatedAt = now;
	}

	/**
	 * Changes what its callers are told of its end.
	 * @param notice the notice
	 * @param now the time
	 */
	public void announce(DeprecationNotice notice, Instant now) {
		this.sunsetAt = notice.sunset();
		this.successorUrl = text(notice.successor());
		this.deprecationUrl = text(notice.documentation());
		this.updatedAt = now;
	}

	private static @Nullable String text(@Nullable URI uri) {
		return (uri == null) ? null : uri.toString();
	}

	/**
	 * Says that the operations were changed in place, so that the row's version counts.
	 * @param now the time
	 */
	public void touch(Instant now) {
		this.updatedAt = now;
	}

}
