package org.gatehouse.keymanager.grants;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.TokenIssuer;
import org.gatehouse.keymanager.tokens.TokenRequest;
import org.gatehouse.keymanager.tokens.Tokens;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * Token exchange for a token of a trusted issuer (RFC 8693 section 3, type
 * {@code …:jwt}). What it says of scopes and of its end limits the new token.
 */
@Component
class ForeignTokenExchange {

	private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

	private final TrustedWord word;

	private final TokenScopes scopes;

	private final TokenIssuer tokens;

	private final Clock clock;

	ForeignTokenExchange(TrustedWord word, TokenScopes scopes, TokenIssuer tokens, Clock clock) {
		this.word = word;
		this.scopes = scopes;
		this.tokens = tokens;
		this.clock = clock;
	}

	/**
	 * Exchanges.
	 * @param grant a request whose subject is no token of this key manager
	 * @param caller the client
	 * @return the new token
	 */
	Authentication exchange(OAuth2TokenExchangeAuthenticationToken grant, GrantClient caller) {
		if (!JWT.equals(grant.getSubjectTokenType())) {
			throw GrantClient.invalidGrant();
		}
		if (grant.getActorToken() != null && !grant.getActorToken().isBlank()) {
			throw GrantClient.refused(OAuth2ErrorCodes.INVALID_REQUEST,
					"actor_token: not with a token of another issuer");
		}
		TrustedWord.Word word = this.word.take(grant.getSubjectToken());
		Duration left = Duration.between(this.clock.instant(), Objects.requireNonNull(word.assertion().getExpiresAt()));
		if (!left.isPositive()) {
			throw GrantClient.invalidGrant();
		}
		Set<String> granted = this.scopes
			.forUser(ClientFacts.of(caller.client()), asked(grant, word.assertion()), word.user().roles())
			.granted();
		RegisteredClient limited = Objects
			.requireNonNull(DecidedScopes.of(caller, granted, left).getRegisteredClient());
		Tokens issued = this.tokens.issue(new TokenRequest(limited, word.user().name(),
				AuthorizationGrantType.TOKEN_EXCHANGE, null, granted, null));
		Map<String, Object> more = new HashMap<>(issued.additionalParameters());
		more.put(OAuth2ParameterNames.ISSUED_TOKEN_TYPE, grant.getRequestedTokenType());
		return new OAuth2AccessTokenAuthenticationToken(caller.client(), caller.authentication(), issued.access(), null,
				more);
	}

	private static List<String> asked(OAuth2TokenExchangeAuthenticationToken grant, Jwt subject) {
		String limit = subject.getClaimAsString(OAuth2ParameterNames.SCOPE);
		Set<String> wanted = grant.getScopes();
		if (limit == null) {
			return wanted.stream().sorted().toList();
		}
		Set<String> held = Set.copyOf(List.of(limit.strip().split("\\s+", -1)));
		return (wanted.isEmpty() ? held : wanted).stream().filter(held::contains).sorted().toList();
	}

}
