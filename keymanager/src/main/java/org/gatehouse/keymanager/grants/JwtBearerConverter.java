package org.gatehouse.keymanager.grants;

import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads a jwt-bearer grant from the form (RFC 7523 section 2.1). That each parameter is
 * there once and not in the URL was checked before.
 */
final class JwtBearerConverter implements AuthenticationConverter {

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		if (!AuthorizationGrantType.JWT_BEARER.getValue()
			.equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))) {
			return null;
		}
		String assertion = OAuth2PasswordAuthenticationConverter.required(request, OAuth2ParameterNames.ASSERTION);
		Authentication client = Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
		return new JwtBearerToken(client, assertion,
				OAuth2PasswordAuthenticationConverter.scopes(request.getParameter(OAuth2ParameterNames.SCOPE)));
	}

}
