package org.gatehouse.keymanager.consents;

import java.util.List;
import java.util.Set;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * When a user is asked, and what the answer means.
 */
public final class ConsentRules {

	/** Where the page is. */
	public static final String PATH = "/oauth2/consent";

	private ConsentRules() {
	}

	/**
	 * Whether a user is to be asked: for whatever a client did not have before, that the
	 * user signs in with it included. For one that can keep no secret each time, since
	 * anybody can say that he is it (RFC 8252 section 8.6); and where the client wants it
	 * so ({@code prompt=consent}).
	 * @param context the request
	 * @return false where the answer is known
	 */
	public static boolean isAsked(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
		RegisteredClient client = context.getRegisteredClient();
		if (!client.getClientSettings().isRequireAuthorizationConsent()) {
			return false;
		}
		OAuth2AuthorizationRequest request = context.getAuthorizationRequest();
		OAuth2AuthorizationConsent before = context.getAuthorizationConsent();
		return client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE) || request == null
				|| isPrompted(request) || before == null || !before.getScopes().containsAll(request.getScopes());
	}

	private static boolean isPrompted(OAuth2AuthorizationRequest request) {
		return request.getAdditionalParameters().get("prompt") instanceof String prompt
				&& List.of(prompt.split(" ")).contains("consent");
	}

	/**
	 * Takes an answer that allows nothing for a no, whatever was allowed before.
	 * @param context the answer
	 */
	public static void judge(OAuth2AuthorizationConsentAuthenticationContext context) {
		OAuth2AuthorizationConsentAuthenticationToken answer = context.getAuthentication();
		if (answer.getScopes().isEmpty()) {
			context.getAuthorizationConsent().authorities(Set::clear);
		}
	}

}
