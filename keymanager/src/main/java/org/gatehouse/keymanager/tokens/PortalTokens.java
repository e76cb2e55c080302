package org.gatehouse.keymanager.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.scopes.ScopeDecisions;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.web.tokens.ApplicationTokens;
import org.gatehouse.web.tokens.IssuedToken;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Service;

/**
 * Makes the tokens that the store hands to the owner of an application.
 */
@Service
class PortalTokens implements ApplicationTokens {

	/** A token that a page shows should not live on in somebody's notes for ever. */
	private static final Duration LONGEST = Duration.ofDays(30);

	/** Marks tokens that stand for a user whom a portal signed in. */
	private static final AuthorizationGrantType SIGNED_IN = new AuthorizationGrantType("urn:gatehouse:signed-in");

	private final RegisteredClientRepository clients;

	private final PresentUsers users;

	private final TokenScopes scopes;

	private final TokenIssuer issuer;

	PortalTokens(RegisteredClientRepository clients, PresentUsers users, TokenScopes scopes, TokenIssuer issuer) {
		this.clients = clients;
		this.users = users;
		this.scopes = scopes;
		this.issuer = issuer;
	}

	@Override
	public IssuedToken issue(ConsumerKey key, Set<String> asked, Duration validity, @Nullable String userName) {
		RegisteredClient client = this.clients.findByClientId(key.value());
		if (client == null) {
			throw new IllegalArgumentException("consumer key: '" + key + "' (expected: one of this tenant)");
		}
		ClientFacts facts = ClientFacts.of(client);
		ScopeDecisions decisions;
		if (userName != null) {
			Account account = this.users.find(userName)
				.orElseThrow(
						() -> new IllegalArgumentException("user: '" + userName + "' (expected: one who may sign in)"));
			decisions = this.scopes.forUser(facts, asked, account.roles());
		}
		else {
			decisions = this.scopes.forApplication(facts, asked);
		}
		AuthorizationGrantType grantType = (userName != null) ? SIGNED_IN : AuthorizationGrantType.CLIENT_CREDENTIALS;
		Tokens tokens = this.issuer
			.issue(new TokenRequest(lasting(client, validity), userName, grantType, null, decisions.granted(), null));
		ScopeDecisions explained = this.scopes.explained(decisions);
		OAuth2AccessToken access = tokens.access();
		Instant issuedAt = Objects.requireNonNull(access.getIssuedAt());
		return new IssuedToken(access.getTokenValue(), explained.granted(), explained.dropped(),
				Duration.between(issuedAt, Objects.requireNonNull(access.getExpiresAt())));
	}

	private static RegisteredClient lasting(RegisteredClient client, Duration validity) {
		Duration bounded = (validity.compareTo(LONGEST) > 0) ? LONGEST : validity;
		return RegisteredClient.from(client)
			.tokenSettings(TokenSettings.withSettings(client.getTokenSettings().getSettings())
				.accessTokenTimeToLive(bounded)
				.build())
			.build();
	}

}
