package org.gatehouse.keymanager.tokens;

import java.util.List;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * A user as the authorization server sees one: a name. What a user may is looked up when
 * it matters.
 */
public final class Users {

	private Users() {
	}

	/**
	 * A user who has proved to be one.
	 * @param userName the user's name
	 * @return the user, without authorities
	 */
	public static Authentication authenticated(String userName) {
		return UsernamePasswordAuthenticationToken.authenticated(userName, null, List.of());
	}

}
