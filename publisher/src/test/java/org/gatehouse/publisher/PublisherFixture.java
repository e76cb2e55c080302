package org.gatehouse.publisher;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.db.application.Application;
import org.gatehouse.db.application.ApplicationRepository;
import org.gatehouse.db.application.Subscription;
import org.gatehouse.db.application.SubscriptionRepository;
import org.gatehouse.db.feed.DatabaseChangeFeed;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tier.TierRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts what the publisher's tests need into the database, and looks at what is there.
 * Names are new with each call, so that tests of one context do not meet.
 */
public class PublisherFixture {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private static final AtomicInteger NAMES = new AtomicInteger();

	/** Tables that an API leaves rows in. */
	private static final List<String> TABLES = List.of("api", "api_version", "operation", "scope", "scope_role",
			"operation_scope", "api_tier", "api_visible_role", "api_revision", "api_deployment", "lifecycle_event",
			"feed_entry");

	private final RoleRepository roles;

	private final UserAccountRepository users;

	private final TierRepository tiers;

	private final ApplicationRepository applications;

	private final SubscriptionRepository subscriptions;

	private final ApiVersionRepository versions;

	private final DatabaseChangeFeed feed;

	private final TransactionTemplate transactions;

	private final JdbcClient jdbc;

	PublisherFixture(RoleRepository roles, UserAccountRepository users, TierRepository tiers,
			ApplicationRepository applications, SubscriptionRepository subscriptions, ApiVersionRepository versions,
			DatabaseChangeFeed feed, TransactionTemplate transactions, JdbcClient jdbc) {
		this.roles = roles;
		this.users = users;
		this.tiers = tiers;
		this.applications = applications;
		this.subscriptions = subscriptions;
		this.versions = versions;
		this.feed = feed;
		this.transactions = transactions;
		this.jdbc = jdbc;
	}

	/** A name that nothing has yet. */
	public static String name(String prefix) {
		return prefix + NAMES.incrementAndGet();
	}

	/** Does something in a transaction of the default tenant. */
	public <T extends @Nullable Object> T within(Supplier<T> action) {
		return TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute(_ -> action.get()));
	}

	/** Makes a role and answers its name. */
	public String role() {
		return within(() -> this.roles.save(new Role(name("role"), NOW)).name());
	}

	/** Subscribes a new application and answers the subscription's id. */
	public UUID subscription(String apiId, String tier) {
		return within(() -> {
			UserAccount owner = this.users.save(new UserAccount(name("user"), "{noop}none", NOW));
			Application application = this.applications.save(new Application(owner, name("app"),
					this.tiers.findByLevelAndName(TierLevel.APPLICATION, "Unlimited").orElseThrow(), TokenFormat.JWT,
					NOW));
			return this.subscriptions
				.save(new Subscription(application, this.versions.findById(UUID.fromString(apiId)).orElseThrow(),
						this.tiers.findByLevelAndName(TierLevel.SUBSCRIPTION, tier).orElseThrow(), NOW))
				.getId();
		});
	}

	/** Makes an API version in another tenant and answers its id. */
	public UUID foreignApi() {
		TenantId tenant = TenantId.random();
		UUID api = UUID.randomUUID();
		UUID version = UUID.randomUUID();
		try (TenantContext.Binding _ = TenantContext.bind(tenant)) {
			this.jdbc.sql("insert into tenant (id, domain, created_at) values (?, ?, now())")
				.params(tenant.value(), name("tenant") + ".example")
				.update();
			this.jdbc
				.sql("insert into api (id, tenant_id, name, context, provider, created_at)"
						+ " values (?, ?, 'Foreign', '/foreign', 'x', now())")
				.params(api, tenant.value())
				.update();
			this.jdbc.sql("insert into api_version (id, tenant_id, api_id, version, tags, state, visibility,"
					+ " subscription_availability, subscription_tenants, transports, row_version, created_at, updated_at)"
					+ " values (?, ?, ?, '1', '{}', 'CREATED', 'PUBLIC', 'CURRENT_TENANT', '{}', '{http}', 0, now(), now())")
				.params(version, tenant.value(), api)
				.update();
		}
		return version;
	}

	/** How many rows the default tenant has in each table that an API leaves rows in. */
	public Map<String, Long> rows() {
		return TenantContext.call(DefaultTenant.ID, () -> {
			Map<String, Long> rows = new TreeMap<>();
			TABLES.forEach(table -> rows.put(table,
					this.jdbc.sql("select count(*) from " + table).query(Long.class).single()));
			return rows;
		});
	}

	/** What the gateways know of an API version. */
	public Optional<SnapshotEntry.DeployedApi> deployed(String apiId) {
		return entry("api:" + apiId).map(SnapshotEntry.DeployedApi.class::cast);
	}

	/** What the gateways know under a key. */
	public Optional<SnapshotEntry> entry(String key) {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			return this.feed.changesSince(0, Duration.ZERO)
				.changes()
				.stream()
				.filter(change -> change.key().equals(key))
				.map(Change::entry)
				.filter(entry -> entry != null)
				.findFirst();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The revision of the change feed under a key, 0 where there is none. */
	public long feedRevision(String key) {
		return within(() -> this.jdbc.sql("select revision from feed_entry where entry_key = ?")
			.param(key)
			.query(Long.class)
			.optional()
			.orElse(0L));
	}

}
