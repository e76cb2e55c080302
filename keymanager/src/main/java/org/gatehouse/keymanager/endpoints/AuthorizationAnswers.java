package org.gatehouse.keymanager.endpoints;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
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
		Map<String, @Nullable String> members = new LinkedHashMap<>();
		members.put(OAuth2ParameterNames.CODE, Objects.requireNonNull(answer.getAuthorizationCode()).getTokenValue());
		send(response, Objects.requireNonNull(answer.getRedirectUri()), members, answer.getState(), false);
	}

	/**
	 * Answers with an access token, in the fragment (RFC 6749 section 4.2.2).
	 * @param response the response
	 * @param redirectUri a registered address
	 * @param state as the client sent it, null where it did not
	 * @param token the token
	 */
	void token(HttpServletResponse response, String redirectUri, @Nullable String state, OAuth2AccessToken token)
			throws IOException {
		Duration life = Duration.between(Objects.requireNonNull(token.getIssuedAt()),
				Objects.requireNonNull(token.getExpiresAt()));
		Map<String, @Nullable String> members = new LinkedHashMap<>();
		members.put(OAuth2ParameterNames.ACCESS_TOKEN, token.getTokenValue());
		members.put(OAuth2ParameterNames.TOKEN_TYPE, token.getTokenType().getValue());
		members.put(OAuth2ParameterNames.EXPIRES_IN, String.valueOf(life.toSeconds()));
		members.put(OAuth2ParameterNames.SCOPE, String.join(" ", token.getScopes()));
		send(response, redirectUri, members, state, true);
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException failure) throws IOException {
		refuse(response, failure, false);
	}

	/**
	 * Answers with an error.
	 * @param response the response
	 * @param failure what is wrong; where it has no address to lead to, nobody is
	 * redirected
	 * @param inFragment whether a client of the implicit grant asked
	 */
	void refuse(HttpServletResponse response, AuthenticationException failure, boolean inFragment) throws IOException {
		OAuth2Error error = ((OAuth2AuthenticationException) failure).getError();
		var asked = (failure instanceof OAuth2AuthorizationCodeRequestAuthenticationException refused)
				? refused.getAuthorizationCodeRequestAuthentication() : null;
		String back = (asked != null) ? asked.getRedirectUri() : null;
		if (asked == null || back == null || back.isBlank()) {
			boolean later = OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE.equals(error.getErrorCode());
			response.sendError((later ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_REQUEST).value(),
					error.toString());
			return;
		}
		Map<String, @Nullable String> members = new LinkedHashMap<>();
		members.put(OAuth2ParameterNames.ERROR, error.getErrorCode());
		members.put(OAuth2ParameterNames.ERROR_DESCRIPTION, error.getDescription());
		send(response, back, members, asked.getState(), inFragment);
	}

	private void send(HttpServletResponse response, String redirectUri, Map<String, @Nullable String> members,
			@Nullable String state, boolean inFragment) throws IOException {
		members.put(OAuth2ParameterNames.STATE, state);
		members.put(ISSUER, this.issuer);
		UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(redirectUri);
		StringJoiner fragment = new StringJoiner("&");
		members.forEach((name, value) -> {
			if (value != null && !value.isBlank()) {
				String encoded = UriUtils.encode(value, UTF_8);
				if (inFragment) {
					fragment.add(name + "=" + encoded);
				}
				else {
					uri.queryParam(name, encoded);
				}
			}
		});
		if (inFragment) {
			uri.fragment(fragment.toString());
		}
		response.sendRedirect(uri.build(true).toUriString());
	}

}
