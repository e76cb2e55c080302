package org.gatehouse.keymanager.tokens;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * What is kept of the request that an authorization code answers, in plain JSON: no type
 * names that a reader would have to trust.
 *
 * @param authorizationUri where it was sent
 * @param clientId the client
 * @param redirectUri where the code went, null where the client did not say
 * @param scopes the scopes that were asked for
 * @param state the client's state
 * @param parameters its other parameters, such as {@code code_challenge} and
 * {@code nonce}
 */
record StoredRequest(String authorizationUri, String clientId, @Nullable String redirectUri, Set<String> scopes,
		@Nullable String state, Map<String, Object> parameters) {

	static StoredRequest of(OAuth2AuthorizationRequest request) {
		return new StoredRequest(request.getAuthorizationUri(), request.getClientId(), request.getRedirectUri(),
				request.getScopes(), request.getState(), request.getAdditionalParameters());
	}

	OAuth2AuthorizationRequest restored() {
		return OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(this.authorizationUri)
			.clientId(this.clientId)
			.redirectUri(this.redirectUri)
			.scopes(this.scopes)
			.state(this.state)
			.additionalParameters(this.parameters)
			.build();
	}

}
