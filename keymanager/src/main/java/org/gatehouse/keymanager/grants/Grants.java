package org.gatehouse.keymanager.grants;

import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2TokenEndpointConfigurer;
import org.springframework.stereotype.Component;

/**
 * Puts the platform's grants before those of the authorization server.
 */
@Component
public class Grants {

	private final OAuth2PasswordAuthenticationProvider password;

	private final ClientCredentialsProvider clientCredentials;

	private final RefreshTokenProvider refreshToken;

	Grants(OAuth2PasswordAuthenticationProvider password, ClientCredentialsProvider clientCredentials,
			RefreshTokenProvider refreshToken) {
		this.password = password;
		this.clientCredentials = clientCredentials;
		this.refreshToken = refreshToken;
	}

	/**
	 * Adds them.
	 * @param endpoint the token endpoint
	 */
	public void addTo(OAuth2TokenEndpointConfigurer endpoint) {
		endpoint.accessTokenRequestConverter(new OAuth2PasswordAuthenticationConverter())
			.authenticationProvider(this.password)
			.authenticationProvider(this.clientCredentials)
			.authenticationProvider(this.refreshToken);
	}

}
