package org.gatehouse.gatewaycore.token;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.common.snapshot.TokenState;
import org.gatehouse.gatewaycore.TestTokens;
import org.gatehouse.jose.KeyAlgorithm;
import org.gatehouse.jose.VerificationKey;
import org.jspecify.annotations.Nullable;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTokensTests {

	private final AtomicInteger asked = new AtomicInteger();

	private final AccessTokens tokens = new AccessTokens(TestTokens.ISSUER, (_) -> {
		this.asked.incrementAndGet();
		return CompletableFuture.completedFuture(Optional.<TokenState>empty());
	}, Clock.systemUTC());

	private final SigningKeys keys = SigningKeys.none()
		.with(Map.of(TestTokens.KEY.getKeyID(), VerificationKey.read(TestTokens.KEY.toPublicJWK().toJSONObject())),
				Map.of());

	private @Nullable AccessToken find(String token) {
		return this.tokens.find(token, 0, TokenHash.of(token, 0), this.keys);
	}

	private @Nullable AccessToken findWith(Consumer<JWTClaimsSet.Builder> change) {
		return find(TestTokens.jwt("client", change));
	}

	private @Nullable AccessToken findWith(RSAKey key, JWSHeader header) {
		return find(TestTokens.jwt(key, header, "client", (_) -> {
		}));
	}

	private static JWSHeader.Builder header() {
		return TestTokens.header().keyID(TestTokens.KEY.getKeyID());
	}

	private static String encoded(String json) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void aGoodTokenSaysWhoCallsAndWhatFor() {
		AccessToken token = find(TestTokens.user("client", "tom", "a", "b", "a"));
		assertThat(token).isNotNull();
		assertThat(token.consumerKey()).isEqualTo("client");
		assertThat(token.user()).isEqualTo("tom");
		assertThat(token.scopes()).containsExactlyInAnyOrder("a", "b");
		assertThat(token.isOfApplication()).isFalse();
		AccessToken application = find(TestTokens.application("client"));
		assertThat(application).isNotNull();
		assertThat(application.isOfApplication()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void aTokenOfAnyAlgorithmIsRead(KeyAlgorithm algorithm) {
		JWK key = algorithm.newKey("key-2");
		SigningKeys both = this.keys.with(Map.of("key-2", VerificationKey.of(key)), Map.of());
		String token = TestTokens.jwt(KeyAlgorithm.signer(key),
				new JWSHeader.Builder(algorithm.jws()).type(new JOSEObjectType("at+jwt")).keyID("key-2").build(),
				"client", (_) -> {
				});
		assertThat(this.tokens.find(token, 0, TokenHash.of(token, 0), both)).isNotNull();
		assertThat(find(token)).isNull();
	}

	@Test
	void theAlgorithmIsTheKeys() throws JOSEException {
		String claims = encoded("{\"iss\":\"" + TestTokens.ISSUER
				+ "\",\"client_id\":\"client\",\"aud\":\"client\",\"exp\":9999999999}");
		for (String alg : List.of("none", "None", "HS256", "RS512", "PS256", "ES256")) {
			String header = encoded("{\"alg\":\"" + alg + "\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}");
			assertThat(find(header + "." + claims + ".")).as(alg).isNull();
			assertThat(find(header + "." + claims + ".AAAA")).as(alg).isNull();
		}
		SignedJWT confused = new SignedJWT(
				new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt")).keyID("key-1").build(),
				new JWTClaimsSet.Builder().issuer(TestTokens.ISSUER)
					.audience("client")
					.claim("client_id", "client")
					.expirationTime(Date.from(Instant.now().plusSeconds(60)))
					.build());
		confused.sign(new MACSigner(TestTokens.KEY.toRSAPublicKey().getEncoded()));
		assertThat(find(confused.serialize())).isNull();
	}

	@Test
	void theTokenCannotBringOrChooseAKey() {
		RSAKey other = TestTokens.newKey("key-1");
		assertThat(findWith(other, header().build())).isNull();
		assertThat(findWith(other, header().jwk(other.toPublicJWK()).build())).isNull();
		assertThat(findWith(TestTokens.KEY, TestTokens.header().build())).isNull();
		assertThat(findWith(TestTokens.KEY, TestTokens.header().keyID("../../etc/passwd").build())).isNull();
	}

	@Test
	void theTypeIsStatedAndNoExtensionIsTaken() {
		assertThat(findWith(TestTokens.KEY, header().type(JOSEObjectType.JWT).build())).isNull();
		assertThat(findWith(TestTokens.KEY, header().type(null).build())).isNull();
		assertThat(findWith(TestTokens.KEY, header().type(new JOSEObjectType("application/at+jwt")).build()))
			.isNotNull();
		assertThat(findWith(TestTokens.KEY, header().criticalParams(Set.of("exp")).customParam("exp", 1).build()))
			.isNull();
	}

	@Test
	void theClaimsAreThoseOfAnAccessTokenOfThisIssuer() {
		assertThat(findWith((claims) -> claims.issuer("https://elsewhere"))).isNull();
		assertThat(findWith((claims) -> claims.audience("other"))).isNull();
		assertThat(findWith((claims) -> claims.claim("client_id", null))).isNull();
		assertThat(findWith((claims) -> claims.claim("client_id", 5))).isNull();
		assertThat(findWith((claims) -> claims.expirationTime(null))).isNull();
		assertThat(findWith((claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1))))).isNull();
		assertThat(findWith((claims) -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(90))))).isNull();
		assertThat(findWith((claims) -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(30))))).isNotNull();
	}

	private @Nullable AccessToken findWithPayload(String json) throws JOSEException {
		JWSObject token = new JWSObject(header().build(), new Payload(json));
		token.sign(new RSASSASigner(TestTokens.KEY));
		return find(token.serialize());
	}

	private static String claims(String more) {
		return "{\"iss\":\"" + TestTokens.ISSUER + "\",\"client_id\":\"client\",\"aud\":[\"other\",\"client\"],"
				+ "\"iat\":1,\"exp\":9999999999" + more;
	}

	@Test
	void otherClaimsArePlainValuesAndListsOfThem() throws JOSEException {
		AccessToken token = findWithPayload(claims(",\"a\":\"x\",\"b\":[1,\"y\",{\"z\":[2]},[3],true,null],\"c\":1.50,"
				+ "\"d\":null,\"e\":{\"exp\":1},\"sub\":null,\"jti\":{\"client_id\":\"other\"}}"));
		assertThat(token).isNotNull();
		assertThat(token.claims())
			.isEqualTo(Map.of("a", List.of("x"), "b", List.of("1", "y", "true"), "c", List.of("1.5")));
		assertThat(token.consumerKey()).isEqualTo("client");
		assertThat(token.expiresAt()).isEqualTo(9_999_999_999_000L);
		assertThat(token.user()).isNull();
	}

	@Test
	void timesMayHaveFractions() throws JOSEException {
		assertThat(findWithPayload(claims(",\"nbf\":1.75}"))).isNotNull();
		assertThat(findWithPayload(claims(",\"nbf\":9999999998.5}"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "}x", "}{}", ",\"exp\":9999999998}", ",\"sub\":5}", ",\"sub\":[\"tom\"]}",
			",\"nbf\":\"1\"}", ",\"nbf\":[1]}", ",\"nbf\":1e300}", ",\"nbf\":99999999999999999999}",
			",\"scope\":[\"a\"]}", ",\"nbf\":9223372036854775}" })
	void whatIsSignedButIsNotWellFormedIsNotTaken(String rest) throws JOSEException {
		assertThat(findWithPayload(claims(rest))).isNull();
	}

	@Test
	void aChangeOfKeysIsFeltByKnownTokens() {
		String token = TestTokens.user("client", "tom");
		assertThat(find(token)).isNotNull();
		assertThat(this.tokens.find(token, 0, TokenHash.of(token, 0), this.keys.with(Map.of(), Map.of()))).isNull();
	}

	@Test
	void garbageIsNoToken() {
		for (String text : List.of("..", "a.b", "a.b.c", "a.b.c.d.e", ".".repeat(5000), "é.é.é")) {
			assertThat(find(text)).isNull();
		}
	}

	@Test
	void nobodyAsksAgainForAnUnknownOpaqueToken() {
		TokenHash hash = TokenHash.of("opaque", 0);
		assertThat(this.tokens.ask(hash)).isCompletedWithValue(Optional.empty());
		assertThat(this.tokens.ask(hash)).isCompletedWithValue(Optional.empty());
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void theHashIsSha256() {
		TokenHash hash = TokenHash.of("Bearer abc", 7);
		assertThat(hash.toHex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		assertThat(TokenHash.fromHex(hash.toHex())).isEqualTo(hash);
	}

}
