package org.gatehouse.keymanager.grants;

import java.util.Objects;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.gatehouse.web.rest.Unavailable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * The client that a request at the token endpoint comes from.
 *
 * @param authentication how it proved who it is
 * @param client the client
 */
record GrantClient(OAuth2ClientAuthenticationToken authentication, RegisteredClient client) {

	/**
	 * The client behind a grant.
	 * @param grant the request
	 * @param grantType its grant type
	 * @return the client
	 * @throws OAuth2AuthenticationException if none has proved who it is, or it may not
	 * use the grant type
	 */
	static GrantClient of(Authentication grant, AuthorizationGrantType grantType) {
		if (!(grant.getPrincipal() instanceof OAuth2ClientAuthenticationToken authentication)
				|| !authentication.isAuthenticated()) {
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
		}
		RegisteredClient client = Objects.requireNonNull(authentication.getRegisteredClient());
		if (!client.getAuthorizationGrantTypes().contains(grantType)) {
			throw refused(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
					"The client may not use the grant type " + grantType.getValue());
		}
		return new GrantClient(authentication, client);
	}

	static OAuth2AuthenticationException refused(String error, String description) {
		return new OAuth2AuthenticationException(new OAuth2Error(error, description, null));
	}

	/**
	 * Finds the user for whom a token is to be issued, as the user's store has the user
	 * now.
	 * @param users all users
	 * @param name the user's name
	 * @return the user
	 * @throws OAuth2AuthenticationException if there is none who may sign in, or the
	 * store does not answer
	 */
	static Account present(PresentUsers users, String name) {
		try {
			return users.find(name).orElseThrow(GrantClient::invalidGrant);
		}
		catch (Unavailable down) {
			throw unavailable(down);
		}
	}

	static OAuth2AuthenticationException unavailable(Unavailable down) {
		return refused(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, down.description());
	}

	static OAuth2AuthenticationException invalidGrant() {
		return refused(OAuth2ErrorCodes.INVALID_GRANT, "Provided Authorization Grant is invalid");
	}

}
