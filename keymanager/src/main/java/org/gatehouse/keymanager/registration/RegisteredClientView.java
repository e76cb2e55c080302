package org.gatehouse.keymanager.registration;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.oauth.OAuthClient;
import org.jspecify.annotations.Nullable;

/**
 * A client that registered itself, as administrators see it.
 *
 * @param id the client's row
 * @param clientId its public name
 * @param name what it calls itself
 * @param owner the user whom it belongs to
 * @param kind {@code DYNAMIC} by RFC 7591, {@code REST} by the interface of the REST APIs
 * @param grantTypes what it may ask tokens with
 * @param redirectUris where browsers are led back to
 * @param postLogoutRedirectUris where browsers are led to after a sign-out
 * @param scopes the most that it can be granted
 * @param authMethod how it says who it is, a name of RFC 7591
 * @param jwksUri where its keys are, null where it has written them down or has none
 * @param disabled whether an administrator has switched it off
 * @param createdAt when it was registered
 */
record RegisteredClientView(UUID id, String clientId, String name, String owner, OAuthClient.Kind kind,
		List<String> grantTypes, List<String> redirectUris, List<String> postLogoutRedirectUris, List<String> scopes,
		String authMethod, @Nullable String jwksUri, boolean disabled, Instant createdAt) {

	static RegisteredClientView of(OAuthClient client) {
		UserAccount owner = client.owner();
		String method = client.authMethod();
		return new RegisteredClientView(client.getId(), client.clientId(), client.name(),
				(owner != null) ? owner.userName() : "", client.kind(), client.grantTypes(), client.redirectUris(),
				client.signOutUris(), client.scopes(), (method != null) ? method : "client_secret_basic",
				client.jwksUri(), client.isDisabled(), client.createdAt());
	}

}
