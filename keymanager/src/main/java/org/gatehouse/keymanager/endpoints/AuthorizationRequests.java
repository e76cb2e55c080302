package org.gatehouse.keymanager.endpoints;

import java.time.Clock;

import org.gatehouse.db.signin.SignIns;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.gatehouse.keymanager.consents.ConsentRules;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.IdTokenHints;
import org.gatehouse.web.WebProperties;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.stereotype.Component;

/**
 * What happens to a request at the authorization endpoint. Scopes are left out by the
 * converter; what is left needs no check against the client.
 */
@Component
class AuthorizationRequests {

	private final GrantedScopesConverter converter;

	private final AuthorizationAnswers answers;

	private final String consentPage;

	private final FreshSignIn freshSignIn;

	private final ImplicitEndpoint implicit;

	AuthorizationRequests(RegisteredClientRepository clients, PresentUsers users, TokenScopes scopes,
			ImplicitGrant implicit, SignIns signIns, IdTokenHints hints, WebProperties properties, Clock clock) {
		this.converter = new GrantedScopesConverter(clients, users, scopes);
		this.consentPage = properties.publicUrl() + ConsentRules.PATH;
		this.answers = new AuthorizationAnswers(properties.publicUrl().toString());
		this.freshSignIn = new FreshSignIn(signIns, hints, clock);
		this.implicit = new ImplicitEndpoint(implicit, this.converter, this.answers, this.consentPage);
	}

	/**
	 * Puts what comes before the authorization server's own endpoint into the chain.
	 * @param http the chain
	 */
	void addTo(HttpSecurity http) {
		http.addFilterAfter(new PostedAuthorizationRequests(), LogoutFilter.class)
			.addFilterAfter(this.freshSignIn, PostedAuthorizationRequests.class)
			.addFilterAfter(this.implicit, FreshSignIn.class);
	}

	void configure(OAuth2AuthorizationEndpointConfigurer endpoint) {
		endpoint.authorizationRequestConverter(this.converter)
			.authorizationResponseHandler(this.answers)
			.errorResponseHandler(this.answers)
			.consentPage(this.consentPage)
			.authenticationProviders((providers) -> {
				for (AuthenticationProvider provider : providers) {
					if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider byCode) {
						byCode.setAuthenticationValidator(new ExactRedirect().andThen(new RefusedOptions("query")));
						byCode.setAuthorizationConsentRequired(ConsentRules::isAsked);
					}
					else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider byConsent) {
						byConsent.setAuthorizationConsentCustomizer(ConsentRules::judge);
					}
				}
			});
	}

}
