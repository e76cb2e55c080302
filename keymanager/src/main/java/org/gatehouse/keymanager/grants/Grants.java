package org.gatehouse.keymanager.grants;

import java.util.List;

import org.gatehouse.web.clients.GrantTypes;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2DeviceAuthorizationEndpointConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2TokenEndpointConfigurer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
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

	private final DeviceAuthorizationProvider deviceAuthorization;

	private final DeviceCodeProvider deviceCode;

	private final TokenExchangeProvider tokenExchange;

	private final JwtBearerProvider jwtBearer;

	private final SignedInProvider signedIn;

	Grants(OAuth2PasswordAuthenticationProvider password, ClientCredentialsProvider clientCredentials,
			RefreshTokenProvider refreshToken, DeviceAuthorizationProvider deviceAuthorization,
			DeviceCodeProvider deviceCode, TokenExchangeProvider tokenExchange, JwtBearerProvider jwtBearer,
			SignedInProvider signedIn) {
		this.password = password;
		this.clientCredentials = clientCredentials;
		this.refreshToken = refreshToken;
		this.deviceAuthorization = deviceAuthorization;
		this.deviceCode = deviceCode;
		this.tokenExchange = tokenExchange;
		this.jwtBearer = jwtBearer;
		this.signedIn = signedIn;
	}

	/**
	 * The grants that there are for applications, for the metadata.
	 * @return their names
	 */
	public static List<String> names() {
		return List.of("authorization_code", "client_credentials", "password", "refresh_token",
				AuthorizationGrantType.DEVICE_CODE.getValue(), AuthorizationGrantType.TOKEN_EXCHANGE.getValue(),
				AuthorizationGrantType.JWT_BEARER.getValue(), GrantTypes.IMPLICIT);
	}

	/**
	 * Leaves the authorization code grant of the server and adds the platform's.
	 * @param endpoint the token endpoint
	 */
	public void addTo(OAuth2TokenEndpointConfigurer endpoint) {
		List<AuthenticationProvider> own = List.of(this.password, this.clientCredentials, this.refreshToken,
				this.deviceCode, this.tokenExchange, this.jwtBearer, this.signedIn);
		endpoint.accessTokenRequestConverter(new OAuth2PasswordAuthenticationConverter())
			.accessTokenRequestConverter(new JwtBearerConverter())
			.accessTokenRequestConverter(new SignedInConverter());
		own.forEach(endpoint::authenticationProvider);
		endpoint.authenticationProviders((providers) -> providers.removeIf((provider) -> !own.contains(provider)
				&& !(provider instanceof OAuth2AuthorizationCodeAuthenticationProvider)));
	}

	/**
	 * Puts the platform's rule for scopes before the server's codes for devices.
	 * @param endpoint the device authorization endpoint
	 */
	public void addTo(OAuth2DeviceAuthorizationEndpointConfigurer endpoint) {
		endpoint.authenticationProviders((providers) -> {
			providers.clear();
			providers.add(this.deviceAuthorization);
		});
	}

}
