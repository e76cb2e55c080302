package org.gatehouse.keymanager.accounts;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.UserAccount;
import org.jspecify.annotations.Nullable;

/**
 * A user as others see one.
 *
 * @param id the user
 * @param name the name that the user signs in with
 * @param email where mail goes, null where not known
 * @param givenName the first name, null where not known
 * @param familyName the last name, null where not known
 * @param externalId the name that a system which provisions goes by, null for none
 * @param enabled whether the user may sign in
 * @param roles the names of all roles that the user holds, with the one of everybody
 * @param assigned the roles that were given to the user, by their identifiers
 * @param createdAt when the user was made
 * @param updatedAt when the user was changed last
 */
public record Account(UUID id, String name, @Nullable String email, @Nullable String givenName,
		@Nullable String familyName, @Nullable String externalId, boolean enabled, Set<String> roles,
		Set<RoleName> assigned, Instant createdAt, Instant updatedAt) {

	/**
	 * A role by its identifier and its name.
	 *
	 * @param id the role
	 * @param name its name
	 */
	public record RoleName(UUID id, String name) {

	}

	static Account of(UserAccount user) {
		Set<RoleName> assigned = new TreeSet<>(Comparator.comparing(RoleName::name));
		for (Role role : user.roles()) {
			assigned.add(new RoleName(role.getId(), role.name()));
		}
		return new Account(user.getId(), user.userName(), user.email(), user.givenName(), user.familyName(),
				user.externalId(), user.isEnabled(), user.roleNames(), assigned, user.createdAt(), user.updatedAt());
	}

	/**
	 * What can be changed about the user, as it is.
	 * @return the details, with no roles, which leaves them as they are
	 */
	public AccountDetails details() {
		return new AccountDetails(this.email, this.givenName, this.familyName, this.enabled, null);
	}

	boolean describes(AccountDetails details) {
		return Objects.equals(this.email, details.email()) && Objects.equals(this.givenName, details.givenName())
				&& Objects.equals(this.familyName, details.familyName());
	}

	/**
	 * The names of the roles that were given to the user.
	 * @return in their order, without the one of everybody
	 */
	public List<String> assignedNames() {
		return this.assigned.stream().map(RoleName::name).toList();
	}

}
