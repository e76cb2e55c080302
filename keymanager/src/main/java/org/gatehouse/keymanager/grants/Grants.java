package org.gatehouse.keymanager.grants;

import java.util.List;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2TokenEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;
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
	 * Says which grants there are, for the metadata.
	 * @param types what the server would say
	 */
	public static void name(List<String> types) {
		types.clear();
		types.addAll(List.of("authorization_code", "client_credentials", "password", "refresh_token"));
	}

	/**
	 * Leaves the authorization code grant of the server and adds the platform's.
	 * @param endpoint the token endpoint
	 */
	public void addTo(OAuth2TokenEndpointConfigurer endpoint) {
		endpoint.accessTokenRequestConverter(new OAuth2PasswordAuthenticationConverter())
			.accessTokenRequestConverters((converters) -> converters.removeIf((converter) -> !isOffered(converter)))
			.authenticationProvider(this.password)
			.authenticationProvider(this.clientCredentials)
			.authenticationProvider(this.refreshToken)
			.authenticationProviders((providers) -> providers.removeIf((provider) -> !isOffered(provider)));
	}

	private static boolean isOffered(AuthenticationConverter converter) {
		return converter instanceof OAuth2PasswordAuthenticationConverter
				|| converter instanceof OAuth2AuthorizationCodeAuthenticationConverter
				|| converter instanceof OAuth2ClientCredentialsAuthenticationConverter
				|| converter instanceof OAuth2RefreshTokenAuthenticationConverter;
	}

	private boolean isOffered(AuthenticationProvider provider) {
		return provider == this.password || provider == this.clientCredentials || provider == this.refreshToken
				|| provider instanceof OAuth2AuthorizationCodeAuthenticationProvider;
	}

}
