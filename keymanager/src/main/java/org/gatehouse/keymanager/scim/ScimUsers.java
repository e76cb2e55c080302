package org.gatehouse.keymanager.scim;

import java.util.Set;
import java.util.UUID;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.paging.OffsetPage;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds and changes users as SCIM documents say, in the store that owns the user:
 * {@link AccountService} knows which. Each change is one transaction: of a PATCH with
 * several steps all take place, or none.
 */
@Service
class ScimUsers {

	private final AccountService accounts;

	private final PresentUsers present;

	ScimUsers(AccountService accounts, PresentUsers present) {
		this.accounts = accounts;
		this.present = present;
	}

	/**
	 * Finds users among those who are known; whoever is asked for by a name with a domain
	 * is looked up in the directory.
	 */
	ScimFound<Account> find(ScimQuery query, ScimAttributes<UserAccount> attributes) {
		if (query.filter() instanceof ScimFilter.Compare compare && compare.operator() == ScimFilter.Operator.EQ
				&& compare.attribute().equalsIgnoreCase("userName")
				&& compare.value() instanceof ScimFilter.Text(String name)) {
			this.present.refresh(name);
		}
		var which = attributes.specification(query.filter());
		var sort = attributes.sort(query.sortBy(), query.descending(), "userName");
		if (query.count() == 0) {
			return ScimFound.none(this.accounts.count(which));
		}
		return ScimFound.of(this.accounts.find(which, new OffsetPage(query.offset(), query.count(), sort)));
	}

	Account get(UUID id) {
		this.present.refresh(id);
		return this.accounts.get(id);
	}

	@Transactional
	Account create(JsonNode body) {
		ScimDocument user = ScimDocument.of(body, ScimSchemas.USER);
		String password = user.text("password");
		// Without a password nobody can sign in until an administrator sets one.
		Account account = this.accounts.create(user.required("userName"),
				(password != null) ? password : ClientSecrets.newSecret(), details(user, true).withRoles(Set.of()));
		return this.accounts.identify(account.id(), user.text("externalId"));
	}

	@Transactional
	Account replace(UUID id, @Nullable String ifMatch, JsonNode body) {
		Account account = locked(id, ifMatch);
		ScimDocument user = ScimDocument.of(body, ScimSchemas.USER);
		ScimUserPatch.keepName(account, user.required("userName"));
		// Who was locked out is not let in by a document that says nothing about it.
		return changed(id, details(user, account.enabled()), user.text("password"), user.text("externalId"));
	}

	@Transactional
	Account patch(UUID id, @Nullable String ifMatch, JsonNode body) {
		Account account = locked(id, ifMatch);
		ScimUserPatch patch = ScimUserPatch.of(account, ScimPatch.parse(body).steps());
		return changed(id, patch.details(), patch.password(), patch.externalId());
	}

	@Transactional
	void delete(UUID id, @Nullable String ifMatch) {
		locked(id, ifMatch);
		this.accounts.delete(id);
	}

	private Account locked(UUID id, @Nullable String ifMatch) {
		this.present.refresh(id);
		Account account = this.accounts.lock(id);
		ScimVersion.of(account).check(ifMatch);
		return account;
	}

	private Account changed(UUID id, AccountDetails details, @Nullable String password, @Nullable String externalId) {
		if (password != null) {
			this.accounts.setPassword(id, password);
		}
		this.accounts.identify(id, externalId);
		return this.accounts.update(id, details);
	}

	private static AccountDetails details(ScimDocument user, boolean enabled) {
		ScimDocument name = user.object("name");
		JsonNode active = user.get("active");
		return new AccountDetails(ScimDocument.email(user.get("emails")),
				(name != null) ? name.text("givenName") : null, (name != null) ? name.text("familyName") : null,
				(active != null) ? ScimDocument.truth(active, "active") : enabled, null);
	}

}
