package org.gatehouse.keymanager.grants;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads a password grant from the form (RFC 6749 section 4.3.2). That each parameter is
 * there once and not in the URL was checked before.
 */
final class OAuth2PasswordAuthenticationConverter implements AuthenticationConverter {

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		if (!OAuth2PasswordAuthenticationToken.PASSWORD.getValue()
			.equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))) {
			return null;
		}
		String userName = required(request, "username");
		String password = required(request, "password");
		Authentication client = Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
		return new OAuth2PasswordAuthenticationToken(client, userName, password,
				scopes(request.getParameter(OAuth2ParameterNames.SCOPE)));
	}

	static String required(HttpServletRequest request, String name) {
		String value = request.getParameter(name);
		if (value == null || value.isEmpty()) {
			throw GrantClient.refused(OAuth2ErrorCodes.INVALID_REQUEST, "Missing parameter: " + name);
		}
		return value;
	}

	static List<String> scopes(@Nullable String scope) {
		return (scope == null || scope.isBlank()) ? List.of() : Arrays.asList(scope.strip().split("\\s+"));
	}

}
