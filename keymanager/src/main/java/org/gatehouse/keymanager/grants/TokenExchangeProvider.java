package org.gatehouse.keymanager.grants;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.gatehouse.common.scope.ScopeGrant;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.StoredAuthorizations;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Token exchange (RFC 8693): for a user's access token another client gets one of its
 * own. It never reaches further than the one that was given for it: not in scopes, not in
 * time, and it ends with the sign-in that both come from.
 */
@Component
class TokenExchangeProvider implements AuthenticationProvider {

	private static final String INVALID_TARGET = "invalid_target";

	private final StoredAuthorizations authorizations;

	private final PresentUsers users;

	private final TokenScopes scopes;

	private final OAuth2TokenExchangeAuthenticationProvider delegate;

	private final ForeignTokenExchange foreign;

	private final TransactionTemplate transactions;

	private final Clock clock;

	TokenExchangeProvider(StoredAuthorizations authorizations, PresentUsers users, TokenScopes scopes,
			OAuth2TokenGenerator<? extends OAuth2Token> generator, ForeignTokenExchange foreign,
			TransactionTemplate transactions, Clock clock) {
		this.authorizations = authorizations;
		this.users = users;
		this.scopes = scopes;
		this.delegate = new OAuth2TokenExchangeAuthenticationProvider(authorizations, generator);
		this.foreign = foreign;
		this.transactions = transactions;
		this.clock = clock;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2TokenExchangeAuthenticationToken grant = (OAuth2TokenExchangeAuthenticationToken) authentication;
		GrantClient caller = GrantClient.of(grant, AuthorizationGrantType.TOKEN_EXCHANGE);
		if (!grant.getResources().isEmpty() || !grant.getAudiences().isEmpty()) {
			throw GrantClient.refused(INVALID_TARGET,
					"resource and audience cannot be chosen; the scopes say what the token is good for");
		}
		OAuth2Authorization subject = this.authorizations.findByToken(grant.getSubjectToken(),
				OAuth2TokenType.ACCESS_TOKEN);
		if (subject == null) {
			return this.foreign.exchange(grant, caller);
		}
		if (subject.getAttribute(Principal.class.getName()) == null) {
			throw GrantClient.invalidGrant();
		}
		OAuth2AccessToken held = Objects.requireNonNull(subject.getAccessToken()).getToken();
		Duration left = Duration.between(this.clock.instant(), Objects.requireNonNull(held.getExpiresAt()));
		if (!left.isPositive()) {
			throw GrantClient.invalidGrant();
		}
		Account account = GrantClient.present(this.users, subject.getPrincipalName());
		Set<String> granted = this.scopes
			.forUser(ClientFacts.of(caller.client()), asked(grant, held.getScopes()), account.roles())
			.granted();
		OAuth2TokenExchangeAuthenticationToken decided = new OAuth2TokenExchangeAuthenticationToken(
				grant.getRequestedTokenType(), grant.getSubjectToken(), grant.getSubjectTokenType(),
				DecidedScopes.of(caller, granted, left), grant.getActorToken(), grant.getActorTokenType(), Set.of(),
				Set.of(), granted, grant.getAdditionalParameters());
		return Objects.requireNonNull(this.transactions.execute((_) -> exchange(decided, subject)));
	}

	private Authentication exchange(OAuth2TokenExchangeAuthenticationToken grant, OAuth2Authorization subject) {
		OAuth2AccessTokenAuthenticationToken issued = (OAuth2AccessTokenAuthenticationToken) this.delegate
			.authenticate(grant);
		this.authorizations.join(issued.getAccessToken().getTokenValue(), subject);
		return issued;
	}

	/** What the subject's token does not carry is left out, as everywhere. */
	private static List<String> asked(OAuth2TokenExchangeAuthenticationToken grant, Set<String> held) {
		Set<String> wanted = grant.getScopes().isEmpty() ? held : grant.getScopes();
		return wanted.stream()
			.filter((scope) -> held.contains(scope) && !scope.equals(ScopeGrant.DEFAULT_SCOPE))
			.sorted()
			.toList();
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2TokenExchangeAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
