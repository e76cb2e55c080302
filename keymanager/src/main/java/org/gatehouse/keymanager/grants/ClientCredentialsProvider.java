package org.gatehouse.keymanager.grants;

import java.util.List;

import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.TokenIssuer;
import org.gatehouse.keymanager.tokens.TokenRequest;
import org.gatehouse.keymanager.tokens.Tokens;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * The client credentials grant (RFC 6749 section 4.4): a token of the application itself,
 * with the scopes that its owner's roles allow. It stands in for the server's own, which
 * refuses scopes instead of leaving them out.
 */
@Component
class ClientCredentialsProvider implements AuthenticationProvider {

	private final TokenScopes scopes;

	private final TokenIssuer issuer;

	ClientCredentialsProvider(TokenScopes scopes, TokenIssuer issuer) {
		this.scopes = scopes;
		this.issuer = issuer;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2ClientCredentialsAuthenticationToken grant = (OAuth2ClientCredentialsAuthenticationToken) authentication;
		GrantClient caller = GrantClient.of(grant, AuthorizationGrantType.CLIENT_CREDENTIALS);
		ClientFacts facts = ClientFacts.of(caller.client());
		if (!facts.ownerEnabled()) {
			throw GrantClient.invalidGrant();
		}
		List<String> asked = grant.getScopes().stream().filter((scope) -> !scope.isEmpty()).sorted().toList();
		var decisions = this.scopes.forApplication(facts, asked);
		Tokens tokens = this.issuer.issue(new TokenRequest(caller.client(), null,
				AuthorizationGrantType.CLIENT_CREDENTIALS, grant, decisions.granted(), null));
		return new OAuth2AccessTokenAuthenticationToken(caller.client(), caller.authentication(), tokens.access());
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2ClientCredentialsAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
