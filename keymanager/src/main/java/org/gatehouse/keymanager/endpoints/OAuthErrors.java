package org.gatehouse.keymanager.endpoints;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.web.rest.Unavailable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/**
 * Answers failures at the OAuth endpoints (RFC 6749 section 5.2): 401 with a challenge
 * for a client that could not prove who it is, 503 while the user's store does not
 * answer, 400 for everything else.
 */
@Component
class OAuthErrors implements AuthenticationFailureHandler, AuthenticationEntryPoint {

	private static final OAuth2Error INVALID_CLIENT = new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT,
			"Client Authentication failed.", null);

	private static final String GRANT_TYPE = "OAuth 2.0 Parameter: grant_type";

	private final JsonMapper json;

	OAuthErrors(JsonMapper json) {
		this.json = json;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException failure) throws IOException {
		OAuth2Error error = (failure instanceof OAuth2AuthenticationException oauth) ? oauth.getError()
				: INVALID_CLIENT;
		if (OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode())) {
			// One text for every reason, so that nobody learns which client ids exist.
			write(response, HttpServletResponse.SC_UNAUTHORIZED, INVALID_CLIENT);
		}
		else if (OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE.equals(error.getErrorCode())) {
			response.setIntHeader(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS);
			write(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, error);
		}
		else {
			write(response, HttpServletResponse.SC_BAD_REQUEST, inWords(error));
		}
	}

	/**
	 * The server says of both but which parameter it is about. That it is there only once
	 * was checked before.
	 */
	private static OAuth2Error inWords(OAuth2Error error) {
		if (OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE.equals(error.getErrorCode())) {
			return new OAuth2Error(error.getErrorCode(), "The grant type is not supported", null);
		}
		return GRANT_TYPE.equals(error.getDescription())
				? new OAuth2Error(error.getErrorCode(), "Missing parameter: grant_type", null) : error;
	}

	/** A request without any client authentication. */
	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		write(response, HttpServletResponse.SC_UNAUTHORIZED, INVALID_CLIENT);
	}

	void write(HttpServletResponse response, int status, OAuth2Error error) throws IOException {
		Map<String, String> body = new LinkedHashMap<>();
		body.put("error", error.getErrorCode());
		if (error.getDescription() != null) {
			body.put("error_description", error.getDescription());
		}
		else if (OAuth2ErrorCodes.INVALID_GRANT.equals(error.getErrorCode())) {
			body.put("error_description", "Provided Authorization Grant is invalid");
		}
		response.setStatus(status);
		if (status == HttpServletResponse.SC_UNAUTHORIZED) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Gatehouse\"");
		}
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader(HttpHeaders.PRAGMA, "no-cache");
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.getOutputStream().write(this.json.writeValueAsBytes(body));
	}

}
