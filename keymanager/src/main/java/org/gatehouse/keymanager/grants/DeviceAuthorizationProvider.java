package org.gatehouse.keymanager.grants;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.StoredAuthorizations;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Gives a device its two codes (RFC 8628 section 3.1). Which of the scopes that it asks
 * for it gets is decided when a user has answered; what can be no scope is left out here.
 */
@Component
class DeviceAuthorizationProvider implements AuthenticationProvider {

	private final OAuth2DeviceAuthorizationRequestAuthenticationProvider delegate;

	DeviceAuthorizationProvider(StoredAuthorizations authorizations) {
		this.delegate = new OAuth2DeviceAuthorizationRequestAuthenticationProvider(authorizations);
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2DeviceAuthorizationRequestAuthenticationToken request = (OAuth2DeviceAuthorizationRequestAuthenticationToken) authentication;
		GrantClient caller = GrantClient.of(request, AuthorizationGrantType.DEVICE_CODE);
		// A device gets no ID token: the server knows none for this grant.
		Set<String> asked = request.getScopes()
			.stream()
			.filter((scope) -> TokenScopes.isWellFormed(scope) && !OidcScopes.OPENID.equals(scope))
			.collect(Collectors.toCollection(LinkedHashSet::new));
		return this.delegate
			.authenticate(new OAuth2DeviceAuthorizationRequestAuthenticationToken(DecidedScopes.of(caller, asked),
					Objects.requireNonNull(request.getAuthorizationUri()), asked, request.getAdditionalParameters()));
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2DeviceAuthorizationRequestAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
