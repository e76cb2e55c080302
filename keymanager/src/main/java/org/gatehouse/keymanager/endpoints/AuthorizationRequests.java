package org.gatehouse.keymanager.endpoints;

import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.consents.ConsentRules;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.web.WebProperties;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/**
 * What happens to a request for an authorization code. Scopes are left out by the
 * converter; what is left needs no check against the client.
 */
@Component
class AuthorizationRequests {

	private final GrantedScopesConverter converter;

	private final AuthorizationAnswers answers;

	private final String consentPage;

	AuthorizationRequests(RegisteredClientRepository clients, AccountService accounts, TokenScopes scopes,
			WebProperties properties) {
		this.converter = new GrantedScopesConverter(clients, accounts, scopes);
		this.consentPage = properties.publicUrl() + ConsentRules.PATH;
		this.answers = new AuthorizationAnswers(properties.publicUrl().toString());
	}

	void configure(OAuth2AuthorizationEndpointConfigurer endpoint) {
		endpoint.authorizationRequestConverter(this.converter)
			.authorizationResponseHandler(this.answers)
			.errorResponseHandler(this.answers)
			.consentPage(this.consentPage)
			.authenticationProviders((providers) -> {
				for (AuthenticationProvider provider : providers) {
					if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider byCode) {
						byCode.setAuthenticationValidator(new ExactRedirect());
						byCode.setAuthorizationConsentRequired(ConsentRules::isAsked);
					}
					else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider byConsent) {
						byConsent.setAuthorizationConsentCustomizer(ConsentRules::judge);
					}
				}
			});
	}

}
