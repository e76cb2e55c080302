package org.gatehouse.keymanager.ldap;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.db.identity.LdapReadings;
import org.gatehouse.db.identity.MappedRoles;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.keymanager.revocation.Revocations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rows of users of directories: brought up to date with what a directory shows.
 */
@Service
class LdapRows {

	private static final Logger logger = LoggerFactory.getLogger(LdapRows.class);

	private final UserAccountRepository users;

	private final RoleRepository roles;

	private final MappedRoles mapped;

	private final Revocations revocations;

	private final LdapReadings readings;

	private final Clock clock;

	LdapRows(UserAccountRepository users, RoleRepository roles, MappedRoles mapped, Revocations revocations,
			LdapReadings readings, Clock clock) {
		this.users = users;
		this.roles = roles;
		this.mapped = mapped;
		this.revocations = revocations;
		this.readings = readings;
		this.clock = clock;
	}

	/**
	 * A user as a directory shows one.
	 *
	 * @param storeId the directory
	 * @param name the whole name
	 * @param entry the entry
	 * @param roleIds the roles that the user's groups stand for
	 */
	record Seen(UUID storeId, String name, LdapEntry entry, Set<UUID> roleIds) {

	}

	/**
	 * Takes a user as the directory shows the user. A name that was another entry's is
	 * not taken: the user who had it may own something that the new one must not get.
	 * @param seen the user
	 * @return the row, empty where the name is another user's
	 */
	@Transactional
	public Optional<UUID> take(Seen seen) {
		Instant now = now();
		Optional<UserAccount> known = this.users.findByStoreIdAndStoreEntry(seen.storeId(), seen.entry().key());
		Optional<UUID> named = this.users.findIdByName(seen.name().toLowerCase(Locale.ROOT));
		if (named.isPresent() && !named.equals(known.map(UserAccount::getId))) {
			logger.warn("{} is the name of another entry of the directory than before: nobody gets in by it until an "
					+ "administrator deletes the user who had it", seen.name());
			return Optional.empty();
		}
		UserAccount row = known
			.orElseGet(() -> UserAccount.inDirectory(seen.name(), seen.storeId(), seen.entry().key(), now));
		if (!row.userName().equals(seen.name())) {
			this.revocations.ofUser(row.userName(), row.getId());
			row.rename(seen.name(), now);
		}
		row.returned(now);
		describe(row, seen.entry(), now);
		this.users.saveAndFlush(row);
		this.mapped.replace(row.getId(), seen.roleIds(), now);
		return Optional.of(row.getId());
	}

	/**
	 * Reads a row with its roles.
	 * @param id the user
	 * @return the row, empty where it went meanwhile
	 */
	@Transactional(readOnly = true)
	public Optional<UserAccount> read(UUID id) {
		return this.users.findWithRoles(List.of(id)).stream().findFirst();
	}

	private static void describe(UserAccount row, LdapEntry entry, Instant now) {
		if (!Objects.equals(row.email(), entry.email()) || !Objects.equals(row.givenName(), entry.givenName())
				|| !Objects.equals(row.familyName(), entry.familyName())) {
			row.describe(entry.email(), entry.givenName(), entry.familyName(), now);
		}
	}

	/**
	 * Notes that a directory has nobody of a name. Whoever had it is disabled, and loses
	 * all sign-ins and tokens.
	 * @param storeId the directory
	 * @param name the whole name
	 */
	@Transactional
	public void gone(UUID storeId, String name) {
		this.users.findIdByName(name.toLowerCase(Locale.ROOT))
			.flatMap(this.users::findById)
			.filter((row) -> storeId.equals(row.storeId()))
			.ifPresent(this::depart);
	}

	/**
	 * Notes that a directory answers, which it did not when it was last to be read.
	 * @param storeId the directory
	 */
	@Transactional
	public void answered(UUID storeId) {
		this.readings.answered(storeId);
	}

	/**
	 * Notes that a directory has only these users.
	 * @param storeId the directory
	 * @param keys what their entries are known by
	 */
	@Transactional
	public void only(UUID storeId, Set<String> keys) {
		this.users.findByStoreId(storeId)
			.stream()
			.filter((row) -> !keys.contains(row.storeEntry()))
			.forEach(this::depart);
	}

	private void depart(UserAccount row) {
		if (row.depart(now())) {
			this.users.saveAndFlush(row);
			this.revocations.ofUser(row.userName(), row.getId());
		}
	}

	/**
	 * Ends all sign-ins and tokens of a directory's users.
	 * @param storeId the directory
	 */
	@Transactional
	public void endAll(UUID storeId) {
		this.users.findByStoreId(storeId).forEach((row) -> this.revocations.ofUser(row.userName(), row.getId()));
	}

	/**
	 * Tells which roles groups stand for: those that the settings name, and one of the
	 * name {@code DOMAIN/group} where there is one.
	 * @param domain the directory's domain
	 * @param settings its settings
	 * @param groups the groups
	 * @return the roles
	 */
	@Transactional(readOnly = true)
	public Set<UUID> rolesOf(String domain, LdapSettings settings, Set<String> groups) {
		if (groups.isEmpty()) {
			return Set.of();
		}
		Set<UUID> ids = new HashSet<>();
		for (LdapSettings.GroupRoles mapping : settings.groupRoles()) {
			if (groups.stream().anyMatch((group) -> group.equalsIgnoreCase(mapping.group()))) {
				ids.addAll(mapping.roleIds());
			}
		}
		Set<UUID> present = new HashSet<>();
		this.roles.findAllById(ids).forEach((role) -> present.add(role.getId()));
		List<String> names = groups.stream().map((group) -> (domain + "/" + group).toLowerCase(Locale.ROOT)).toList();
		for (Role role : this.roles.findByLowerCaseNames(names)) {
			if (!role.name().equalsIgnoreCase(Permission.EVERYONE_ROLE)) {
				present.add(role.getId());
			}
		}
		return present;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
