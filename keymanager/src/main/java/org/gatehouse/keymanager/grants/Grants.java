package org.gatehouse.keymanager.grants;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2TokenEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.stereotype.Component;

/**
 * Puts the platform's grants in the place of the authorization server's. Its own must go:
 * Spring Security asks the next provider where one refuses, and theirs would not.
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
	 * Leaves the authorization code grant of the server and adds the platform's.
	 * @param endpoint the token endpoint
	 */
	public void addTo(OAuth2TokenEndpointConfigurer endpoint) {
		endpoint.accessTokenRequestConverter(new OAuth2PasswordAuthenticationConverter())
			.authenticationProvider(this.password)
			.authenticationProvider(this.clientCredentials)
			.authenticationProvider(this.refreshToken)
			.authenticationProviders((providers) -> providers.removeIf((provider) -> !isOffered(provider)));
	}

	private boolean isOffered(AuthenticationProvider provider) {
		return provider == this.password || provider == this.clientCredentials || provider == this.refreshToken
				|| provider instanceof OAuth2AuthorizationCodeAuthenticationProvider;
	}

}
