package org.gatehouse.keymanager.endpoints;

import java.util.function.Consumer;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Lets an authorization request lead back to a registered address only, compared
 * character by character (RFC 9700 section 2.1). The authorization server takes any port
 * of a loopback address; here only a public client may choose one, for that is a program
 * on somebody's own machine (RFC 8252 section 7.3).
 */
final class ExactRedirect implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

	private static final OAuth2Error REFUSED = new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST,
			"OAuth 2.0 Parameter: redirect_uri", null);

	@Override
	public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
		OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR.accept(context);
		OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
		String asked = request.getRedirectUri();
		RegisteredClient client = context.getRegisteredClient();
		if (asked == null || asked.isBlank() || client.getRedirectUris().contains(asked)
				|| client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
			return;
		}
		throw refused();
	}

	/**
	 * Refuses a request that leads nowhere.
	 * @return without the request in it, so that nobody is redirected anywhere
	 */
	static OAuth2AuthorizationCodeRequestAuthenticationException refused() {
		return new OAuth2AuthorizationCodeRequestAuthenticationException(REFUSED, null);
	}

}
