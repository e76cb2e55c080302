package org.gatehouse.keymanager.tokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.jose.KeyBoundProcessor;
import org.gatehouse.keymanager.signing.SigningKeys;
import org.gatehouse.web.WebProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2AccessTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * How tokens are made and read.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

	/** 512 random bits. */
	static final StringKeyGenerator REFRESH_TOKENS = new Base64StringKeyGenerator(
			Base64.getUrlEncoder().withoutPadding(), 64);

	@Bean
	AuthorizationServerSettings authorizationServerSettings(WebProperties properties) {
		return AuthorizationServerSettings.builder()
			.issuer(properties.publicUrl().toString())
			.oidcUserInfoEndpoint("/userinfo")
			.build();
	}

	@Bean
	OAuth2TokenGenerator<? extends OAuth2Token> tokenGenerator(JwtEncoder signer, TokenClaims claims, Clock clock) {
		JwtGenerator jwt = new JwtGenerator(signer);
		jwt.setClock(clock);
		jwt.setJwtCustomizer(claims::customize);
		OAuth2AccessTokenGenerator opaque = new OAuth2AccessTokenGenerator();
		opaque.setClock(clock);
		opaque.setAccessTokenCustomizer(claims::customize);
		return new DelegatingOAuth2TokenGenerator(jwt, opaque, (context) -> refreshToken(context, clock));
	}

	/**
	 * The server's own generator has none for public clients; here they get one where
	 * they may refresh, for it is good for one exchange only (RFC 9700 section 2.2.2).
	 */
	private static @Nullable OAuth2RefreshToken refreshToken(OAuth2TokenContext context, Clock clock) {
		if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
			return null;
		}
		Instant now = clock.instant();
		return new OAuth2RefreshToken(REFRESH_TOKENS.generateKey(), now,
				now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive()));
	}

	/**
	 * Verifies the access tokens that the REST interfaces are called with: the signature
	 * by the tenant's own keys, the type, so that no ID token passes, issuer and times,
	 * and that the token was not revoked.
	 */
	@Bean
	JwtDecoder accessTokenDecoder(SigningKeys keys, WebProperties properties, Authorizations authorizations,
			Clock clock) {
		NimbusJwtDecoder decoder = new NimbusJwtDecoder(
				new KeyBoundProcessor(keys, Set.of(TokenClaims.ACCESS_TOKEN_TYPE)));
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

	/**
	 * Sign-ins are kept in the database, where portals on all nodes look: there is
	 * nothing to track here.
	 */
	@Bean
	SessionRegistry sessionRegistry() {
		return new UntrackedSessions();
	}

}
