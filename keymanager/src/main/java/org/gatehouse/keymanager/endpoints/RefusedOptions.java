package org.gatehouse.keymanager.endpoints;

import java.util.Map;
import java.util.function.Consumer;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/**
 * Refuses what would change the meaning of an authorization request and is not understood
 * here (OpenID Connect Core section 3.1.2.6). What may be left alone, such as
 * {@code display}, {@code ui_locales}, {@code acr_values} and {@code claims}, is. The
 * redirect URI has been checked before.
 */
final class RefusedOptions implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

	private static final Map<String, String> ERRORS = Map.of("request", "request_not_supported", "registration",
			"registration_not_supported");

	private static final String RESPONSE_MODE = "response_mode";

	private final String responseMode;

	/**
	 * A check.
	 * @param responseMode how such a request is answered
	 */
	RefusedOptions(String responseMode) {
		this.responseMode = responseMode;
	}

	@Override
	public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
		OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
		Map<String, Object> options = request.getAdditionalParameters();
		ERRORS.forEach((name, error) -> {
			if (options.containsKey(name)) {
				throw refused(request, error, name);
			}
		});
		Object mode = options.get(RESPONSE_MODE);
		if (mode != null && !this.responseMode.equals(mode)) {
			throw refused(request, OAuth2ErrorCodes.INVALID_REQUEST, RESPONSE_MODE);
		}
	}

	static OAuth2AuthorizationCodeRequestAuthenticationException refused(
			OAuth2AuthorizationCodeRequestAuthenticationToken request, String error, String parameter) {
		return new OAuth2AuthorizationCodeRequestAuthenticationException(
				new OAuth2Error(error, "OAuth 2.0 Parameter: " + parameter, null), request);
	}

}
