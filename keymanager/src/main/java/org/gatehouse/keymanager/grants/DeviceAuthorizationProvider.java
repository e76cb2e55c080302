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
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Gives a device its two codes (RFC 8628 section 3.1). Which of the scopes that it asks
 * for it gets is decided when a user has answered; what can be no scope is left out here.
 */
@Component
class DeviceAuthorizationProvider implements AuthenticationProvider {

	private final StoredAuthorizations authorizations;

	DeviceAuthorizationProvider(StoredAuthorizations authorizations) {
		this.authorizations = authorizations;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2DeviceAuthorizationRequestAuthenticationToken request = (OAuth2DeviceAuthorizationRequestAuthenticationToken) authentication;
		GrantClient caller = GrantClient.of(request, AuthorizationGrantType.DEVICE_CODE);
		Set<String> asked = request.getScopes()
			.stream()
			.filter(TokenScopes::isWellFormed)
			.collect(Collectors.toCollection(LinkedHashSet::new));
		// The server refuses the one scope here, which is asked for all the same.
		Set<String> known = asked.stream()
			.filter((scope) -> !OidcScopes.OPENID.equals(scope))
			.collect(Collectors.toCollection(LinkedHashSet::new));
		ChangedOnSave keeping = new ChangedOnSave(this.authorizations,
				(made) -> OAuth2Authorization.from(made).attribute(OAuth2ParameterNames.SCOPE, asked).build());
		return new OAuth2DeviceAuthorizationRequestAuthenticationProvider(keeping)
			.authenticate(new OAuth2DeviceAuthorizationRequestAuthenticationToken(DecidedScopes.of(caller, known),
					Objects.requireNonNull(request.getAuthorizationUri()), known, request.getAdditionalParameters()));
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2DeviceAuthorizationRequestAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
