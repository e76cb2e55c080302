package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.db.application.ApplicationRepository;
import org.gatehouse.db.identity.MappedRoles;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.paging.OffsetPage;
import org.gatehouse.keymanager.revocation.Revocations;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.Unavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The users of a tenant. Pages, SCIM and self sign-up all come here.
 */
@Service
public class AccountService {

	/** No white space, and none of the characters that separate names elsewhere. */
	private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}:/\\\\,;<>\"]{1,100}");

	private final UserAccountRepository users;

	private final RoleRepository roles;

	private final ApplicationRepository applications;

	private final Revocations revocations;

	private final UserStores stores;

	private final MappedRoles mapped;

	private final InitialPasswords initial;

	private final Clock clock;

	AccountService(UserAccountRepository users, RoleRepository roles, ApplicationRepository applications,
			Revocations revocations, UserStores stores, MappedRoles mapped, InitialPasswords initial, Clock clock) {
		this.users = users;
		this.roles = roles;
		this.applications = applications;
		this.revocations = revocations;
		this.stores = stores;
		this.mapped = mapped;
		this.initial = initial;
		this.clock = clock;
	}

	/**
	 * Makes a user, in the store that the name says.
	 * @param name the name to sign in with, unique ignoring case; {@code DOMAIN/name} for
	 * a user of a directory
	 * @param password the password in clear
	 * @param details what else is known; no roles where null
	 * @return the user
	 * @throws BadRequest if a value is out of its range, or a role unknown
	 * @throws Conflict if the name is taken, or the store is not to be written to
	 * @throws Unavailable if the store does not answer
	 */
	@Transactional
	public Account create(String name, String password, AccountDetails details) {
		BadRequest.Collector problems = BadRequest.collect();
		StoreName typed = StoreName.of(name);
		problems.require(isName(typed.local()), "userName", name,
				"1 to 100 characters, no spaces and none of : / \\ , ; < > \"");
		Optional<UserStore> store = this.stores.named((typed.domain() != null) ? typed.domain() : UserStore.PRIMARY);
		problems.require(store.isPresent(), "userName", name, "a domain of a user store that is switched on");
		Passwords.check(problems, password);
		details.check(problems);
		Set<Role> held = roles((details.roles() != null) ? details.roles() : Set.of(), problems);
		problems.throwIfAny();
		String whole = StoreName.of(store.orElseThrow().domain(), typed.local());
		if (this.users.findIdByName(key(whole)).isPresent()) {
			throw new Conflict("userName", "userName: '" + name + "' is taken (expected: a name that no user has)");
		}
		Instant now = now();
		UserAccount user = store.orElseThrow().add(typed.local(), password, details, now);
		user.describe(details.email(), details.givenName(), details.familyName(), now);
		user.enable(details.enabled(), now);
		user.roles().addAll(held);
		held.forEach((role) -> role.touch(now));
		user.requirePasswordChange(this.initial.mustBeChanged());
		return Account.of(this.users.saveAndFlush(user));
	}

	/**
	 * Tells a name from something that can be none.
	 * @param local the name within its store
	 * @return true if it can be a user's name
	 */
	public static boolean isName(String local) {
		return NAME.matcher(local).matches();
	}

	/**
	 * Reads a user.
	 * @param id the user
	 * @return the user
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public Account get(UUID id) {
		return Account.of(user(id));
	}

	/**
	 * Reads a user whom nobody else changes until the transaction ends.
	 * @param id the user
	 * @return the user
	 * @throws NotFound if there is none
	 */
	@Transactional
	public Account lock(UUID id) {
		return Account.of(this.users.lockById(id).orElseThrow(() -> NotFound.of("user", id)));
	}

	/**
	 * Looks a user up.
	 * @param name the user's name, in any case
	 * @return the user, empty where there is none
	 */
	@Transactional(readOnly = true)
	public Optional<Account> findByName(String name) {
		return this.users.findByUserNameIgnoreCase(name).map(Account::of);
	}

	/**
	 * Lists users in the order of their names.
	 * @param part of a name; blank for all
	 * @param page which part of the list
	 * @return the users
	 */
	@Transactional(readOnly = true)
	public Page<Account> list(String part, PageRequest page) {
		var found = this.users.search(LikePattern.containing(part),
				new OffsetPage(page.offset(), page.limit(), Sort.unsorted()));
		return Page.of(withRoles(found.getContent()), page, found.getTotalElements());
	}

	/**
	 * Finds users.
	 * @param which the users to find
	 * @param page which part of the list, in which order
	 * @return the users
	 */
	@Transactional(readOnly = true)
	public org.springframework.data.domain.Page<Account> find(Specification<UserAccount> which, Pageable page) {
		var found = this.users.findAll(which, page);
		return new PageImpl<>(withRoles(found.getContent()), page, found.getTotalElements());
	}

	/**
	 * Counts users.
	 * @param which the users to count
	 * @return how many there are
	 */
	@Transactional(readOnly = true)
	public long count(Specification<UserAccount> which) {
		return this.users.count(which);
	}

	private List<Account> withRoles(List<UserAccount> found) {
		Map<UUID, UserAccount> read = new HashMap<>();
		if (!found.isEmpty()) {
			List<UUID> ids = found.stream().map(UserAccount::getId).toList();
			this.users.findWithRoles(ids).forEach((user) -> read.put(user.getId(), user));
		}
		return found.stream().map((user) -> Account.of(read.getOrDefault(user.getId(), user))).toList();
	}

	/**
	 * Changes a user. A user who may no longer sign in loses all tokens.
	 * @param id the user
	 * @param details how the user is to be
	 * @return the user as changed
	 * @throws NotFound if there is none
	 * @throws BadRequest if a value is out of its range, or a role unknown
	 * @throws Conflict if nobody could administer afterwards
	 */
	@Transactional
	public Account update(UUID id, AccountDetails details) {
		UserAccount user = user(id);
		BadRequest.Collector problems = BadRequest.collect();
		details.check(problems);
		Set<Role> held = new LinkedHashSet<>(
				(details.roles() != null) ? roles(details.roles(), problems) : user.roles());
		problems.throwIfAny();
		held.addAll(mappedTo(user));
		boolean administers = details.enabled() && held.stream().anyMatch(AccountService::isAdmin);
		if (!administers) {
			keepAnAdministrator(user);
		}
		if (held.equals(Set.copyOf(user.roles()))
				&& details.equals(Account.of(user).details().withRoles(details.roles()))) {
			return Account.of(user);
		}
		Instant now = now();
		boolean described = Account.of(user).describes(details);
		user.describe(details.email(), details.givenName(), details.familyName(), now);
		giveRoles(user, Set.copyOf(held), now);
		boolean locked = user.isEnabled() && !details.enabled();
		user.enable(details.enabled(), now);
		this.users.saveAndFlush(user);
		if (!described) {
			this.stores.of(user).describe(user, details);
		}
		if (locked) {
			this.revocations.ofUser(user.userName(), id);
		}
		return Account.of(user);
	}

	/**
	 * Sets a password. The user's tokens end, since whoever knew the old one may have got
	 * them.
	 * @param id the user
	 * @param password the new password in clear
	 * @throws NotFound if there is none
	 * @throws BadRequest if it is too short or too long
	 */
	@Transactional
	public void setPassword(UUID id, String password) {
		UserAccount user = user(id);
		BadRequest.Collector problems = BadRequest.collect();
		Passwords.check(problems, password);
		problems.throwIfAny();
		this.stores.of(user).setPassword(user, password, now());
		user.requirePasswordChange(this.initial.mustBeChanged());
		this.users.saveAndFlush(user);
		this.revocations.ofUser(user.userName(), id);
	}

	/**
	 * Notes the name that a system which provisions goes by.
	 * @param id the user
	 * @param externalId the name, null for none
	 * @return the user as changed
	 * @throws NotFound if there is none
	 * @throws BadRequest if the name is too long
	 */
	@Transactional
	public Account identify(UUID id, @Nullable String externalId) {
		UserAccount user = user(id);
		String name = ExternalIds.checked(externalId);
		if (!Objects.equals(user.externalId(), name)) {
			user.identify(name, now());
			this.users.saveAndFlush(user);
		}
		return Account.of(user);
	}

	/**
	 * Deletes a user with all tokens and self-registered clients.
	 * @param id the user
	 * @throws NotFound if there is none
	 * @throws Conflict if the user owns applications, or nobody could administer
	 * afterwards
	 */
	@Transactional
	public void delete(UUID id) {
		UserAccount user = user(id);
		keepAnAdministrator(user);
		long owned = this.applications.countByOwnerId(id);
		if (owned > 0) {
			throw new Conflict("'" + user.userName() + "' owns " + owned
					+ " application(s) (expected: none; delete them first, or disable the user)");
		}
		this.revocations.ofUser(user.userName(), id);
		giveRoles(user, Set.of(), now());
		this.users.delete(user);
		this.users.flush();
		if (!user.isAbsent()) {
			this.stores.of(user).remove(user);
		}
	}

	/** What comes of a group of the user's directory is not taken away here. */
	private Set<Role> mappedTo(UserAccount user) {
		Set<UUID> ids = (user.storeId() != null) ? this.mapped.of(user.getId()) : Set.of();
		return user.roles()
			.stream()
			.filter((role) -> ids.contains(role.getId()))
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Tells what a directory has to do with a user.
	 * @param id the user
	 * @return the roles that come of groups, and whether the user can be changed here
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public Provenance provenance(UUID id) {
		UserAccount user = user(id);
		return new Provenance(StoreName.of(user.userName()).domain(), this.stores.isWritable(user), user.isAbsent(),
				mappedTo(user).stream().map(Role::name).sorted().toList());
	}

	/** A role counts as changed when someone gets or loses it. */
	private static void giveRoles(UserAccount user, Set<Role> held, Instant now) {
		Set<Role> lost = new HashSet<>(user.roles());
		lost.removeAll(held);
		lost.forEach((role) -> role.touch(now));
		held.stream().filter((role) -> !user.roles().contains(role)).forEach((role) -> role.touch(now));
		user.roles().removeAll(lost);
		user.roles().addAll(held);
	}

	/**
	 * As precise as the database keeps it: what is answered now is what is read later.
	 */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private void keepAnAdministrator(UserAccount user) {
		boolean administers = user.isEnabled() && user.storeId() == null
				&& user.roles().stream().anyMatch(AccountService::isAdmin);
		if (!administers) {
			return;
		}
		UUID admin = this.roles.findByNameIgnoreCase(Permission.ADMIN_ROLE).orElseThrow().getId();
		if (this.users.countEnabledMembers(admin) <= 1) {
			throw new Conflict("roles", "'" + user.userName()
					+ "' is the last one with the role admin (expected: another user who may sign in has it)");
		}
	}

	private static boolean isAdmin(Role role) {
		return role.name().equalsIgnoreCase(Permission.ADMIN_ROLE);
	}

	private UserAccount user(UUID id) {
		return this.users.findById(id).orElseThrow(() -> NotFound.of("user", id));
	}

	private Set<Role> roles(Collection<String> names, BadRequest.Collector problems) {
		Set<String> wanted = new LinkedHashSet<>(names);
		wanted.removeIf((name) -> name.equalsIgnoreCase(Permission.EVERYONE_ROLE));
		if (wanted.isEmpty()) {
			return Set.of();
		}
		Map<String, Role> found = new HashMap<>();
		List<String> keys = wanted.stream().map(AccountService::key).toList();
		this.roles.findByLowerCaseNames(keys).forEach((role) -> found.put(key(role.name()), role));
		Set<Role> held = new LinkedHashSet<>();
		for (String name : wanted) {
			@Nullable Role role = found.get(key(name));
			if (role != null) {
				held.add(role);
			}
			else {
				problems.reject("roles", name, "the name of a role");
			}
		}
		return held;
	}

	private static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

}
