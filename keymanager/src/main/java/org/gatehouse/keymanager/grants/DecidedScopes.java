package org.gatehouse.keymanager.grants;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;

import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * Shows a client to a grant of the authorization server as one that is registered with
 * the very scopes that were decided on. The server would refuse all others.
 */
final class DecidedScopes {

	private DecidedScopes() {
	}

	/**
	 * The client with scopes.
	 * @param caller the client
	 * @param scopes well-formed scopes
	 * @return the client, as one that has proved who it is
	 */
	static OAuth2ClientAuthenticationToken of(GrantClient caller, Collection<String> scopes) {
		return authenticated(caller, from(caller.client(), scopes).build());
	}

	/**
	 * The client with scopes, and with access tokens that hold no longer than said.
	 * @param caller the client
	 * @param scopes well-formed scopes
	 * @param longest how long an access token may hold, more than nothing
	 * @return the client, as one that has proved who it is
	 */
	static OAuth2ClientAuthenticationToken of(GrantClient caller, Collection<String> scopes, Duration longest) {
		TokenSettings settings = caller.client().getTokenSettings();
		Duration usual = settings.getAccessTokenTimeToLive();
		return authenticated(caller,
				from(caller.client(), scopes)
					.tokenSettings(TokenSettings.withSettings(settings.getSettings())
						.accessTokenTimeToLive((usual.compareTo(longest) < 0) ? usual : longest)
						.build())
					.build());
	}

	private static RegisteredClient.Builder from(RegisteredClient client, Collection<String> scopes) {
		return RegisteredClient.from(client).scopes((all) -> {
			all.clear();
			all.addAll(new LinkedHashSet<>(scopes));
		});
	}

	private static OAuth2ClientAuthenticationToken authenticated(GrantClient caller, RegisteredClient client) {
		return new OAuth2ClientAuthenticationToken(client, caller.authentication().getClientAuthenticationMethod(),
				null);
	}

}
