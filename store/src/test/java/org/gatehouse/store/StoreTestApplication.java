package org.gatehouse.store;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.scope.ScopeGrant;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.oauth.AuthorizationRow;
import org.gatehouse.db.oauth.AuthorizationRow.StoredToken;
import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.web.security.PortalClientSecrets;
import org.gatehouse.web.security.UserRoles;
import org.gatehouse.web.tokens.ApplicationTokens;
import org.gatehouse.web.tokens.IssuedToken;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * The store with its database, and small stand-ins for the key manager: a bearer token is
 * a user's name, with scopes after {@code ~} where it has not all of them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(StoreFixture.class)
public class StoreTestApplication {

	private static final String ALL_SCOPES = "apim:subscribe apim:app_manage apim:sub_manage apim:store_settings";

	@Bean
	JwtDecoder namesAsTokens() {
		return token -> {
			String[] parts = token.split("~", 2);
			Instant now = Instant.now();
			return Jwt.withTokenValue(token)
				.header("alg", "none")
				.subject(parts[0])
				.claim("scope", (parts.length > 1) ? parts[1] : ALL_SCOPES)
				.issuedAt(now)
				.expiresAt(now.plusSeconds(60))
				.build();
		};
	}

	@Bean
	PortalClientSecrets secrets() {
		return portal -> "secret-of-" + portal;
	}

	@Bean
	UserRoles presentRoles(UserAccountRepository users) {
		return name -> users.findByUserNameIgnoreCase(name).map(UserAccount::roleNames).orElse(null);
	}

	/** Grants every scope but those that begin with "no", and stores what it made. */
	@Bean
	ApplicationTokens applicationTokens(OAuthClientRepository clients, Authorizations authorizations) {
		return (ConsumerKey key, Set<String> scopes, Duration validity, @Nullable String user) -> {
			OAuthClient client = clients.findByClientId(key.value()).orElseThrow();
			String token = "token-" + UUID.randomUUID();
			Instant now = Instant.now();
			Set<String> granted = new LinkedHashSet<>(List.of(ScopeGrant.APPLICATION_SCOPE));
			Map<String, ScopeGrant.Decision> dropped = new LinkedHashMap<>();
			scopes.forEach(scope -> {
				if (scope.startsWith("no")) {
					dropped.put(scope, ScopeGrant.Decision.DROPPED_MISSING_ROLE);
				}
				else {
					granted.add(scope);
				}
			});
			UUID id = UUID.randomUUID();
			authorizations.insert(new AuthorizationRow(id, id, client.getId(), (user != null) ? user : key.value(),
					"client_credentials", List.copyOf(granted), "{}", null, null,
					new StoredToken(TokenHash.of(token), "{}", now, now.plus(validity)), null, null, null, 0, now));
			return new IssuedToken(token, granted, dropped, validity);
		};
	}

}
