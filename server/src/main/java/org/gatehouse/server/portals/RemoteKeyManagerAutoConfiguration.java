package org.gatehouse.server.portals;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.db.sealing.SealedValues;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.security.BackChannel;
import org.gatehouse.web.security.PortalClientSecrets;
import org.gatehouse.web.security.UserRoles;
import org.gatehouse.web.tokens.ApplicationTokens;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the key manager contributes to the portals, for nodes that do not play its role:
 * they look into the same database, and ask it for the keys that tokens are signed with.
 * Whether a node plays it is decided by its roles and by no setting, so that beans are
 * still found at build time (ADR 0009).
 */
@AutoConfiguration(afterName = "org.gatehouse.keymanager.KeyManagerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class RemoteKeyManagerAutoConfiguration {

	private static final String ACCESS_TOKEN_TYPE = "at+jwt";

	@Bean
	@ConditionalOnMissingBean
	JwtDecoder accessTokenDecoder(BackChannel backChannel, WebProperties properties, Authorizations authorizations,
			Clock clock) {
		NimbusJwtDecoder decoder = backChannel.decoder(URI.create(properties.internalUrl() + "/oauth2/jwks"),
				ACCESS_TOKEN_TYPE);
		JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
		times.setClock(clock);
		OAuth2TokenValidator<Jwt> known = (
				jwt) -> authorizations.stateOf(TokenHash.of(jwt.getTokenValue()), clock.instant()).isPresent()
						? OAuth2TokenValidatorResult.success() : OAuth2TokenValidatorResult
							.failure(new OAuth2Error("invalid_token", "the token was revoked", null));
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
				List.of(times, new JwtIssuerValidator(properties.publicUrl().toString()), known)));
		return decoder;
	}

	@Bean
	@ConditionalOnMissingBean
	PortalClientSecrets portalClientSecrets(SealedValues sealed) {
		return (portal) -> TenantContext.call(DefaultTenant.ID,
				() -> sealed.findOrCreate("portal client secret " + portal.clientId(), ClientSecrets::newSecret));
	}

	@Bean
	@ConditionalOnMissingBean
	ApplicationTokens remoteApplicationTokens(BackChannel backChannel, WebProperties properties,
			PortalClientSecrets secrets, JsonMapper json) {
		return new RemoteApplicationTokens(backChannel.restClient().build(), properties.internalUrl(), secrets, json);
	}

	@Bean
	@ConditionalOnMissingBean
	UserRoles presentRoles(UserAccountRepository users) {
		return (userName) -> users.findByUserNameIgnoreCase(userName)
			.filter(UserAccount::isEnabled)
			.map(UserAccount::roleNames)
			.orElse(null);
	}

}
