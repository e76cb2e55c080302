package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.db.identity.MappedRoles;
import org.gatehouse.db.identity.Membership;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.RoleUses;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.paging.OffsetPage;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The roles of a tenant and who holds them.
 */
@Service
public class RoleService {

	private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl},;\\\\<>\"]{1,255}");

	private static final int USES_SHOWN = 5;

	private static final int UNKNOWN_SHOWN = 10;

	private final RoleRepository roles;

	private final UserAccountRepository users;

	private final RoleUses uses;

	private final MappedRoles mapped;

	private final Clock clock;

	RoleService(RoleRepository roles, UserAccountRepository users, RoleUses uses, MappedRoles mapped, Clock clock) {
		this.roles = roles;
		this.users = users;
		this.uses = uses;
		this.mapped = mapped;
		this.clock = clock;
	}

	static boolean isBuiltIn(String name) {
		return name.equalsIgnoreCase(Permission.ADMIN_ROLE) || name.equalsIgnoreCase(Permission.EVERYONE_ROLE)
				|| name.equalsIgnoreCase(Permission.CREATOR_ROLE) || name.equalsIgnoreCase(Permission.PUBLISHER_ROLE)
				|| name.equalsIgnoreCase(Permission.SUBSCRIBER_ROLE);
	}

	/**
	 * Makes a role.
	 * @param name its name, unique ignoring case
	 * @param memberIds who holds it
	 * @return the role
	 * @throws BadRequest if the name is out of its range or a member unknown
	 * @throws Conflict if the name is taken
	 */
	@Transactional
	public RoleView create(String name, Collection<UUID> memberIds) {
		checkName(name);
		requireUsers(memberIds);
		Role role = this.roles.saveAndFlush(new Role(name, now()));
		if (!memberIds.isEmpty()) {
			this.roles.addMembers(role.getId(), memberIds);
		}
		return RoleView.of(role);
	}

	/**
	 * Reads a role.
	 * @param id the role
	 * @return the role
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public RoleView get(UUID id) {
		return RoleView.of(role(id));
	}

	/**
	 * Reads a role that nobody else changes until the transaction ends.
	 * @param id the role
	 * @return the role
	 * @throws NotFound if there is none
	 */
	@Transactional
	public RoleView lock(UUID id) {
		return RoleView.of(this.roles.lockById(id).orElseThrow(() -> NotFound.of("role", id)));
	}

	/**
	 * Looks a role up.
	 * @param name its name, in any case
	 * @return the role, empty where there is none
	 */
	@Transactional(readOnly = true)
	public Optional<RoleView> findByName(String name) {
		return this.roles.findByNameIgnoreCase(name).map(RoleView::of);
	}

	/**
	 * Lists roles in the order of their names.
	 * @param part of a name; blank for all
	 * @param page which part of the list
	 * @return the roles
	 */
	@Transactional(readOnly = true)
	public Page<RoleView> list(String part, PageRequest page) {
		var found = this.roles.search(LikePattern.containing(part),
				new OffsetPage(page.offset(), page.limit(), Sort.unsorted()));
		return Page.of(found.stream().map(RoleView::of).toList(), page, found.getTotalElements());
	}

	/**
	 * Finds roles.
	 * @param which the roles to find
	 * @param page which part of the list, in which order
	 * @return the roles
	 */
	@Transactional(readOnly = true)
	public org.springframework.data.domain.Page<RoleView> find(Specification<Role> which, Pageable page) {
		return this.roles.findAll(which, page).map(RoleView::of);
	}

	/**
	 * Counts roles.
	 * @param which the roles to count
	 * @return how many there are
	 */
	@Transactional(readOnly = true)
	public long count(Specification<Role> which) {
		return this.roles.count(which);
	}

	/**
	 * Lists who holds some roles.
	 * @param ids the roles
	 * @param limit how many members at most, of all these roles together
	 * @return the members by role in the order of their names, empty where there are more
	 */
	@Transactional(readOnly = true)
	public Optional<Map<UUID, List<RoleMember>>> members(Collection<UUID> ids, int limit) {
		if (ids.isEmpty()) {
			return Optional.of(Map.of());
		}
		List<Membership> found = this.users.findMemberships(ids, Limit.of(limit + 1));
		if (found.size() > limit) {
			return Optional.empty();
		}
		Map<UUID, List<RoleMember>> members = new HashMap<>();
		ids.forEach((id) -> members.put(id, new ArrayList<>()));
		found.forEach((one) -> members.computeIfAbsent(one.roleId(), (_) -> new ArrayList<>())
			.add(new RoleMember(one.userId(), one.userName())));
		return Optional.of(members);
	}

	/**
	 * Finds users, whether or not they hold a role.
	 * @param which the users to find
	 * @param limit how many at most
	 * @return their identifiers
	 */
	@Transactional(readOnly = true)
	public Set<UUID> findUsers(Specification<UserAccount> which, int limit) {
		Set<UUID> ids = new LinkedHashSet<>();
		this.users.<UserAccount, List<UserAccount>>findBy(which, (query) -> query.limit(limit).all())
			.forEach((user) -> ids.add(user.getId()));
		return ids;
	}

	/**
	 * Lists all roles.
	 * @return in the order of their names
	 */
	@Transactional(readOnly = true)
	public List<RoleView> all() {
		return this.roles.findAllByOrderByName().stream().map(RoleView::of).toList();
	}

	/**
	 * Lists who holds a role.
	 * @param id the role
	 * @return in the order of their names
	 * @throws NotFound if there is no such role
	 */
	@Transactional(readOnly = true)
	public List<RoleMember> members(UUID id) {
		role(id);
		return this.users.findMembers(id)
			.stream()
			.map((user) -> new RoleMember(user.getId(), user.userName()))
			.toList();
	}

	/**
	 * Says where a role is named.
	 * @param id the role
	 * @return scopes, APIs and tiers, at most five
	 */
	@Transactional(readOnly = true)
	public List<String> uses(UUID id) {
		return this.uses.of(id, USES_SHOWN);
	}

	/**
	 * Renames a role. Scopes, APIs and tiers that name it go on doing so.
	 * @param id the role
	 * @param name the new name
	 * @return the role as changed
	 * @throws NotFound if there is none
	 * @throws BadRequest if the name is out of its range
	 * @throws Conflict if the name is taken, or the role is one of the platform's own
	 */
	@Transactional
	public RoleView rename(UUID id, String name) {
		Role role = role(id);
		if (!role.name().equals(name)) {
			refuseBuiltIn(role);
			if (!role.name().equalsIgnoreCase(name)) {
				checkName(name);
			}
			role.rename(name, now());
			this.roles.saveAndFlush(role);
		}
		return RoleView.of(role);
	}

	/**
	 * Notes the name that a system which provisions goes by.
	 * @param id the role
	 * @param externalId the name, null for none
	 * @return the role as changed
	 * @throws NotFound if there is none
	 * @throws BadRequest if the name is too long
	 */
	@Transactional
	public RoleView identify(UUID id, @Nullable String externalId) {
		Role role = role(id);
		String name = ExternalIds.checked(externalId);
		if (!Objects.equals(role.externalId(), name)) {
			role.identify(name, now());
			this.roles.saveAndFlush(role);
		}
		return RoleView.of(role);
	}

	/**
	 * Changes who holds a role.
	 * @param id the role
	 * @param added users who get it
	 * @param removed users who lose it
	 * @throws NotFound if there is no such role
	 * @throws BadRequest if a user who is to get it is unknown
	 * @throws Conflict if nobody could administer afterwards
	 */
	@Transactional
	public void changeMembers(UUID id, Collection<UUID> added, Collection<UUID> removed) {
		Role role = this.roles.lockById(id).orElseThrow(() -> NotFound.of("role", id));
		requireUsers(added);
		refuseMapped(role, removed.isEmpty() ? List.of() : this.mapped.holders(id, removed));
		int changed = removed.isEmpty() ? 0 : this.roles.removeMembers(id, removed);
		changed += added.isEmpty() ? 0 : this.roles.addMembers(id, added);
		membersChanged(role, changed);
	}

	/**
	 * Replaces who holds a role.
	 * @param id the role
	 * @param memberIds exactly these
	 * @throws NotFound if there is no such role
	 * @throws BadRequest if a user is unknown
	 * @throws Conflict if nobody could administer afterwards
	 */
	@Transactional
	public void replaceMembers(UUID id, Collection<UUID> memberIds) {
		Role role = this.roles.lockById(id).orElseThrow(() -> NotFound.of("role", id));
		requireUsers(memberIds);
		refuseMapped(role, this.mapped.holdersExcept(id, memberIds));
		int changed = memberIds.isEmpty() ? this.roles.removeMembers(id)
				: this.roles.removeMembersExcept(id, memberIds);
		changed += memberIds.isEmpty() ? 0 : this.roles.addMembers(id, memberIds);
		membersChanged(role, changed);
	}

	private static void refuseMapped(Role role, List<String> holders) {
		if (!holders.isEmpty()) {
			throw new Conflict("members", "'" + holders.getFirst() + "' holds the role " + role.name()
					+ " because of a group of the user's directory (expected: the directory takes it away)");
		}
	}

	private void membersChanged(Role role, int changed) {
		if (changed > 0) {
			this.roles.touch(role.getId(), now());
		}
		if (role.name().equalsIgnoreCase(Permission.ADMIN_ROLE) && this.users.countEnabledMembers(role.getId()) == 0) {
			throw new Conflict("members",
					"nobody would be left with the role admin (expected: a user who may sign in has it)");
		}
	}

	/**
	 * Deletes a role.
	 * @param id the role
	 * @throws NotFound if there is none
	 * @throws Conflict if a scope, an API or a tier names it, or it is one of the
	 * platform's own
	 */
	@Transactional
	public void delete(UUID id) {
		Role role = role(id);
		refuseBuiltIn(role);
		List<String> places = this.uses.of(id, USES_SHOWN);
		if (!places.isEmpty()) {
			throw new Conflict("role '" + role.name() + "' is in use: " + String.join(", ", places)
					+ " (expected: nothing names it)");
		}
		this.roles.removeMembers(id);
		this.roles.deleteById(id);
		this.roles.flush();
	}

	private static void refuseBuiltIn(Role role) {
		if (isBuiltIn(role.name())) {
			throw new Conflict("role '" + role.name() + "' is one that the platform goes by (expected: another)");
		}
	}

	private void checkName(String name) {
		if (!NAME.matcher(name).matches()) {
			throw new BadRequest("displayName", name, "1 to 255 characters, no spaces and none of , ; \\ < > \"");
		}
		if (this.roles.findByNameIgnoreCase(name).isPresent()) {
			throw new Conflict("displayName",
					"displayName: '" + name + "' is taken (expected: a name that no role has)");
		}
	}

	private Role role(UUID id) {
		return this.roles.findById(id).orElseThrow(() -> NotFound.of("role", id));
	}

	private void requireUsers(Collection<UUID> ids) {
		if (ids.isEmpty()) {
			return;
		}
		Set<UUID> present = this.users.findPresentIds(ids);
		BadRequest.Collector problems = BadRequest.collect();
		ids.stream()
			.filter((id) -> !present.contains(id))
			.limit(UNKNOWN_SHOWN)
			.forEach((id) -> problems.reject("members", id.toString(), "the id of a user"));
		problems.throwIfAny();
	}

	/**
	 * As precise as the database keeps it: what is answered now is what is read later.
	 */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
