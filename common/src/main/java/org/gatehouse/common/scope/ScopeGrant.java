package org.gatehouse.common.scope;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The rule of "OAuth scopes" and "Scope whitelisting": which of the scopes that a client
 * asks for go into its token.
 */
public final class ScopeGrant {

	/** Marks a token of an application itself, one that stands for no user. */
	public static final String APPLICATION_SCOPE = "am_application_scope";

	/** What a token carries that no asked scope was left for. */
	public static final String DEFAULT_SCOPE = "default";

	private ScopeGrant() {
	}

	/**
	 * What becomes of one scope, and why.
	 */
	public enum Decision {

		/** One of the user's roles is bound to it. */
		GRANTED_BY_ROLE(true),
		/** It is defined, and bound to no role. */
		GRANTED_WITHOUT_ROLE(true),
		/** A white-list pattern matches the whole of it. */
		GRANTED_BY_WHITELIST(true),
		/** The user holds none of the roles that it is bound to. */
		DROPPED_MISSING_ROLE(false),
		/** An API defines it that the application does not subscribe to. */
		DROPPED_NOT_SUBSCRIBED(false),
		/** It is not defined, as far as the one who decides looked. */
		DROPPED_UNKNOWN(false);

		private final boolean granted;

		Decision(boolean granted) {
			this.granted = granted;
		}

		/**
		 * Tells whether the token carries the scope.
		 * @return false where it is dropped
		 */
		public boolean isGranted() {
			return this.granted;
		}

	}

	/**
	 * Decides about one scope.
	 * @param scope the scope that is asked for
	 * @param boundRoles the roles that it is bound to, empty where it is defined without
	 * any, null where it is not defined for the client
	 * @param userRoles the roles of the user, or of the application's owner where the
	 * token stands for no user
	 * @param whitelist patterns that must match a whole scope
	 * @return what becomes of it
	 */
	public static Decision decide(String scope, @Nullable Set<String> boundRoles, Collection<String> userRoles,
			Collection<Pattern> whitelist) {
		if (whitelist.stream().anyMatch(pattern -> pattern.matcher(scope).matches())) {
			return Decision.GRANTED_BY_WHITELIST;
		}
		if (boundRoles == null) {
			return Decision.DROPPED_UNKNOWN;
		}
		if (boundRoles.isEmpty()) {
			return Decision.GRANTED_WITHOUT_ROLE;
		}
		return userRoles.stream().anyMatch(boundRoles::contains) ? Decision.GRANTED_BY_ROLE
				: Decision.DROPPED_MISSING_ROLE;
	}

}
