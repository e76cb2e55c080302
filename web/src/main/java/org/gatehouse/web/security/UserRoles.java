package org.gatehouse.web.security;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Looks up what roles a user of the present tenant holds now, whatever the token or
 * session says that was made earlier.
 */
@FunctionalInterface
public interface UserRoles {

	/**
	 * The user's roles.
	 * @param userName the user's name
	 * @return the names of the roles, null where there is no such user or the user may
	 * not sign in
	 */
	@Nullable Set<String> rolesOf(String userName);

}
