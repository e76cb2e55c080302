package org.gatehouse.keymanager.accounts;

import java.util.Set;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed about a user.
 *
 * @param email where mail goes, null where not known
 * @param givenName the first name, null where not known
 * @param familyName the last name, null where not known
 * @param enabled whether the user may sign in
 * @param roles the names of the roles to hold; null leaves them as they are
 */
public record AccountDetails(@Nullable String email, @Nullable String givenName, @Nullable String familyName,
		boolean enabled, @Nullable Set<String> roles) {

	private static final int LONGEST = 255;

	public AccountDetails {
		email = blankToNull(email);
		givenName = blankToNull(givenName);
		familyName = blankToNull(familyName);
	}

	/**
	 * The details of an enabled user of whom nothing is known.
	 * @param roles the names of the roles to hold
	 * @return the details
	 */
	public static AccountDetails holding(String... roles) {
		return new AccountDetails(null, null, null, true, Set.of(roles));
	}

	/**
	 * The same details with other roles.
	 * @param names the names of the roles to hold
	 * @return the details
	 */
	public AccountDetails withRoles(@Nullable Set<String> names) {
		return new AccountDetails(this.email, this.givenName, this.familyName, this.enabled, names);
	}

	/**
	 * The same details with another e-mail address.
	 * @param address the address, null for none
	 * @return the details
	 */
	public AccountDetails withEmail(@Nullable String address) {
		return new AccountDetails(address, this.givenName, this.familyName, this.enabled, this.roles);
	}

	/**
	 * The same details with another name.
	 * @param given the first name, null where not known
	 * @param family the last name, null where not known
	 * @return the details
	 */
	public AccountDetails withName(@Nullable String given, @Nullable String family) {
		return new AccountDetails(this.email, given, family, this.enabled, this.roles);
	}

	/**
	 * The same details of a user who may sign in, or may not.
	 * @param allowed whether the user may sign in
	 * @return the details
	 */
	public AccountDetails withEnabled(boolean allowed) {
		return new AccountDetails(this.email, this.givenName, this.familyName, allowed, this.roles);
	}

	void check(BadRequest.Collector problems) {
		line(problems, "givenName", this.givenName);
		line(problems, "familyName", this.familyName);
		line(problems, "email", this.email);
		problems.require(this.email == null || this.email.matches("[^@\\s]+@[^@\\s]+"), "email", this.email,
				"an e-mail address such as name@example.com");
	}

	private static void line(BadRequest.Collector problems, String field, @Nullable String value) {
		problems.require(
				value == null || (value.length() <= LONGEST && value.chars().noneMatch(Character::isISOControl)), field,
				value, "at most " + LONGEST + " characters in one line");
	}

	private static @Nullable String blankToNull(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value.strip();
	}

}
