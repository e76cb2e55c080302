package org.gatehouse.keymanager.endpoints;

import java.security.Principal;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import org.gatehouse.keymanager.consents.ConsentRules;
import org.gatehouse.keymanager.tokens.StoredAuthorizations;
import org.gatehouse.keymanager.tokens.TokenIssuer;
import org.gatehouse.keymanager.tokens.TokenRequest;
import org.gatehouse.web.clients.GrantTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/**
 * The implicit grant (RFC 6749 section 4.2), for applications that are switched on for it
 * because they know nothing else. The authorization server has no such grant: the checks
 * and the consent are those of an authorization code, and in the place of the code there
 * is an access token, never with a refresh token.
 */
@Component
class ImplicitGrant {

	private static final AuthorizationGrantType TYPE = new AuthorizationGrantType(GrantTypes.IMPLICIT);

	private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

	private static final StringKeyGenerator STATES = new Base64StringKeyGenerator(
			Base64.getUrlEncoder().withoutPadding(), 32);

	private final ExactRedirect redirects = new ExactRedirect();

	private final RefusedOptions options = new RefusedOptions("fragment");

	private final RegisteredClientRepository clients;

	private final StoredAuthorizations authorizations;

	private final OAuth2AuthorizationConsentService consents;

	private final TokenIssuer issuer;

	ImplicitGrant(RegisteredClientRepository clients, StoredAuthorizations authorizations,
			OAuth2AuthorizationConsentService consents, TokenIssuer issuer) {
		this.clients = clients;
		this.authorizations = authorizations;
		this.consents = consents;
		this.issuer = issuer;
	}

	/**
	 * Checks a request as far as that goes without knowing who is signed in.
	 * @param asked the request
	 * @return the client
	 */
	RegisteredClient validated(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
		RegisteredClient client = this.clients.findByClientId(asked.getClientId());
		String redirectUri = asked.getRedirectUri();
		if (client == null || redirectUri == null) {
			throw ExactRedirect.refused();
		}
		var context = OAuth2AuthorizationCodeRequestAuthenticationContext.with(asked).registeredClient(client).build();
		this.redirects.accept(context);
		// A token in an address goes to no port that somebody has just chosen.
		if (!client.getRedirectUris().contains(redirectUri)) {
			throw ExactRedirect.refused();
		}
		if (!client.getAuthorizationGrantTypes().contains(TYPE)) {
			throw RefusedOptions.refused(asked, OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
					OAuth2ParameterNames.RESPONSE_TYPE);
		}
		this.options.accept(context);
		return client;
	}

	/**
	 * Looks whether the user has to be asked.
	 * @param asked a sound request
	 * @param client its client
	 * @param user who is signed in
	 * @return what was asked for, and has to be shown to the user; null where the answer
	 * is known
	 */
	@Nullable OAuth2AuthorizationRequest toConsent(OAuth2AuthorizationCodeRequestAuthenticationToken asked,
			RegisteredClient client, Authentication user) {
		OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(asked.getAuthorizationUri())
			.clientId(client.getClientId())
			.redirectUri(asked.getRedirectUri())
			.scopes(asked.getScopes())
			.state(asked.getState())
			.additionalParameters(asked.getAdditionalParameters())
			.build();
		var context = OAuth2AuthorizationCodeRequestAuthenticationContext.with(asked)
			.registeredClient(client)
			.authorizationRequest(request);
		OAuth2AuthorizationConsent before = this.consents.findById(client.getId(), user.getName());
		if (before != null) {
			context.authorizationConsent(before);
		}
		return ConsentRules.isAsked(context.build()) ? request : null;
	}

	/**
	 * Keeps a request until the user has answered.
	 * @param request the request
	 * @param client its client
	 * @param user who is signed in
	 * @return the state that the answer comes with
	 */
	String keep(OAuth2AuthorizationRequest request, RegisteredClient client, Authentication user) {
		String state = STATES.generateKey();
		this.authorizations.save(OAuth2Authorization.withRegisteredClient(client)
			.principalName(user.getName())
			.authorizationGrantType(TYPE)
			.attribute(Principal.class.getName(), user)
			.attribute(OAuth2AuthorizationRequest.class.getName(), request)
			.attribute(OAuth2ParameterNames.STATE, state)
			.build());
		return state;
	}

	/**
	 * Finds a request that waits for its user's answer.
	 * @param state the state that the answer comes with
	 * @return the request, null where there is none for a token
	 */
	@Nullable OAuth2Authorization waiting(String state) {
		OAuth2Authorization found = this.authorizations.findByToken(state, STATE);
		return (found != null && TYPE.equals(found.getAuthorizationGrantType())) ? found : null;
	}

	/**
	 * Takes a user's answer; it is good once.
	 * @param waiting the request
	 * @param user who is signed in
	 * @param clientId the client as the answer names it
	 * @param allowed the scopes that the user allows, none for a no
	 * @return the request as it was, with what the user allows of it
	 */
	OAuth2AuthorizationCodeRequestAuthenticationToken answered(OAuth2Authorization waiting,
			@Nullable Authentication user, @Nullable String clientId, Set<String> allowed) {
		OAuth2AuthorizationRequest request = Objects
			.requireNonNull(waiting.getAttribute(OAuth2AuthorizationRequest.class.getName()));
		if (user == null || !user.getName().equals(waiting.getPrincipalName())
				|| !request.getClientId().equals(clientId)) {
			throw ExactRedirect.refused();
		}
		var asked = new OAuth2AuthorizationCodeRequestAuthenticationToken(request.getAuthorizationUri(),
				request.getClientId(), user, request.getRedirectUri(), request.getState(), allowed,
				request.getAdditionalParameters());
		if (!request.getScopes().containsAll(allowed)) {
			throw RefusedOptions.refused(asked, OAuth2ErrorCodes.INVALID_SCOPE, OAuth2ParameterNames.SCOPE);
		}
		this.authorizations.remove(waiting);
		OAuth2AuthorizationConsent before = this.consents.findById(waiting.getRegisteredClientId(), user.getName());
		if (allowed.isEmpty()) {
			if (before != null) {
				this.consents.remove(before);
			}
			throw RefusedOptions.refused(asked, OAuth2ErrorCodes.ACCESS_DENIED, OAuth2ParameterNames.CLIENT_ID);
		}
		OAuth2AuthorizationConsent.Builder consent = (before != null) ? OAuth2AuthorizationConsent.from(before)
				: OAuth2AuthorizationConsent.withId(waiting.getRegisteredClientId(), user.getName());
		allowed.forEach(consent::scope);
		this.consents.save(consent.build());
		return asked;
	}

	/**
	 * Issues.
	 * @param asked a request that the user has nothing against
	 * @param client its client
	 * @param user who is signed in; what was issued ends with the sign-in
	 * @return the access token
	 */
	OAuth2AccessToken issue(OAuth2AuthorizationCodeRequestAuthenticationToken asked, RegisteredClient client,
			Authentication user) {
		Set<String> scopes = new LinkedHashSet<>(asked.getScopes().stream().sorted().toList());
		return this.issuer.issue(TokenRequest.ofSignedIn(client, user, TYPE, scopes)).access();
	}

}
