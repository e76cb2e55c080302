package org.gatehouse.keymanager.endpoints;

import java.io.IOException;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Leads the browser back to the client with the answer to its authorization request. As
 * the server's own, and with the issuer in every answer (RFC 9207), by which a client of
 * several servers notices an answer that comes from another one than it asked.
 */
final class AuthorizationAnswers implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

	private static final String ISSUER = "iss";

	private final String issuer;

	AuthorizationAnswers(String issuer) {
		this.issuer = issuer;
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException {
		var answer = (OAuth2AuthorizationCodeRequestAuthenticationToken) authentication;
		UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(Objects.requireNonNull(answer.getRedirectUri()));
		add(uri, OAuth2ParameterNames.CODE, Objects.requireNonNull(answer.getAuthorizationCode()).getTokenValue());
		send(response, uri, answer.getState());
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException failure) throws IOException {
		OAuth2Error error = ((OAuth2AuthenticationException) failure).getError();
		var asked = (failure instanceof OAuth2AuthorizationCodeRequestAuthenticationException refused)
				? refused.getAuthorizationCodeRequestAuthentication() : null;
		String back = (asked != null) ? asked.getRedirectUri() : null;
		if (asked == null || back == null || back.isBlank()) {
			response.sendError(HttpStatus.BAD_REQUEST.value(), error.toString());
			return;
		}
		UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(back);
		add(uri, OAuth2ParameterNames.ERROR, error.getErrorCode());
		add(uri, OAuth2ParameterNames.ERROR_DESCRIPTION, error.getDescription());
		send(response, uri, asked.getState());
	}

	private void send(HttpServletResponse response, UriComponentsBuilder uri, @Nullable String state)
			throws IOException {
		add(uri, OAuth2ParameterNames.STATE, state);
		add(uri, ISSUER, this.issuer);
		response.sendRedirect(uri.build(true).toUriString());
	}

	private static void add(UriComponentsBuilder uri, String name, @Nullable String value) {
		if (value != null && !value.isBlank()) {
			uri.queryParam(name, UriUtils.encode(value, UTF_8));
		}
	}

}
