package org.gatehouse.db.tier;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
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
import org.gatehouse.common.tier.ConditionGroup;
import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierAccess;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.tenant.TenantOwned;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
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

	/**
	 * What passes on a tier.
	 *
	 * @param quota how much
	 * @param stopOnQuotaReach false if calls beyond the quota pass all the same
	 * @param burst how much in a short time besides, null for any number
	 * @param countedBy whose calls share a count
	 * @param groups calls that have quotas of their own, of level RESOURCE only
	 */
	public record Limits(Quota quota, boolean stopOnQuotaReach, Quota.@Nullable Requests burst, CountedBy countedBy,
			List<ConditionGroup> groups) {

		/**
		 * Nothing but a quota that stops what is beyond it.
		 * @param quota how much passes
		 * @return the limits
		 */
		public static Limits of(Quota quota) {
			return new Limits(quota, true, null, CountedBy.ALL, List.of());
		}

	}

	@Enumerated(EnumType.STRING)
	private TierLevel level;

	private String name;

	private String displayName;

	private @Nullable String description;

	private @Nullable Long requestCount;

	private @Nullable Long byteCount;

	private @Nullable Long windowSeconds;

	private boolean stopOnQuotaReach;

	private @Nullable Long burstCount;

	private @Nullable Long burstSeconds;

	@Enumerated(EnumType.STRING)
	private CountedBy countedBy;

	@JdbcTypeCode(SqlTypes.JSON)
	private String conditionGroups;

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
		this.createdAt = now;
		limit(Limits.of(quota), now);
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
		if (this.windowSeconds == null) {
			return new Quota.Unlimited();
		}
		Duration window = Duration.ofSeconds(this.windowSeconds);
		if (this.byteCount != null) {
			return new Quota.Bandwidth(this.byteCount, window);
		}
		return new Quota.Requests(Objects.requireNonNull(this.requestCount), window);
	}

	/**
	 * What passes on the tier.
	 * @return the quota and what is beside it
	 */
	public Limits limits() {
		Quota.Requests burst = (this.burstCount != null && this.burstSeconds != null)
				? new Quota.Requests(this.burstCount, Duration.ofSeconds(this.burstSeconds)) : null;
		return new Limits(quota(), this.stopOnQuotaReach, burst, this.countedBy,
				ConditionGroupsJson.read(this.conditionGroups));
	}

	/**
	 * Tells what becomes of calls beyond the quota.
	 * @return false if they pass all the same
	 */
	public boolean stopsOnQuotaReach() {
		return this.stopOnQuotaReach;
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
	 * @param limits the new limits
	 * @param now the time
	 */
	public final void limit(Limits limits, Instant now) {
		this.requestCount = null;
		this.byteCount = null;
		this.windowSeconds = null;
		switch (limits.quota()) {
			case Quota.Requests requests -> {
				this.requestCount = requests.count();
				this.windowSeconds = requests.window().toSeconds();
			}
			case Quota.Bandwidth bandwidth -> {
				this.byteCount = bandwidth.bytes();
				this.windowSeconds = bandwidth.window().toSeconds();
			}
			case Quota.Unlimited _ -> {
			}
		}
		this.stopOnQuotaReach = limits.stopOnQuotaReach();
		Quota.Requests burst = limits.burst();
		this.burstCount = (burst != null) ? burst.count() : null;
		this.burstSeconds = (burst != null) ? burst.window().toSeconds() : null;
		this.countedBy = limits.countedBy();
		this.conditionGroups = ConditionGroupsJson.write(limits.groups());
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
	// The compiler leaves out in class files that the burst may be null.
	@SuppressWarnings("NullAway")
	public SnapshotEntry.Tier toSnapshot(String tenantDomain) {
		Limits limits = limits();
		return new SnapshotEntry.Tier(tenantDomain, this.level, this.name, limits.quota(), limits.stopOnQuotaReach(),
				limits.burst(), limits.countedBy(), limits.groups());
	}

}
