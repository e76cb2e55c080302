package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.gatehouse.common.identity.Permission;
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

import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The roles of a tenant and who holds them.
 */
@Service
public class RoleService {

	private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl},;\\\\<>\"]{1,255}");

	private static final int USES_SHOWN = 5;

	private final RoleRepository roles;

	private final UserAccountRepository users;

	private final RoleUses uses;

	private final Clock clock;

	RoleService(RoleRepository roles, UserAccountRepository users, RoleUses uses, Clock clock) {
		this.roles = roles;
		this.users = users;
		this.uses = uses;
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
		Set<UserAccount> members = members(memberIds);
		Role role = this.roles.saveAndFlush(new Role(name, this.clock.instant()));
		members.forEach((user) -> user.roles().add(role));
		this.users.saveAllAndFlush(members);
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
			role.rename(name, this.clock.instant());
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
		Role role = role(id);
		Set<UserAccount> gaining = members(added);
		List<UserAccount> losing = removed.isEmpty() ? List.of() : this.users.findWithRoles(removed);
		losing.forEach((user) -> user.roles().remove(role));
		gaining.forEach((user) -> user.roles().add(role));
		role.touch(this.clock.instant());
		this.users.saveAllAndFlush(losing);
		this.users.saveAllAndFlush(gaining);
		this.roles.saveAndFlush(role);
		if (role.name().equalsIgnoreCase(Permission.ADMIN_ROLE) && this.users.countEnabledMembers(id) == 0) {
			throw new Conflict("members",
					"nobody would be left with the role admin (expected: a user who may sign in has it)");
		}
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
		Set<UUID> removed = new LinkedHashSet<>();
		members(id).forEach((member) -> removed.add(member.id()));
		removed.removeAll(Set.copyOf(memberIds));
		changeMembers(id, memberIds, removed);
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

	private Set<UserAccount> members(Collection<UUID> ids) {
		if (ids.isEmpty()) {
			return Set.of();
		}
		Set<UserAccount> found = new LinkedHashSet<>(this.users.findWithRoles(ids));
		BadRequest.Collector problems = BadRequest.collect();
		for (UUID id : ids) {
			problems.require(found.stream().anyMatch((user) -> user.getId().equals(id)), "members", id.toString(),
					"the id of a user");
		}
		problems.throwIfAny();
		return found;
	}

}
