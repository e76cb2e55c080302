package org.gatehouse.keymanager.scim;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.jspecify.annotations.Nullable;

/**
 * What a user is to be after the steps of a PATCH. Nothing is written: that is done once,
 * after the last step.
 */
final class ScimUserPatch {

	private final Account account;

	private AccountDetails details;

	private @Nullable String password;

	private @Nullable String externalId;

	private ScimUserPatch(Account account) {
		this.account = account;
		this.details = account.details();
		this.externalId = account.externalId();
	}

	/**
	 * Takes the steps.
	 * @param account the user as it is
	 * @param steps the steps in their order
	 * @return the user as it is to be
	 * @throws ScimProblem if a step cannot be taken
	 */
	static ScimUserPatch of(Account account, List<ScimPatch.Step> steps) {
		ScimUserPatch patch = new ScimUserPatch(account);
		steps.forEach(patch::take);
		return patch;
	}

	AccountDetails details() {
		return this.details;
	}

	/** The new password, null for the old one. */
	@Nullable String password() {
		return this.password;
	}

	/** The name that the caller's system goes by, null for none. */
	@Nullable String externalId() {
		return this.externalId;
	}

	private void take(ScimPatch.Step step) {
		ScimPath path = step.path();
		if (path.attribute().equalsIgnoreCase("emails")) {
			emails(step);
			return;
		}
		switch (path.withoutFilter().key()) {
			case "username" -> keepName(this.account, ScimDocument.text(step.kept(), "userName"));
			case "password" -> this.password = ScimDocument.text(step.kept(), "password");
			case "active" -> this.details = this.details.withEnabled(ScimDocument.truth(step.kept(), "active"));
			case "name" -> name(step);
			case "name.givenname" -> this.details = this.details.withName(step.text(), this.details.familyName());
			case "name.familyname" -> this.details = this.details.withName(this.details.givenName(), step.text());
			case "externalid" -> this.externalId = step.text();
			case "id" -> keepId(this.account.id(), step);
			case "groups", "meta" -> {
				if (step.named()) {
					throw step.readOnly();
				}
			}
			// What provisioning systems send without being asked, and nobody here keeps.
			case "schemas", "displayname", "name.formatted" -> {
			}
			default -> step.requireNotNamed();
		}
	}

	static void keepName(Account account, String name) {
		if (!account.name().equals(name)) {
			throw ScimProblem
				.mutability("userName: '" + name + "' (expected: '" + account.name() + "', names are not changed)");
		}
	}

	static void keepId(UUID id, ScimPatch.Step step) {
		if (step.isRemoval() || !id.toString().equals(step.text())) {
			throw step.readOnly();
		}
	}

	/** What the value does not name stays (RFC 7644 section 3.5.2.3). */
	private void name(ScimPatch.Step step) {
		if (step.clears()) {
			this.details = this.details.withName(null, null);
			return;
		}
		ScimDocument name = new ScimDocument(step.required());
		this.details = this.details.withName(name.has("givenName") ? name.text("givenName") : this.details.givenName(),
				name.has("familyName") ? name.text("familyName") : this.details.familyName());
	}

	private void emails(ScimPatch.Step step) {
		ScimPath path = step.path();
		String email = this.details.email();
		if (path.filter() != null && (email == null || !fits(path.filter(), email))) {
			boolean canBeMade = email == null && step.op() == ScimPatch.Op.ADD;
			if (!canBeMade) {
				throw ScimProblem.noTarget(path.written());
			}
		}
		switch (path.key()) {
			case "emails" -> {
				String given = step.clears() ? null : ScimDocument.email(step.required());
				this.details = this.details.withEmail((given == null && step.op() == ScimPatch.Op.ADD) ? email : given);
			}
			case "emails.value" -> this.details = this.details.withEmail(step.text());
			// There is one address: it is the primary one, and of the one type.
			case "emails.type", "emails.primary", "emails.display" -> {
			}
			default -> step.requireNotNamed();
		}
	}

	private static boolean fits(ScimFilter filter, String email) {
		return switch (filter) {
			case ScimFilter.And(List<ScimFilter> parts) -> parts.stream().allMatch((part) -> fits(part, email));
			case ScimFilter.Or(List<ScimFilter> parts) -> parts.stream().anyMatch((part) -> fits(part, email));
			case ScimFilter.Not(ScimFilter part) -> !fits(part, email);
			case ScimFilter.Present(String attribute) -> isOfEmail(attribute);
			case ScimFilter.Compare compare -> switch (compare.attribute().toLowerCase(Locale.ROOT)) {
				case "value" -> fits(compare, email.toLowerCase(Locale.ROOT));
				case "type" -> fits(compare, ScimUser.EMAIL_TYPE);
				case "primary" -> compare.truth();
				default -> isOfEmail(compare.attribute());
			};
			case ScimFilter.Within(String attribute, ScimFilter _) -> isOfEmail(attribute + "[");
		};
	}

	private static boolean fits(ScimFilter.Compare compare, String part) {
		String value = compare.text().toLowerCase(Locale.ROOT);
		return switch (compare.operator()) {
			case EQ -> part.equals(value);
			case CO -> part.contains(value);
			case SW -> part.startsWith(value);
			case EW -> part.endsWith(value);
			case GT -> part.compareTo(value) > 0;
			case GE -> part.compareTo(value) >= 0;
			case LT -> part.compareTo(value) < 0;
			case LE -> part.compareTo(value) <= 0;
		};
	}

	private static boolean isOfEmail(String attribute) {
		return switch (attribute.toLowerCase(Locale.ROOT)) {
			case "value", "primary", "type" -> true;
			default -> throw ScimProblem.invalidFilter("'" + attribute + "' (expected: value, primary or type)");
		};
	}

}
