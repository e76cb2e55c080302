package org.gatehouse.keymanager.clients;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClient.Kind;
import org.gatehouse.db.oauth.TokenRules;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.security.Portal;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/**
 * Makes the authorization server's clients of the database's.
 */
@Component
class ClientMapping {

	/** How long a user has to answer a device. */
	private static final Duration DEVICE_CODE = Duration.ofMinutes(10);

	private final WebProperties properties;

	private final Clock clock;

	/** The hash of a secret that nobody has. */
	private final String nobodysHash;

	ClientMapping(ClientSecrets secrets, WebProperties properties, Clock clock) {
		this.properties = properties;
		this.clock = clock;
		this.nobodysHash = secrets.hash(ClientSecrets.newSecret());
	}

	/**
	 * The hash of a secret that nobody has.
	 * @return what an unknown client's secret is compared with
	 */
	String nobodysHash() {
		return this.nobodysHash;
	}

	/**
	 * Maps.
	 * @param client the client, with owner, roles, application and secrets
	 * @return what the authorization server goes by, with {@link ClientFacts}; of secrets
	 * those that hold now
	 */
	RegisteredClient registered(OAuthClient client) {
		TokenRules rules = client.tokenRules();
		RegisteredClient.Builder builder = RegisteredClient.withId(client.getId().toString())
			.clientId(client.clientId())
			.clientIdIssuedAt(client.createdAt())
			.clientName(client.name())
			.authorizationGrantTypes(
					(types) -> client.grantTypes().stream().map(AuthorizationGrantType::new).forEach(types::add))
			.clientSettings(settings(client))
			.tokenSettings(TokenSettings.builder()
				.accessTokenFormat((client.tokenFormat() == TokenFormat.JWT) ? OAuth2TokenFormat.SELF_CONTAINED
						: OAuth2TokenFormat.REFERENCE)
				.accessTokenTimeToLive(rules.userToken())
				.refreshTokenTimeToLive(rules.refreshToken())
				.authorizationCodeTimeToLive(rules.code())
				.deviceCodeTimeToLive(DEVICE_CODE)
				.reuseRefreshTokens(false)
				.build());
		authentication(client, builder);
		if (client.kind() == Kind.PORTAL) {
			redirectsOfPortal(client, builder);
		}
		else {
			builder.redirectUris((uris) -> uris.addAll(client.redirectUris()))
				.postLogoutRedirectUris((uris) -> uris.addAll(client.signOutUris()));
		}
		return builder.build();
	}

	private static ClientSettings settings(OAuthClient client) {
		ClientFacts facts = ClientFacts.of(client);
		ClientSettings.Builder settings = ClientSettings.builder()
			.requireAuthorizationConsent(client.kind() != Kind.PORTAL)
			.requireProofKey(client.isPublic() || client.kind() == Kind.REST || client.kind() == Kind.PORTAL)
			.setting(ClientFacts.SETTING, facts);
		if (facts.keys() != null) {
			// That there is an algorithm tells a private key from a secret; the decoder
			// takes several.
			settings.tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS256);
		}
		return settings.build();
	}

	private void authentication(OAuthClient client, RegisteredClient.Builder builder) {
		if (client.isPublic()) {
			builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
		}
		else if (client.jwks() != null || client.jwksUri() != null) {
			builder.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
		}
		else {
			builder.clientSecret(ClientSecretEncoder.encoded(hashes(client)))
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
		}
	}

	/** A client without a secret that holds is refused like one with a wrong secret. */
	private List<String> hashes(OAuthClient client) {
		List<String> hashes = client.secretHashes(this.clock.instant());
		return hashes.isEmpty() ? List.of(this.nobodysHash) : hashes;
	}

	/** They follow the public URL, which may change between two starts. */
	private void redirectsOfPortal(OAuthClient client, RegisteredClient.Builder builder) {
		for (Portal portal : Portal.values()) {
			if (portal.clientId().equals(client.clientId())) {
				builder.redirectUri(this.properties.publicUrl() + portal.callbackPath())
					.postLogoutRedirectUri(this.properties.publicUrl() + portal.path() + "/signed-out");
			}
		}
	}

}
