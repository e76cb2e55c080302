package org.gatehouse.keymanager.tokens;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import org.gatehouse.keymanager.clients.RememberedClient;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * What {@link TokenIssuer} is asked for. Everything is checked and decided before.
 *
 * @param client the client
 * @param userName the user whom the tokens stand for, null for tokens of the client
 * itself
 * @param grantType how it came about
 * @param grant the request at the token endpoint, null where there was none
 * @param scopes what the access token carries, in the order of the answer
 * @param refreshed the authorization whose refresh token is exchanged, null where none is
 * @param signedIn the user as somebody who is signed in with a browser, and whose tokens
 * end with that; null where there is none
 */
public record TokenRequest(RegisteredClient client, @Nullable String userName, AuthorizationGrantType grantType,
		@Nullable Authentication grant, Set<String> scopes, @Nullable OAuth2Authorization refreshed,
		@Nullable Authentication signedIn) {

	public TokenRequest {
		scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
	}

	/**
	 * A request at the token endpoint, where nobody's browser is.
	 * @param client the client
	 * @param userName the user whom the tokens stand for, null for tokens of the client
	 * itself
	 * @param grantType how it came about
	 * @param grant the request, null where there was none
	 * @param scopes what the access token carries, in the order of the answer
	 * @param refreshed the authorization whose refresh token is exchanged, null where
	 * none is
	 */
	public TokenRequest(RegisteredClient client, @Nullable String userName, AuthorizationGrantType grantType,
			@Nullable Authentication grant, Set<String> scopes, @Nullable OAuth2Authorization refreshed) {
		this(client, userName, grantType, grant, scopes, refreshed, null);
	}

	/**
	 * A request at the authorization endpoint.
	 * @param client the client
	 * @param user who is signed in
	 * @param grantType how it came about
	 * @param scopes what the access token carries, in the order of the answer
	 * @return the request, for no refresh token
	 */
	public static TokenRequest ofSignedIn(RegisteredClient client, Authentication user,
			AuthorizationGrantType grantType, Set<String> scopes) {
		return new TokenRequest(client, user.getName(), grantType, null, scopes, null, user);
	}

	/**
	 * On what the token depends, where the client was not asked for in the database.
	 */
	@Nullable String clientStamp() {
		return (this.grant != null && this.grant.getPrincipal() instanceof RememberedClient client) ? client.stamp()
				: null;
	}

	/**
	 * The scopes that a later refresh may ask for: narrowing once does not narrow for
	 * good.
	 */
	Set<String> authorizedScopes() {
		return (this.refreshed != null) ? this.refreshed.getAuthorizedScopes() : this.scopes;
	}

}
