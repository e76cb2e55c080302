package org.gatehouse.keymanager.tokens;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.web.WebProperties;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2AccessTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2RefreshTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * How tokens are made and read.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

	@Bean
	AuthorizationServerSettings authorizationServerSettings(WebProperties properties) {
		return AuthorizationServerSettings.builder()
			.issuer(properties.publicUrl().toString())
			.oidcUserInfoEndpoint("/userinfo")
			.build();
	}

	@Bean
	OAuth2TokenGenerator<? extends OAuth2Token> tokenGenerator(SigningKeys keys, TokenClaims claims, Clock clock) {
		JwtGenerator jwt = new JwtGenerator(new NimbusJwtEncoder(keys));
		jwt.setClock(clock);
		jwt.setJwtCustomizer(claims::customize);
		OAuth2AccessTokenGenerator opaque = new OAuth2AccessTokenGenerator();
		opaque.setClock(clock);
		opaque.setAccessTokenCustomizer(claims::customize);
		OAuth2RefreshTokenGenerator refresh = new OAuth2RefreshTokenGenerator();
		refresh.setClock(clock);
		return new DelegatingOAuth2TokenGenerator(jwt, opaque, refresh);
	}

	/**
	 * Verifies the access tokens that the REST interfaces are called with: the signature
	 * by the tenant's own keys and RS256 alone, the type, so that no ID token passes,
	 * issuer and times, and that the token was not revoked.
	 */
	@Bean
	JwtDecoder accessTokenDecoder(SigningKeys keys, WebProperties properties, Authorizations authorizations,
			Clock clock) {
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor
			.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TokenClaims.ACCESS_TOKEN_TYPE)));
		processor.setJWSKeySelector(new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256), keys));
		// The validators below check the claims, by the platform's clock.
		processor.setJWTClaimsSetVerifier((_, _) -> {
		});
		NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
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
	 * One session of the servlet container serves all portals: there is nothing to track.
	 */
	@Bean
	SessionRegistry sessionRegistry() {
		return new UntrackedSessions();
	}

}
