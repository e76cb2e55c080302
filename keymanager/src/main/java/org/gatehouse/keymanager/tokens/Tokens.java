package org.gatehouse.keymanager.tokens;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * What was issued, in clear for the one answer that carries it.
 *
 * @param access the access token
 * @param refresh the refresh token, null where the client may not refresh
 * @param id the ID token, null where OpenID Connect was not asked for
 */
public record Tokens(OAuth2AccessToken access, @Nullable OAuth2RefreshToken refresh, @Nullable OidcIdToken id) {

	/**
	 * The members of the answer beyond those that every one has.
	 * @return the ID token, or nothing
	 */
	public Map<String, Object> additionalParameters() {
		return (this.id != null) ? Map.of(OidcParameterNames.ID_TOKEN, this.id.getTokenValue()) : Map.of();
	}

	@Override
	public String toString() {
		return "Tokens[scopes=" + this.access.getScopes() + "]";
	}

}
