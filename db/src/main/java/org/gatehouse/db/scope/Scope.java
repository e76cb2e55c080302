package org.gatehouse.db.scope;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.tenant.TenantOwned;
import org.jspecify.annotations.Nullable;

/**
 * A scope of a tenant.
 */
@Entity
public class Scope extends TenantOwned {

	private @Nullable UUID apiId;

	private String scopeKey;

	private String displayName;

	private @Nullable String description;

	private Instant createdAt;

	private Instant updatedAt;

	@ManyToMany(fetch = FetchType.LAZY)
	@JoinTable(name = "scope_role", joinColumns = @JoinColumn(name = "scope_id"),
			inverseJoinColumns = @JoinColumn(name = "role_id"))
	private Set<Role> roles = new LinkedHashSet<>();

	@SuppressWarnings("NullAway.Init")
	protected Scope() {
	}

	/**
	 * Makes a scope that is bound to no role.
	 * @param scopeKey a scope token of RFC 6749 section 3.3, unique within the tenant
	 * @param displayName what people read
	 * @param apiId the API that it belongs to, null where all APIs may use it
	 * @param now the time
	 */
	public Scope(String scopeKey, String displayName, @Nullable UUID apiId, Instant now) {
		super(UUID.randomUUID());
		this.scopeKey = scopeKey;
		this.displayName = displayName;
		this.apiId = apiId;
		this.createdAt = now;
		this.updatedAt = now;
	}

	/**
	 * The API that the scope belongs to.
	 * @return the identifier of an {@code Api} (not of a version), null where the scope
	 * is shared
	 */
	public @Nullable UUID apiId() {
		return this.apiId;
	}

	public String scopeKey() {
		return this.scopeKey;
	}

	public String displayName() {
		return this.displayName;
	}

	public @Nullable String description() {
		return this.description;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public Instant updatedAt() {
		return this.updatedAt;
	}

	public Set<Role> roles() {
		return Set.copyOf(this.roles);
	}

	public Set<String> roleNames() {
		return this.roles.stream().map(Role::name).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Lets all APIs of the tenant use the scope.
	 * @param now the time
	 */
	public void share(Instant now) {
		this.apiId = null;
		this.updatedAt = now;
	}

	public void change(String displayName, @Nullable String description, Collection<Role> roles, Instant now) {
		this.displayName = displayName;
		this.description = description;
		this.roles.clear();
		this.roles.addAll(roles);
		this.updatedAt = now;
	}

}
