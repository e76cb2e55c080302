package org.gatehouse.publisher;

import java.time.Instant;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.web.security.PortalClientSecrets;
import org.gatehouse.web.security.UserRoles;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * The publisher with its database, and small stand-ins for the key manager: a bearer
 * token is a user's name, with scopes after {@code ~} where it has not all of them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(PublisherFixture.class)
public class PublisherTestApplication {

	private static final String ALL_SCOPES = "apim:api_manage apim:api_view apim:shared_scope_manage"
			+ " apim:subscription_manage apim:tier_view apim:admin"
			+ " apim:common_operation_policy_manage apim:policies_import_export";

	@Bean
	JwtDecoder namesAsTokens() {
		return token -> {
			String[] parts = token.split("~", 2);
			Instant now = Instant.now();
			return Jwt.withTokenValue(token)
				.header("alg", "none")
				.subject(parts[0])
				.claim("scope", (parts.length > 1) ? "apim:" + parts[1] : ALL_SCOPES)
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

}
