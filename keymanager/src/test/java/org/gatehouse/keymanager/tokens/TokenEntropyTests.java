package org.gatehouse.keymanager.tokens;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.gatehouse.db.oauth.ClientSecrets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2AccessTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A million of each kind of value that opens something: none twice, 256 bits at least,
 * and no bit that is more often one way than chance allows.
 */
class TokenEntropyTests {

	private static final int MANY = 1_000_000;

	/** Nine standard deviations of a fair coin thrown as often. */
	private static final int FAR_OFF = 4_500;

	static Stream<Arguments> generators() {
		return Stream.of(
				Arguments.of("secrets of clients, links, registrations and device cookies",
						(Supplier<String>) ClientSecrets::newSecret),
				Arguments.of("refresh tokens", (Supplier<String>) TokenConfiguration.REFRESH_TOKENS::generateKey),
				Arguments.of("opaque access tokens", opaqueTokens()));
	}

	private static Supplier<String> opaqueTokens() {
		OAuth2AccessTokenGenerator generator = new OAuth2AccessTokenGenerator();
		AuthorizationServerSettings settings = AuthorizationServerSettings.builder()
			.issuer("https://localhost:9443")
			.build();
		OAuth2TokenContext context = DefaultOAuth2TokenContext.builder()
			.registeredClient(RegisteredClient.withId("1")
				.clientId("client")
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
				.tokenSettings(TokenSettings.builder().accessTokenFormat(OAuth2TokenFormat.REFERENCE).build())
				.build())
			.principal(new TestingAuthenticationToken("tom", "x"))
			.authorizationServerContext(new AuthorizationServerContext() {
				@Override
				public String getIssuer() {
					return "https://localhost:9443";
				}

				@Override
				public AuthorizationServerSettings getAuthorizationServerSettings() {
					return settings;
				}
			})
			.tokenType(OAuth2TokenType.ACCESS_TOKEN)
			.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
			.build();
		return () -> Objects.requireNonNull(generator.generate(context)).getTokenValue();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("generators")
	void areNeverTwiceAndNeverGuessed(String what, Supplier<String> generator) {
		long[] seen = new long[MANY];
		int[] ones = new int[256];
		int shortest = Integer.MAX_VALUE;
		int twice = 0;
		for (int i = 0; i < MANY; i++) {
			byte[] bytes = Base64.getUrlDecoder().decode(generator.get());
			shortest = Math.min(shortest, bytes.length);
			// Two that are equal in 64 bits would come once in thirty million runs.
			seen[i] = ByteBuffer.wrap(bytes).getLong();
			for (int bit = 0; bit < ones.length; bit++) {
				ones[bit] += (bytes[bit / 8] >> (bit % 8)) & 1;
			}
		}
		Arrays.sort(seen);
		for (int i = 1; i < MANY; i++) {
			twice += (seen[i] == seen[i - 1]) ? 1 : 0;
		}
		assertThat(twice).as(what).isZero();
		assertThat(shortest).as(what).isGreaterThanOrEqualTo(32);
		assertThat(Arrays.stream(ones).allMatch((count) -> Math.abs(count - MANY / 2) < FAR_OFF)).as(what).isTrue();
	}

}
