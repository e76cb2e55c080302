package org.gatehouse.keymanager.scim;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.RoleService;
import org.gatehouse.keymanager.accounts.RoleView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Does what SCIM documents say. Each call is one transaction: of a PATCH with several
 * steps all take place, or none.
 */
@Service
class ScimService {

	private static final Pattern MEMBER = Pattern.compile("members\\[\\s*value\\s+eq\\s+\"([^\"]+)\"\\s*]",
			Pattern.CASE_INSENSITIVE);

	private final AccountService accounts;

	private final RoleService roles;

	ScimService(AccountService accounts, RoleService roles) {
		this.accounts = accounts;
		this.roles = roles;
	}

	@Transactional
	Account createUser(JsonNode body) {
		ScimDocument user = new ScimDocument(body);
		String password = user.text("password");
		// Without a password nobody can sign in until an administrator sets one.
		return this.accounts.create(user.required("userName"),
				(password != null) ? password : ClientSecrets.newSecret(), details(user).withRoles(Set.of()));
	}

	@Transactional
	Account replaceUser(UUID id, JsonNode body) {
		ScimDocument user = new ScimDocument(body);
		Account account = this.accounts.get(id);
		keepName(account, user.required("userName"));
		String password = user.text("password");
		if (password != null) {
			this.accounts.setPassword(id, password);
		}
		return this.accounts.update(id, details(user));
	}

	@Transactional
	Account patchUser(UUID id, JsonNode body) {
		Account account = this.accounts.get(id);
		AccountDetails details = new AccountDetails(account.email(), account.givenName(), account.familyName(),
				account.enabled(), null);
		for (ScimPatch.Step step : ScimPatch.parse(body).steps()) {
			details = patched(account, details, step);
		}
		return this.accounts.update(id, details);
	}

	private AccountDetails patched(Account account, AccountDetails details, ScimPatch.Step step) {
		boolean removed = step.op() == ScimPatch.Op.REMOVE;
		String path = step.path().toLowerCase(Locale.ROOT);
		if (path.startsWith("emails")) {
			String email = removed ? null : ScimDocument.email(step.required());
			return new AccountDetails(email, details.givenName(), details.familyName(), details.enabled(), null);
		}
		switch (path) {
			case "username" -> {
				keepName(account, ScimDocument.text(step.required(), "userName"));
				return details;
			}
			case "password" -> {
				this.accounts.setPassword(account.id(), ScimDocument.text(step.required(), "password"));
				return details;
			}
			case "active" -> {
				boolean active = ScimDocument.truth(step.required(), "active");
				return new AccountDetails(details.email(), details.givenName(), details.familyName(), active, null);
			}
			case "name" -> {
				ScimDocument name = removed ? null : new ScimDocument(step.required());
				return new AccountDetails(details.email(), (name != null) ? name.text("givenName") : null,
						(name != null) ? name.text("familyName") : null, details.enabled(), null);
			}
			case "name.givenname" -> {
				String given = removed ? null : ScimDocument.text(step.required(), "givenName");
				return new AccountDetails(details.email(), given, details.familyName(), details.enabled(), null);
			}
			case "name.familyname" -> {
				String family = removed ? null : ScimDocument.text(step.required(), "familyName");
				return new AccountDetails(details.email(), details.givenName(), family, details.enabled(), null);
			}
			case "schemas", "externalid", "displayname", "name.formatted" -> {
				return details;
			}
			default -> throw ScimProblem.invalidPath(step.path());
		}
	}

	private static void keepName(Account account, String name) {
		if (!account.name().equals(name)) {
			throw new ScimProblem(400, "mutability",
					"userName: '" + name + "' (expected: '" + account.name() + "', names are not changed)");
		}
	}

	private static AccountDetails details(ScimDocument user) {
		ScimDocument name = user.object("name");
		JsonNode active = user.get("active");
		return new AccountDetails(ScimDocument.email(user.get("emails")),
				(name != null) ? name.text("givenName") : null, (name != null) ? name.text("familyName") : null,
				active == null || ScimDocument.truth(active, "active"), null);
	}

	@Transactional
	RoleView createGroup(JsonNode body) {
		ScimDocument group = new ScimDocument(body);
		return this.roles.create(group.required("displayName"), ScimDocument.ids(group.get("members")));
	}

	@Transactional
	RoleView replaceGroup(UUID id, JsonNode body) {
		ScimDocument group = new ScimDocument(body);
		this.roles.rename(id, group.required("displayName"));
		this.roles.replaceMembers(id, ScimDocument.ids(group.get("members")));
		return this.roles.get(id);
	}

	@Transactional
	RoleView patchGroup(UUID id, JsonNode body) {
		this.roles.get(id);
		for (ScimPatch.Step step : ScimPatch.parse(body).steps()) {
			patchGroup(id, step);
		}
		return this.roles.get(id);
	}

	private void patchGroup(UUID id, ScimPatch.Step step) {
		String path = step.path().toLowerCase(Locale.ROOT);
		Matcher member = MEMBER.matcher(step.path());
		if (member.matches() && step.op() == ScimPatch.Op.REMOVE) {
			this.roles.changeMembers(id, List.of(), List.of(ScimDocument.id(member.group(1))));
			return;
		}
		switch (path) {
			case "members" -> changeMembers(id, step);
			case "displayname" -> this.roles.rename(id, ScimDocument.text(step.required(), "displayName"));
			case "schemas", "externalid", "id" -> {
			}
			default -> throw ScimProblem.invalidPath(step.path());
		}
	}

	private void changeMembers(UUID id, ScimPatch.Step step) {
		@Nullable JsonNode value = step.value();
		switch (step.op()) {
			case ADD -> this.roles.changeMembers(id, ScimDocument.ids(step.required()), List.of());
			case REPLACE -> this.roles.replaceMembers(id, ScimDocument.ids(value));
			case REMOVE -> {
				if (value != null) {
					this.roles.changeMembers(id, List.of(), ScimDocument.ids(value));
				}
				else {
					this.roles.replaceMembers(id, List.of());
				}
			}
		}
	}

}
