package org.gatehouse.keymanager.grants;

import java.time.Duration;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.web.tokens.ApplicationTokens;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads a request of the store from the form. That each parameter is there once and not
 * in the URL was checked before.
 */
final class SignedInConverter implements AuthenticationConverter {

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		if (!ApplicationTokens.GRANT_TYPE.equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))) {
			return null;
		}
		String seconds = OAuth2PasswordAuthenticationConverter.required(request, ApplicationTokens.VALIDITY);
		if (!seconds.matches("[1-9][0-9]{0,9}")) {
			throw GrantClient.refused(OAuth2ErrorCodes.INVALID_REQUEST, ApplicationTokens.VALIDITY);
		}
		String key = OAuth2PasswordAuthenticationConverter.required(request, ApplicationTokens.CONSUMER_KEY);
		Authentication client = Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
		return new SignedInToken(client, new ConsumerKey(key),
				OAuth2PasswordAuthenticationConverter.scopes(request.getParameter(OAuth2ParameterNames.SCOPE)),
				Duration.ofSeconds(Long.parseLong(seconds)), request.getParameter("username"));
	}

}
