package org.gatehouse.keymanager.site;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.application.Application;
import org.gatehouse.db.application.ApplicationRepository;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.RoleService;

import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The people, the API and the applications of "OAuth scopes": Tom is an employee, John an
 * employee and a manager; reading the news needs one of the two roles, writing them needs
 * the second.
 */
@Component
class News {

	static final String TOM = "tom";

	static final String JOHN = "john";

	private final AccountService accounts;

	private final RoleService roles;

	private final RoleRepository roleRows;

	private final UserAccountRepository users;

	private final ApplicationRepository applications;

	private final OAuthClientRepository clients;

	private final TierRepository tiers;

	private final ClientSecrets secrets;

	private final TransactionTemplate transactions;

	private final JdbcClient jdbc;

	private final Clock clock;

	private boolean told;

	News(AccountService accounts, RoleService roles, RoleRepository roleRows, UserAccountRepository users,
			ApplicationRepository applications, OAuthClientRepository clients, TierRepository tiers,
			ClientSecrets secrets, TransactionTemplate transactions, JdbcClient jdbc, Clock clock) {
		this.accounts = accounts;
		this.roles = roles;
		this.roleRows = roleRows;
		this.users = users;
		this.applications = applications;
		this.clients = clients;
		this.tiers = tiers;
		this.secrets = secrets;
		this.transactions = transactions;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * A client with its secret.
	 *
	 * @param key the client id
	 * @param secret the client secret
	 */
	record ClientKey(String key, String secret) {

	}

	/** Makes people and API once for a database. */
	synchronized void tell() {
		if (this.told) {
			return;
		}
		TenantContext.call(DefaultTenant.ID, () -> {
			this.roles.create("employee", Set.of());
			this.roles.create("manager", Set.of());
			this.accounts.create(TOM, "tom-password", AccountDetails.holding("employee", "Internal/subscriber"));
			this.accounts.create(JOHN, "john123", AccountDetails.holding("employee", "manager"));
			this.transactions.executeWithoutResult((_) -> api());
			return true;
		});
		this.told = true;
	}

	/**
	 * All tests come from one address; one test's wrong passwords are not to lock out the
	 * next one's users.
	 */
	void forgetFailures() {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			this.jdbc.sql("delete from wrong_password").update();
		}
	}

	private void api() {
		UUID api = UUID.randomUUID();
		UUID version = UUID.randomUUID();
		this.jdbc.sql("""
				insert into api (id, tenant_id, name, context, provider, created_at)
				values (?, current_setting('gatehouse.tenant')::uuid, 'orgnews', '/orgnews', 'admin', now())""")
			.param(api)
			.update();
		this.jdbc.sql("""
				insert into api_version (id, tenant_id, api_id, version, tags, state, visibility,
				    subscription_availability, subscription_tenants, transports, row_version, created_at, updated_at)
				values (?, current_setting('gatehouse.tenant')::uuid, ?, '1.0.0', '{}', 'PUBLISHED', 'PUBLIC',
				    'CURRENT_TENANT', '{}', '{https}', 0, now(), now())""").params(version, api).update();
		scope(api, "news_read", "employee", "manager");
		scope(api, "news_write", "manager");
		this.version = version;
	}

	private UUID version = new UUID(0, 0);

	private void scope(UUID api, String key, String... roleNames) {
		UUID scope = UUID.randomUUID();
		this.jdbc.sql("""
				insert into scope (id, tenant_id, api_id, scope_key, display_name, created_at, updated_at)
				values (?, current_setting('gatehouse.tenant')::uuid, ?, ?, ?, now(), now())""")
			.params(scope, api, key, key)
			.update();
		for (String role : roleNames) {
			this.jdbc.sql("insert into scope_role values (?, ?)")
				.params(scope, this.roleRows.findByNameIgnoreCase(role).orElseThrow().getId())
				.update();
		}
	}

	/** Makes an employee whom no other test knows. */
	String user(String password) {
		String name = "user-" + UUID.randomUUID();
		TenantContext.call(DefaultTenant.ID,
				() -> this.accounts.create(name, password, AccountDetails.holding("employee")));
		return name;
	}

	/** Changes what no request can change, such as how late it is. */
	void change(String sql, Object... parameters) {
		TenantContext.call(DefaultTenant.ID, () -> this.jdbc.sql(sql).params(parameters).update());
	}

	/**
	 * Makes an application that subscribes to the news, with a production key.
	 * @param owner the user who owns it
	 * @param format what its tokens look like
	 * @return the key
	 */
	ClientKey application(String owner, TokenFormat format) {
		return application(owner, format,
				(client) -> client.permit(List.of("client_credentials", "password", "refresh_token"), List.of()));
	}

	/**
	 * Makes such an application with other things to be said about its key.
	 * @param owner the user who owns it
	 * @param format what its tokens look like
	 * @param settings says what the key may do
	 * @return the key
	 */
	ClientKey application(String owner, TokenFormat format, Consumer<OAuthClient> settings) {
		String secret = ClientSecrets.newSecret();
		ConsumerKey key = ClientSecrets.newClientId();
		return TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute((_) -> {
			var tier = this.tiers.findByLevelAndName(TierLevel.APPLICATION, "Unlimited").orElseThrow();
			Application application = this.applications
				.saveAndFlush(new Application(this.users.findByUserNameIgnoreCase(owner).orElseThrow(), "reader " + key,
						tier, format, this.clock.instant()));
			this.jdbc
				.sql("""
						insert into subscription (id, tenant_id, application_id, api_version_id, tier_id, status, row_version,
						    created_at, updated_at)
						select ?, current_setting('gatehouse.tenant')::uuid, ?, ?, id, 'UNBLOCKED', 0, now(), now() from tier
						where level = 'SUBSCRIPTION' and name = 'Gold'""")
				.params(UUID.randomUUID(), application.getId(), this.version)
				.update();
			OAuthClient client = OAuthClient.ofApplication(application, KeyType.PRODUCTION, key, this.clock.instant());
			client.replaceSecrets(this.secrets.hash(secret), this.clock.instant());
			settings.accept(client);
			this.clients.saveAndFlush(client);
			return new ClientKey(key.value(), secret);
		}));
	}

}
