package org.gatehouse.db.tier;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Version;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierAccess;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.tenant.TenantOwned;
import org.jspecify.annotations.Nullable;

/**
 * A tier of a tenant.
 */
@Entity
public class Tier extends TenantOwned {

	/** The tier, of every level, that lets everything through. */
	public static final String UNLIMITED = "Unlimited";

	/**
	 * What a tier's permission does for the roles that it names.
	 */
	public enum PermissionType {

		ALLOW, DENY

	}

	@Enumerated(EnumType.STRING)
	private TierLevel level;

	private String name;

	private String displayName;

	private @Nullable String description;

	private @Nullable Long requestCount;

	private @Nullable Long windowSeconds;

	private boolean stopOnQuotaReach;

	@Enumerated(EnumType.STRING)
	private @Nullable PermissionType permission;

	@ManyToMany(fetch = FetchType.LAZY)
	@JoinTable(name = "tier_permission_role", joinColumns = @JoinColumn(name = "tier_id"),
			inverseJoinColumns = @JoinColumn(name = "role_id"))
	private Set<Role> permissionRoles = new LinkedHashSet<>();

	@Version
	private long rowVersion;

	private Instant createdAt;

	private Instant updatedAt;

	@SuppressWarnings("NullAway.Init")
	protected Tier() {
	}

	/**
	 * Makes a tier that everybody may use.
	 * @param level what it limits
	 * @param name unique among the tenant's tiers of the level
	 * @param quota how much passes
	 * @param now the time
	 */
	@SuppressWarnings("NullAway.Init")
	public Tier(TierLevel level, String name, Quota quota, Instant now) {
		super(UUID.randomUUID());
		this.level = level;
		this.name = name;
		this.displayName = name;
		this.stopOnQuotaReach = true;
		this.createdAt = now;
		limit(quota, true, now);
	}

	public TierLevel level() {
		return this.level;
	}

	public String name() {
		return this.name;
	}

	public String displayName() {
		return this.displayName;
	}

	public @Nullable String description() {
		return this.description;
	}

	public boolean stopsOnQuotaReach() {
		return this.stopOnQuotaReach;
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

	public Quota quota() {
		return (this.requestCount != null && this.windowSeconds != null)
				? new Quota.Requests(this.requestCount, Duration.ofSeconds(this.windowSeconds)) : new Quota.Unlimited();
	}

	/**
	 * Who may subscribe on the tier.
	 * @return the permission, null where none was set
	 */
	public TierAccess.@Nullable Permission permission() {
		PermissionType type = this.permission;
		return (type != null) ? new TierAccess.Permission(type == PermissionType.ALLOW,
				this.permissionRoles.stream().map(Role::name).collect(Collectors.toSet())) : null;
	}

	public void describe(String displayName, @Nullable String description, Instant now) {
		this.displayName = displayName;
		this.description = description;
		this.updatedAt = now;
	}

	/**
	 * Changes how much passes.
	 * @param quota the new quota
	 * @param stopOnQuotaReach false if calls beyond it pass all the same
	 * @param now the time
	 */
	public final void limit(Quota quota, boolean stopOnQuotaReach, Instant now) {
		switch (quota) {
			case Quota.Requests requests -> {
				this.requestCount = requests.count();
				this.windowSeconds = requests.window().toSeconds();
			}
			case Quota.Unlimited _ -> {
				this.requestCount = null;
				this.windowSeconds = null;
			}
			case Quota.Bandwidth _ ->
				throw new IllegalArgumentException("quota: " + quota + " (expected: requests, or no limit)");
		}
		this.stopOnQuotaReach = stopOnQuotaReach;
		this.updatedAt = now;
	}

	/**
	 * Changes who may subscribe on the tier.
	 * @param permission what the roles get, null to let everybody use the tier
	 * @param roles the roles
	 * @param now the time
	 */
	public void permit(@Nullable PermissionType permission, Set<Role> roles, Instant now) {
		this.permission = permission;
		this.permissionRoles.clear();
		if (permission != null) {
			this.permissionRoles.addAll(roles);
		}
		this.updatedAt = now;
	}

	/**
	 * What a gateway has to know of the tier.
	 * @param tenantDomain the tenant's domain
	 * @return the entry for the change feed
	 */
	public SnapshotEntry.Tier toSnapshot(String tenantDomain) {
		return new SnapshotEntry.Tier(tenantDomain, this.level, this.name, quota(), this.stopOnQuotaReach);
	}

}
