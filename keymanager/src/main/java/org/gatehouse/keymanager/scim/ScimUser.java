package org.gatehouse.keymanager.scim;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.gatehouse.keymanager.accounts.Account;
import org.jspecify.annotations.Nullable;

/**
 * A user on the wire (RFC 7643 section 4.1).
 *
 * @param schemas says that this is a user
 * @param id the user
 * @param externalId the name that the caller's system goes by, null where not known
 * @param userName the name to sign in with
 * @param name the first and last name, null where not known
 * @param emails the e-mail address, null where not known
 * @param active whether the user may sign in
 * @param groups the roles that the user holds
 * @param meta when it was made and changed, and its URL
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScimUser(List<String> schemas, UUID id, @Nullable String externalId, String userName, @Nullable Name name,
		@Nullable List<Email> emails, boolean active, List<ScimReference> groups,
		ScimMeta meta) implements ScimResource {

	/** What the address is for. */
	static final String EMAIL_TYPE = "work";

	/**
	 * A person's name.
	 *
	 * @param givenName the first name
	 * @param familyName the last name
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Name(@Nullable String givenName, @Nullable String familyName) {

	}

	/**
	 * An e-mail address.
	 *
	 * @param value the address
	 * @param type what it is for, the same of all: it is not kept
	 * @param primary true: there is one
	 */
	record Email(String value, String type, boolean primary) {

	}

	static ScimUser of(Account account, String base) {
		boolean named = account.givenName() != null || account.familyName() != null;
		return new ScimUser(List.of(ScimSchemas.USER), account.id(), account.externalId(), account.name(),
				named ? new Name(account.givenName(), account.familyName()) : null,
				(account.email() != null) ? List.of(new Email(account.email(), EMAIL_TYPE, true)) : null,
				account.enabled(),
				account.assigned()
					.stream()
					.map((role) -> new ScimReference(role.id(), base + "/Groups/" + role.id(), role.name(),
							ScimReference.MEMBERSHIP))
					.toList(),
				new ScimMeta(ScimSchemas.USER_TYPE, account.createdAt(), account.updatedAt(),
						base + "/Users/" + account.id(), ScimVersion.of(account).tag()));
	}

}
