package org.gatehouse.keymanager.endpoints;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * Tells a client that comes with an authorization code and may not use that grant so, as
 * the other grants do. The server looks at the code while it authenticates the client,
 * after its secret or signature, and would say of the code what is true of the client.
 */
final class CodeClientAuthentication implements AuthenticationProvider {

	private static final OAuth2Error NOT_ALLOWED = new OAuth2Error(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
			"The client may not use the grant type authorization_code", null);

	private final AuthenticationProvider delegate;

	private final RegisteredClientRepository clients;

	CodeClientAuthentication(AuthenticationProvider delegate, RegisteredClientRepository clients) {
		this.delegate = delegate;
		this.clients = clients;
	}

	@Override
	public @Nullable Authentication authenticate(Authentication authentication) {
		OAuth2ClientAuthenticationToken sent = (OAuth2ClientAuthenticationToken) authentication;
		if (!AuthorizationGrantType.AUTHORIZATION_CODE.getValue()
			.equals(sent.getAdditionalParameters().get(OAuth2ParameterNames.GRANT_TYPE))) {
			return this.delegate.authenticate(sent);
		}
		Authentication client;
		try {
			client = this.delegate.authenticate(sent);
		}
		catch (OAuth2AuthenticationException refused) {
			if (OAuth2ErrorCodes.INVALID_GRANT.equals(refused.getError().getErrorCode())) {
				requireGrant(this.clients.findByClientId(sent.getName()));
			}
			throw refused;
		}
		if (client instanceof OAuth2ClientAuthenticationToken proved) {
			requireGrant(proved.getRegisteredClient());
		}
		return client;
	}

	private static void requireGrant(@Nullable RegisteredClient client) {
		if (client != null
				&& !client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.AUTHORIZATION_CODE)) {
			throw new OAuth2AuthenticationException(NOT_ALLOWED);
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication)
				&& this.delegate.supports(authentication);
	}

}
