package org.gatehouse.keymanager.grants;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.keymanager.clients.ClientChanged;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.clients.RememberedClient;
import org.gatehouse.keymanager.clients.RememberedClients;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.TokenIssuer;
import org.gatehouse.keymanager.tokens.TokenRequest;
import org.gatehouse.keymanager.tokens.Tokens;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/**
 * The client credentials grant (RFC 6749 section 4.4): a token of the application itself,
 * with the scopes that its owner's roles allow. It stands in for the server's own, which
 * refuses scopes instead of leaving them out.
 */
@Component
class ClientCredentialsProvider implements AuthenticationProvider {

	private static final String VALIDITY = "validity_period";

	private final TokenScopes scopes;

	private final TokenIssuer issuer;

	private final RememberedClients remembered;

	/** Clients, each the very object, as they are for tokens of their usual life. */
	private final Cache<RegisteredClient, RegisteredClient> usual = Caffeine.newBuilder()
		.weakKeys()
		.maximumSize(10_000)
		.build();

	ClientCredentialsProvider(TokenScopes scopes, TokenIssuer issuer, RememberedClients remembered) {
		this.scopes = scopes;
		this.issuer = issuer;
		this.remembered = remembered;
	}

	/** A client is refused for what it is and not for what it was. */
	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2ClientCredentialsAuthenticationToken grant = (OAuth2ClientCredentialsAuthenticationToken) authentication;
		if (!(grant.getPrincipal() instanceof RememberedClient client)) {
			return issued(grant);
		}
		try {
			return issued(grant);
		}
		catch (ClientChanged | OAuth2AuthenticationException _) {
			return issued(new OAuth2ClientCredentialsAuthenticationToken(this.remembered.again(client),
					grant.getScopes(), grant.getAdditionalParameters()));
		}
	}

	private Authentication issued(OAuth2ClientCredentialsAuthenticationToken grant) {
		GrantClient caller = GrantClient.of(grant, AuthorizationGrantType.CLIENT_CREDENTIALS);
		ClientFacts facts = ClientFacts.of(caller.client());
		if (!facts.ownerEnabled()) {
			throw GrantClient.invalidGrant();
		}
		List<String> asked = grant.getScopes().stream().filter((scope) -> !scope.isEmpty()).sorted().toList();
		var decisions = asked.isEmpty() ? TokenScopes.forApplicationThatAsksForNone()
				: this.scopes.forApplication(facts, asked);
		Tokens tokens = this.issuer.issue(new TokenRequest(lasting(caller.client(), facts, grant), null,
				AuthorizationGrantType.CLIENT_CREDENTIALS, grant, decisions.granted(), null));
		return new OAuth2AccessTokenAuthenticationToken(caller.client(), caller.authentication(), tokens.access());
	}

	/**
	 * A token of the application itself has a life of its own, which the request may cut
	 * short ({@code validity_period}, seconds).
	 */
	private RegisteredClient lasting(RegisteredClient client, ClientFacts facts,
			OAuth2ClientCredentialsAuthenticationToken grant) {
		Duration life = facts.rules().applicationToken();
		Object asked = grant.getAdditionalParameters().get(VALIDITY);
		return (asked != null) ? lasting(client, shorter(life, asked.toString()))
				: this.usual.get(client, (known) -> lasting(known, life));
	}

	private static RegisteredClient lasting(RegisteredClient client, Duration life) {
		return RegisteredClient.from(client)
			.tokenSettings(TokenSettings.withSettings(client.getTokenSettings().getSettings())
				.accessTokenTimeToLive(life)
				.build())
			.build();
	}

	private static Duration shorter(Duration life, String asked) {
		if (!asked.matches("[1-9][0-9]{0,9}")) {
			throw GrantClient.refused(OAuth2ErrorCodes.INVALID_REQUEST,
					VALIDITY + ": '" + asked + "' (expected: a whole number of seconds, 1 or more)");
		}
		Duration wanted = Duration.ofSeconds(Long.parseLong(asked));
		return (wanted.compareTo(life) < 0) ? wanted : life;
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2ClientCredentialsAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
