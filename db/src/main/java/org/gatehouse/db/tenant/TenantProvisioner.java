package org.gatehouse.db.tenant;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a tenant with the roles and tiers that it starts with.
 */
@Component
public class TenantProvisioner {

	private static final List<String> ROLES = List.of(Permission.ADMIN_ROLE, Permission.EVERYONE_ROLE,
			Permission.CREATOR_ROLE, Permission.PUBLISHER_ROLE, Permission.SUBSCRIBER_ROLE);

	private final TenantRepository tenants;

	private final RoleRepository roles;

	private final TierRepository tiers;

	private final ChangeLog changes;

	private final JdbcClient jdbc;

	private final TransactionTemplate transactions;

	private final Clock clock;

	private final TierSet tierSet;

	TenantProvisioner(TenantRepository tenants, RoleRepository roles, TierRepository tiers, ChangeLog changes,
			JdbcClient jdbc, TransactionTemplate transactions, Clock clock,
			@Value("${gatehouse.tiers:classic}") String tierSet) {
		this.tenants = tenants;
		this.roles = roles;
		this.tiers = tiers;
		this.changes = changes;
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.clock = clock;
		this.tierSet = TierSet.named(tierSet);
	}

	/**
	 * Makes the default tenant if it is not there; of several nodes that start at once,
	 * one does.
	 */
	public void provisionDefault() {
		TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute(_ -> {
			this.jdbc.sql("select pg_advisory_xact_lock(4711)").query((_, _) -> "").list();
			Optional<Tenant> tenant = this.tenants.findById(DefaultTenant.ID.value());
			return tenant.orElseGet(() -> provision(DefaultTenant.ID, DefaultTenant.DOMAIN));
		}));
	}

	private Tenant provision(TenantId id, String domain) {
		Instant now = this.clock.instant();
		this.jdbc.sql("insert into tenant (id, domain, created_at) values (?, ?, ?)")
			.params(id.value(), domain, java.sql.Timestamp.from(now))
			.update();
		ROLES.forEach(name -> this.roles.save(new Role(name, now)));
		for (TierLevel level : TierLevel.values()) {
			for (TierSet.NewTier tier : this.tierSet.tiers(level)) {
				Tier saved = this.tiers.save(new Tier(level, tier.name(), tier.quota(), now));
				this.changes.record(saved.toSnapshot(domain));
			}
		}
		return this.tenants.findById(id.value()).orElseThrow();
	}

}
