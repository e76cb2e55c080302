package org.gatehouse.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.identity.Permission;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.api.Api;
import org.gatehouse.db.api.ApiRepository;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.db.api.Operation;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.scope.Scope;
import org.gatehouse.db.scope.ScopeRepository;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts what the store's tests need into the database. Names are new with each call, so
 * that tests of one context do not meet.
 */
public class StoreFixture {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private final ApiRepository apis;

	private final ApiVersionRepository versions;

	private final UserAccountRepository users;

	private final RoleRepository roles;

	private final TierRepository tiers;

	private final ScopeRepository scopes;

	private final TransactionTemplate transactions;

	private final JdbcClient jdbc;

	StoreFixture(ApiRepository apis, ApiVersionRepository versions, UserAccountRepository users, RoleRepository roles,
			TierRepository tiers, ScopeRepository scopes, TransactionTemplate transactions, JdbcClient jdbc) {
		this.apis = apis;
		this.versions = versions;
		this.users = users;
		this.roles = roles;
		this.tiers = tiers;
		this.scopes = scopes;
		this.transactions = transactions;
		this.jdbc = jdbc;
	}

	/**
	 * Makes a user with roles.
	 * @param roleNames made where they are missing
	 * @return the user's name, which is a bearer token too
	 */
	public String user(String... roleNames) {
		return inTransaction(() -> {
			UserAccount user = new UserAccount(name("user"), "{noop}x", NOW);
			Arrays.stream(roleNames).forEach(name -> user.roles().add(role(name)));
			return this.users.save(user).userName();
		});
	}

	/**
	 * Makes a user who may subscribe.
	 * @return the user's name, which is a bearer token too
	 */
	public String subscriber() {
		return user(Permission.SUBSCRIBER_ROLE);
	}

	/**
	 * The user as the portals know it.
	 * @param name the user's name
	 * @return the signed-in user with all roles
	 */
	public SignedInUser signedIn(String name) {
		return inTransaction(() -> SignedInUser.of(name, DefaultTenant.DOMAIN,
				this.users.findByUserNameIgnoreCase(name).orElseThrow().roleNames()));
	}

	/**
	 * Publishes an API on Gold and Unlimited, with GET /news and POST /news/{id}.
	 * @param change changes it before it is saved
	 * @return the API version
	 */
	public ApiVersion publish(Consumer<ApiVersion> change) {
		return inTransaction(() -> {
			String name = name("orgnews");
			Api api = this.apis.save(new Api(name, "/" + name, "provider", NOW));
			ApiVersion version = new ApiVersion(api, "1.0.0", NOW);
			version.moveTo(LifecycleState.PUBLISHED, NOW);
			version.route("http://backend.invalid/secret", null, NOW);
			version.offerOn(List.of(tier(TierLevel.SUBSCRIPTION, "Gold"), tier(TierLevel.SUBSCRIPTION, "Unlimited")),
					NOW);
			version.operations().add(operation(version, HttpVerb.GET, "/news"));
			version.operations().add(operation(version, HttpVerb.POST, "/news/{id}"));
			change.accept(version);
			return this.versions.save(version);
		});
	}

	/**
	 * Changes a stored API version.
	 * @param id the API version
	 * @param change changes it
	 */
	public void change(UUID id, Consumer<ApiVersion> change) {
		inTransaction(() -> {
			ApiVersion version = this.versions.findWithOperations(id).orElseThrow();
			change.accept(version);
			return version;
		});
	}

	/**
	 * Has an API's first operation ask for a new scope.
	 * @param id the API version
	 * @param roleNames what the scope is bound to
	 * @return the scope's key
	 */
	public String scope(UUID id, String... roleNames) {
		return inTransaction(() -> {
			ApiVersion version = this.versions.findWithOperations(id).orElseThrow();
			Scope scope = new Scope(name("scope"), "Read", version.api().getId(), NOW);
			scope.change("Read", null, Arrays.stream(roleNames).map(this::role).toList(), NOW);
			this.scopes.save(scope);
			version.operations().getFirst().secure(AuthType.ANY, Set.of(scope));
			return scope.scopeKey();
		});
	}

	/**
	 * Changes who may use a tier.
	 * @param name a subscription tier
	 * @param type what the roles get, null for everybody
	 * @param roleNames the roles
	 */
	public void permit(String name, Tier.@Nullable PermissionType type, String... roleNames) {
		inTransaction(() -> {
			Tier tier = tier(TierLevel.SUBSCRIPTION, name);
			tier.permit(type, Set.copyOf(Arrays.stream(roleNames).map(this::role).toList()), NOW);
			return tier;
		});
	}

	/**
	 * A role, made where it is missing. To be called within a transaction.
	 * @param name its name
	 * @return the role
	 */
	public Role role(String name) {
		return this.roles.findByNameIgnoreCase(name).orElseGet(() -> this.roles.save(new Role(name, NOW)));
	}

	/**
	 * What the change feed holds of a thing.
	 * @param key the entry's key
	 * @return its JSON, null where there is none or a tombstone
	 */
	public @Nullable String feed(String key) {
		return inTransaction(
				() -> this.jdbc.sql("select entry::text from feed_entry where entry_key = :key and entry is not null")
					.param("key", key)
					.query(String.class)
					.optional())
			.orElse(null);
	}

	/**
	 * Counts the places in the database where a text stands in clear.
	 * @param text the text
	 * @return rows of the tables that could have it
	 */
	public long rowsWith(String text) {
		return inTransaction(() -> this.jdbc.sql("""
				select (select count(*) from oauth_client t where t::text like :text)
				     + (select count(*) from oauth_authorization t where t::text like :text)
				     + (select count(*) from feed_entry t where t::text like :text)
				     + (select count(*) from application t where t::text like :text)
				""").param("text", "%" + text + "%").query(Long.class).single());
	}

	/**
	 * Does something on behalf of the default tenant.
	 * @param action what is done
	 * @param <T> what comes of it
	 * @return what the action returned
	 */
	public <T> T inTransaction(Supplier<T> action) {
		return TenantContext.call(DefaultTenant.ID,
				() -> Objects.requireNonNull(this.transactions.execute(_ -> action.get())));
	}

	/**
	 * A name that nothing has yet.
	 * @param prefix what it begins with
	 * @return the name
	 */
	public static String name(String prefix) {
		return prefix + UUID.randomUUID().toString().replace("-", "").substring(0, 12).toLowerCase(Locale.ROOT);
	}

	private Operation operation(ApiVersion version, HttpVerb verb, String pattern) {
		return new Operation(version, version.operations().size(), verb, new UrlPattern(pattern),
				tier(TierLevel.RESOURCE, Tier.UNLIMITED));
	}

	private Tier tier(TierLevel level, String name) {
		return this.tiers.findByLevelAndName(level, name).orElseThrow();
	}

}
