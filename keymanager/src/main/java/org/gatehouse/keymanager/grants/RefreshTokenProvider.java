package org.gatehouse.keymanager.grants;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.gatehouse.common.scope.ScopeGrant;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.StoredAuthorizations;
import org.gatehouse.keymanager.tokens.TokenIssuer;
import org.gatehouse.keymanager.tokens.TokenRequest;
import org.gatehouse.keymanager.tokens.Tokens;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * The refresh grant (RFC 6749 section 6): each refresh token is good for one exchange,
 * and the scopes are decided again by what the user may now. It stands in for the
 * server's own, which lets several exchange the same token at once.
 */
@Component
class RefreshTokenProvider implements AuthenticationProvider {

	private final StoredAuthorizations authorizations;

	private final PresentUsers users;

	private final TokenScopes scopes;

	private final TokenIssuer issuer;

	RefreshTokenProvider(StoredAuthorizations authorizations, PresentUsers users, TokenScopes scopes,
			TokenIssuer issuer) {
		this.authorizations = authorizations;
		this.users = users;
		this.scopes = scopes;
		this.issuer = issuer;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2RefreshTokenAuthenticationToken grant = (OAuth2RefreshTokenAuthenticationToken) authentication;
		GrantClient caller = GrantClient.of(grant, AuthorizationGrantType.REFRESH_TOKEN);
		OAuth2Authorization used = used(grant, caller);
		Account account = GrantClient.present(this.users, used.getPrincipalName());
		Set<String> granted = this.scopes
			.forUser(ClientFacts.of(caller.client()), asked(grant, used.getAuthorizedScopes()), account.roles())
			.granted();
		Tokens tokens = this.issuer.issue(new TokenRequest(caller.client(), account.name(),
				AuthorizationGrantType.REFRESH_TOKEN, grant, granted, used));
		return new OAuth2AccessTokenAuthenticationToken(caller.client(), caller.authentication(), tokens.access(),
				tokens.refresh(), tokens.additionalParameters());
	}

	private OAuth2Authorization used(OAuth2RefreshTokenAuthenticationToken grant, GrantClient caller) {
		OAuth2Authorization found = this.authorizations.findByToken(grant.getRefreshToken(),
				OAuth2TokenType.REFRESH_TOKEN);
		if (found == null || !found.getRegisteredClientId().equals(caller.client().getId())
				|| this.authorizations.wasExchanged(found)) {
			throw GrantClient.invalidGrant();
		}
		OAuth2Authorization.Token<OAuth2RefreshToken> token = Objects.requireNonNull(found.getRefreshToken());
		if (!token.isActive()) {
			throw GrantClient.invalidGrant();
		}
		return found;
	}

	/** What was never granted is left out, as everywhere. */
	private static List<String> asked(OAuth2RefreshTokenAuthenticationToken grant, Set<String> authorized) {
		Set<String> wanted = grant.getScopes().isEmpty() ? authorized : grant.getScopes();
		return wanted.stream()
			.filter((scope) -> authorized.contains(scope) && !scope.equals(ScopeGrant.DEFAULT_SCOPE))
			.sorted()
			.toList();
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
