package org.gatehouse.keymanager.clients;

import java.util.Set;
import java.util.UUID;

import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.TokenRules;
import org.gatehouse.db.oauth.OAuthClient.Kind;
import org.gatehouse.keymanager.assertions.PublishedKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * What the key manager knows of a client beyond what the authorization server does.
 *
 * @param kind what the client is for
 * @param applicationId the application whose key it is, null for other clients
 * @param owner the name of the user who owns it, null for a portal
 * @param ownerEnabled whether that user may sign in
 * @param ownerRoles the roles of that user
 * @param scopes the most that it can be granted, null where that is not limited
 * @param keys what it signs with who it is, null where it has a secret for that or is
 * public
 * @param rules how long what it is given holds
 */
public record ClientFacts(Kind kind, @Nullable UUID applicationId, @Nullable String owner, boolean ownerEnabled,
		Set<String> ownerRoles, @Nullable Set<String> scopes, @Nullable PublishedKeys keys, TokenRules rules) {

	static final String SETTING = "gatehouse.client";

	/** What the scopes of the platform's own REST APIs begin with. */
	private static final String PLATFORM = "apim:";

	public ClientFacts {
		ownerRoles = Set.copyOf(ownerRoles);
		scopes = (scopes != null) ? Set.copyOf(scopes) : null;
	}

	/**
	 * The facts about a client that {@link StoredClients} found.
	 * @param client the client
	 * @return the facts
	 */
	public static ClientFacts of(RegisteredClient client) {
		ClientFacts facts = client.getClientSettings().getSetting(SETTING);
		if (facts == null) {
			throw new IllegalStateException("client: " + client.getClientId() + " (expected: one from the database)");
		}
		return facts;
	}

	static ClientFacts of(OAuthClient client) {
		var owner = client.owner();
		var application = client.application();
		return new ClientFacts(client.kind(), (application != null) ? application.getId() : null,
				(owner != null) ? owner.userName() : null, owner != null && owner.isEnabled(),
				(owner != null) ? owner.roleNames() : Set.of(),
				(client.kind() == Kind.DYNAMIC || client.kind() == Kind.REST) ? Set.copyOf(client.scopes()) : null,
				keys(client), client.tokenRules());
	}

	/**
	 * Tells whether the client can be granted a scope at all.
	 * @param scope the scope
	 * @return false where it was registered without it; a client of the REST APIs is
	 * limited in their scopes only
	 */
	public boolean mayAskFor(String scope) {
		return this.scopes == null || this.scopes.contains(scope)
				|| (this.kind == Kind.REST && !scope.startsWith(PLATFORM));
	}

	private static @Nullable PublishedKeys keys(OAuthClient client) {
		return (client.jwks() != null || client.jwksUri() != null) ? new PublishedKeys(client.jwks(), client.jwksUri())
				: null;
	}

}
