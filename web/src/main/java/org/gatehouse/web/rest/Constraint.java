package org.gatehouse.web.rest;

import java.util.List;
import java.util.Map;

import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;

/**
 * Tells a caller which rule of the database a write broke. The services check these rules
 * themselves; this is what remains when two callers do the same at the same time.
 */
public final class Constraint {

	private record Rule(@Nullable String field, String description) {

	}

	private static final Map<String, Rule> RULES = Map.ofEntries(
			Map.entry("api_name", new Rule("name", "name: an API of this name exists already")),
			Map.entry("api_context", new Rule("context", "context: an API with this context exists already")),
			Map.entry("api_version_api_id_version_key",
					new Rule("version", "version: the API has this version already")),
			Map.entry("scope_tenant_id_scope_key_key", new Rule("name", "name: a scope of this name exists already")),
			Map.entry("operation_api_version_id_verb_pattern_key",
					new Rule("operations", "operations: a method and path can be there only once")),
			Map.entry("application_name", new Rule("name", "name: you have an application of this name already")),
			Map.entry("subscription_application_id_api_version_id_key",
					new Rule("apiId", "apiId: the application is subscribed to this API already")),
			Map.entry("oauth_client_application_id_key_type_key",
					new Rule("keyType", "keyType: the application has a key of this type already")),
			Map.entry("user_account_name", new Rule("userName", "userName: a user of this name exists already")),
			Map.entry("role_name", new Rule("displayName", "displayName: a role of this name exists already")),
			Map.entry("trusted_issuer_tenant_id_issuer_key",
					new Rule("issuer", "issuer: this issuer is trusted already")),
			Map.entry("tier_tenant_id_level_name_key", new Rule("name", "name: a tier of this name exists already")));

	private static final String CHECK_VIOLATION = "23514";

	private Constraint() {
	}

	/**
	 * Words a broken rule.
	 * @param violation what the write failed with
	 * @return a {@link Conflict}, or a {@link BadRequest} where a value is out of its
	 * range
	 */
	public static Refusal refusal(DataIntegrityViolationException violation) {
		for (Throwable cause = violation; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConstraintViolationException broken) {
				return refusal(broken.getConstraintName(), broken.getSQLState());
			}
		}
		return new Conflict("the change conflicts with what is stored");
	}

	private static Refusal refusal(@Nullable String name, @Nullable String state) {
		if (CHECK_VIOLATION.equals(state)) {
			return new BadRequest(List.of(new FieldError((name != null) ? name : "request", null,
					"values within the ranges of the contract")));
		}
		Rule rule = (name != null) ? RULES.get(name) : null;
		return (rule != null) ? new Conflict(409, rule.field(), rule.description())
				: new Conflict("the change conflicts with what is stored" + ((name != null) ? " (" + name + ")" : ""));
	}

}
