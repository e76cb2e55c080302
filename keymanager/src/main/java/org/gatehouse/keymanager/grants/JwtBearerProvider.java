package org.gatehouse.keymanager.grants;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.TokenIssuer;
import org.gatehouse.keymanager.tokens.TokenRequest;
import org.gatehouse.keymanager.tokens.Tokens;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * The jwt-bearer grant (RFC 7523 section 2.1): a trusted issuer says who the user is. No
 * refresh token comes with it, for the issuer can be asked again.
 */
@Component
class JwtBearerProvider implements AuthenticationProvider {

	private final TrustedWord word;

	private final TokenScopes scopes;

	private final TokenIssuer tokens;

	JwtBearerProvider(TrustedWord word, TokenScopes scopes, TokenIssuer tokens) {
		this.word = word;
		this.scopes = scopes;
		this.tokens = tokens;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		JwtBearerToken grant = (JwtBearerToken) authentication;
		GrantClient caller = GrantClient.of(grant, AuthorizationGrantType.JWT_BEARER);
		Account account = this.word.take(grant.assertion()).user();
		var decisions = this.scopes.forUser(ClientFacts.of(caller.client()), grant.scopes(), account.roles());
		Tokens issued = this.tokens.issue(new TokenRequest(caller.client(), account.name(),
				AuthorizationGrantType.JWT_BEARER, null, decisions.granted(), null));
		return new OAuth2AccessTokenAuthenticationToken(caller.client(), caller.authentication(), issued.access(), null,
				issued.additionalParameters());
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return JwtBearerToken.class.isAssignableFrom(authentication);
	}

}
