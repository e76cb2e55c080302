package org.gatehouse.keymanager.grants;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.Credentials;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.TokenIssuer;
import org.gatehouse.keymanager.tokens.TokenRequest;
import org.gatehouse.keymanager.tokens.Tokens;
import org.gatehouse.web.rest.Unavailable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * The password grant (RFC 6749 section 4.3), which Spring Security no longer has.
 */
@Component
class OAuth2PasswordAuthenticationProvider implements AuthenticationProvider {

	private final Credentials credentials;

	private final TokenScopes scopes;

	private final TokenIssuer issuer;

	OAuth2PasswordAuthenticationProvider(Credentials credentials, TokenScopes scopes, TokenIssuer issuer) {
		this.credentials = credentials;
		this.scopes = scopes;
		this.issuer = issuer;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2PasswordAuthenticationToken grant = (OAuth2PasswordAuthenticationToken) authentication;
		GrantClient caller = GrantClient.of(grant, OAuth2PasswordAuthenticationToken.PASSWORD);
		String address = (grant.getDetails() instanceof WebAuthenticationDetails details)
				? String.valueOf(details.getRemoteAddress()) : "";
		Account account = check(grant, address);
		var decisions = this.scopes.forUser(ClientFacts.of(caller.client()), grant.scopes(), account.roles());
		Tokens tokens = this.issuer.issue(new TokenRequest(caller.client(), account.name(),
				OAuth2PasswordAuthenticationToken.PASSWORD, grant, decisions.granted(), null));
		return new OAuth2AccessTokenAuthenticationToken(caller.client(), caller.authentication(), tokens.access(),
				tokens.refresh(), tokens.additionalParameters());
	}

	private Account check(OAuth2PasswordAuthenticationToken grant, String address) {
		try {
			return this.credentials.check(grant.userName(), grant.password(), address)
				.orElseThrow(GrantClient::invalidGrant);
		}
		catch (Unavailable down) {
			throw GrantClient.unavailable(down);
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2PasswordAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
