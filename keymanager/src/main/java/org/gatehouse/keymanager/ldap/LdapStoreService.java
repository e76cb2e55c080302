package org.gatehouse.keymanager.ldap;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.gatehouse.db.application.ApplicationRepository;
import org.gatehouse.db.identity.LdapReadings;
import org.gatehouse.db.identity.LdapStore;
import org.gatehouse.db.identity.LdapStoreRepository;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What administrators do about a tenant's directories.
 */
@Service
class LdapStoreService {

	private final LdapStoreRepository stores;

	private final LdapReadings readings;

	private final UserAccountRepository users;

	private final RoleRepository roles;

	private final ApplicationRepository applications;

	private final LdapStores open;

	private final LdapRows rows;

	private final LdapStoreCheck check;

	private final Clock clock;

	LdapStoreService(LdapStoreRepository stores, LdapReadings readings, UserAccountRepository users,
			RoleRepository roles, ApplicationRepository applications, LdapStores open, LdapRows rows,
			LdapStoreCheck check, Clock clock) {
		this.stores = stores;
		this.readings = readings;
		this.users = users;
		this.roles = roles;
		this.applications = applications;
		this.open = open;
		this.rows = rows;
		this.check = check;
		this.clock = clock;
	}

	/**
	 * Lists the directories.
	 * @return in their order
	 */
	@Transactional(readOnly = true)
	public List<LdapStoreView> list() {
		return this.stores.findAllByOrderByRankAscDomainAsc().stream().map(this::view).toList();
	}

	/**
	 * Shows a directory.
	 * @param id which
	 * @return the directory
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public LdapStoreView get(UUID id) {
		return view(store(id));
	}

	/**
	 * Adds a directory.
	 * @param body what was written
	 * @return the directory
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the domain is taken
	 */
	@Transactional
	public LdapStoreView add(LdapStoreBody body) {
		BadRequest.Collector problems = BadRequest.collect();
		String domain = this.check.domain(body, problems);
		LdapSettings settings = this.check.settings(body, problems);
		String password = blankToNull(body.bindPassword());
		checkPassword(settings, password, problems);
		problems.throwIfAny();
		if (this.stores.findByDomain(domain).isPresent()) {
			throw new Conflict("domain", "domain: '" + domain + "' is taken (expected: a domain that no store has)");
		}
		Instant now = this.clock.instant();
		UUID id = UUID.randomUUID();
		LdapStore made = new LdapStore(id, domain, now);
		made.set(body.rankOr((int) this.stores.count() + 1), this.open.written(settings), sealed(id, password), now);
		made.enable(body.isEnabled(), now);
		return view(this.stores.saveAndFlush(made));
	}

	/**
	 * Changes a directory. When it is switched off, all sign-ins and tokens of its users
	 * end.
	 * @param id which
	 * @param ifMatch the version that the change was made on, null for any
	 * @param body what was written; no password leaves it as it is
	 * @return the directory
	 * @throws NotFound if there is none
	 * @throws BadRequest naming every wrong field
	 */
	@Transactional
	public LdapStoreView change(UUID id, @Nullable String ifMatch, LdapStoreBody body) {
		LdapStore store = store(id);
		EntityTag.check(ifMatch, store.rowVersion());
		BadRequest.Collector problems = BadRequest.collect();
		String domain = blankToNull(body.domain());
		problems.require(domain == null || store.domain().equalsIgnoreCase(domain.strip()), "domain", domain,
				store.domain() + ", for its users' names begin with it");
		LdapSettings settings = this.check.settings(body, problems);
		String typed = blankToNull(body.bindPassword());
		byte[] sealed = sealed(id, typed);
		LdapSettings before = this.open.settings(store);
		if (typed == null && settings.bindDn() != null && store.sealedBindPassword() != null) {
			// What was typed for one host is not sent to another.
			problems.require(isSameServer(settings, before), "bindPassword", null,
					"the password once more, for the directory is at another place now");
			sealed = store.sealedBindPassword();
		}
		else {
			checkPassword(settings, typed, problems);
		}
		problems.throwIfAny();
		Instant now = this.clock.instant();
		store.set(body.rankOr(store.rank()), this.open.written(settings), sealed, now);
		switchTo(store, body.isEnabled(), now);
		return view(this.stores.saveAndFlush(store));
	}

	private static boolean isSameServer(LdapSettings one, LdapSettings other) {
		return one.host().equalsIgnoreCase(other.host()) && one.port() == other.port()
				&& one.isLdaps() == other.isLdaps() && one.startTls() == other.startTls()
				&& Objects.equals(one.trustedCertificates(), other.trustedCertificates());
	}

	/**
	 * Switches a directory on or off.
	 * @param id which
	 * @param enabled whether its users may sign in
	 * @return the directory
	 * @throws NotFound if there is none
	 */
	@Transactional
	public LdapStoreView enable(UUID id, boolean enabled) {
		LdapStore store = store(id);
		switchTo(store, enabled, this.clock.instant());
		return view(this.stores.saveAndFlush(store));
	}

	private void switchTo(LdapStore store, boolean enabled, Instant now) {
		if (store.isEnabled() && !enabled) {
			this.rows.endAll(store.getId());
		}
		store.enable(enabled, now);
	}

	/**
	 * Removes a directory with all that is known of its users. In the directory itself,
	 * nothing changes.
	 * @param id which
	 * @throws NotFound if there is none
	 * @throws Conflict if its users own applications
	 */
	@Transactional
	public void remove(UUID id) {
		LdapStore store = store(id);
		long owned = this.applications.countByOwnerStoreId(id);
		if (owned > 0) {
			throw new Conflict("users of " + store.domain() + " own " + owned
					+ " application(s) (expected: none; delete them first, or switch the store off)");
		}
		this.rows.endAll(id);
		this.users.deleteByStore(id);
		this.stores.deleteById(id);
		this.stores.flush();
		this.open.close(id);
	}

	/**
	 * Tries out what was written.
	 * @param id the directory whose password is taken where none was written, null for
	 * none
	 * @param body what was written
	 * @return what came of each step
	 * @throws BadRequest naming every wrong field
	 */
	List<LdapProbe.Step> probe(@Nullable UUID id, LdapStoreBody body) {
		BadRequest.Collector problems = BadRequest.collect();
		LdapSettings settings = this.check.settings(body, problems);
		String typed = blankToNull(body.bindPassword());
		String password = typed;
		boolean stored = false;
		if (id != null) {
			LdapStore store = store(id);
			LdapSettings before = this.open.settings(store);
			stored = typed == null && isSameServer(settings, before)
					&& Objects.equals(settings.bindDn(), before.bindDn());
			if (typed == null && settings.bindDn() != null) {
				password = this.open.password(store);
				problems.require(password == null || isSameServer(settings, before), "bindPassword", null,
						"the password once more, for the directory is at another place now");
			}
		}
		checkPassword(settings, password, problems);
		problems.throwIfAny();
		List<LdapProbe.Step> steps = LdapProbe.of(settings, password);
		if (id != null && stored) {
			note(id, steps);
		}
		return steps;
	}

	/** That a directory was out of reach is over once it answers as it is stored. */
	private void note(UUID id, List<LdapProbe.Step> steps) {
		if (steps.stream().allMatch(LdapProbe.Step::ok)) {
			this.readings.answered(id);
		}
	}

	/**
	 * Tries out what is stored.
	 * @param id the directory
	 * @return what came of each step
	 * @throws NotFound if there is none
	 */
	List<LdapProbe.Step> probe(UUID id) {
		LdapStore store = store(id);
		List<LdapProbe.Step> steps = LdapProbe.of(this.open.settings(store), this.open.password(store));
		note(id, steps);
		return steps;
	}

	private static void checkPassword(LdapSettings settings, @Nullable String password, BadRequest.Collector problems) {
		problems.require((settings.bindDn() == null) || password != null, "bindPassword", null,
				"the password of the account, for without one it would be nobody");
	}

	private byte @Nullable [] sealed(UUID id, @Nullable String password) {
		return (password != null) ? this.open.sealed(id, password) : null;
	}

	private static @Nullable String blankToNull(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text;
	}

	private LdapStore store(UUID id) {
		return this.stores.findById(id).orElseThrow(() -> NotFound.of("user store", id));
	}

	private LdapStoreView view(LdapStore store) {
		LdapSettings settings = this.open.settings(store);
		LdapReadings.Reading reading = this.readings.of(store.getId())
			.orElseGet(() -> new LdapReadings.Reading(null, null, null));
		return new LdapStoreView(store.getId(), body(store, settings), store.sealedBindPassword() != null,
				settings.isOpenToOthers(), this.users.countByStoreId(store.getId()), reading.at(), reading.problem(),
				reading.problemAt(), store.rowVersion());
	}

	private LdapStoreBody body(LdapStore store, LdapSettings settings) {
		LdapSettings.Users users = settings.users();
		LdapSettings.Groups groups = settings.groups();
		LdapSettings.Limits limits = settings.limits();
		return new LdapStoreBody(store.domain(), store.rank(), store.isEnabled(), settings.url(), settings.startTls(),
				settings.trustedCertificates(), settings.bindDn(), null, settings.writable(), settings.check().name(),
				settings.passwordAttribute(), users.base(), users.filter(), users.name(), users.id(), users.email(),
				users.givenName(), users.familyName(), users.objectClasses(), groups.base(), groups.filter(),
				groups.name(), groups.member(), groups.byName(), groupRoles(settings), limits.connectMillis(),
				limits.readMillis(), limits.connections(), limits.readEveryMinutes());
	}

	private List<LdapStoreBody.GroupRoles> groupRoles(LdapSettings settings) {
		return settings.groupRoles()
			.stream()
			.map((mapping) -> new LdapStoreBody.GroupRoles(mapping.group(),
					this.roles.findAllById(mapping.roleIds()).stream().map(Role::name).sorted().toList()))
			.toList();
	}

}
