package org.gatehouse.jose;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyBoundProcessorTests {

	private static final JWK RSA = KeyAlgorithm.RS256.newKey("rsa");

	private static final JWK EC = KeyAlgorithm.ES256.newKey("ec");

	private static final JWK OKP = KeyAlgorithm.EDDSA.newKey("okp");

	private final KeyBoundProcessor processor = new KeyBoundProcessor(
			new ImmutableJWKSet<>(new JWKSet(List.of(RSA, EC, OKP)).toPublicJWKSet()), Set.of("at+jwt"));

	private static JWSHeader.Builder header(JWSAlgorithm algorithm, String keyId) {
		return new JWSHeader.Builder(algorithm).keyID(keyId).type(new JOSEObjectType("at+jwt"));
	}

	private static String token(JWSHeader header, JWK key) throws JOSEException {
		SignedJWT token = new SignedJWT(header, new JWTClaimsSet.Builder().subject("tom").build());
		token.sign(KeyAlgorithm.signer(key));
		return token.serialize();
	}

	private static JWK keyOf(KeyAlgorithm algorithm) {
		return switch (algorithm) {
			case RS256 -> RSA;
			case ES256 -> EC;
			case EDDSA -> OKP;
		};
	}

	private void isRefused(String token) {
		assertThatExceptionOfType(BadJOSEException.class).isThrownBy(() -> this.processor.process(token, null));
	}

	@ParameterizedTest
	@EnumSource
	void aTokenOfAKnownKeyIsTaken(KeyAlgorithm algorithm) throws Exception {
		JWK key = keyOf(algorithm);
		String token = token(header(algorithm.jws(), key.getKeyID()).build(), key);
		assertThat(this.processor.process(token, null).getSubject()).isEqualTo("tom");
	}

	@Test
	void aTokenThatIsNotSignedIsRefused() {
		String claims = Base64.getUrlEncoder().withoutPadding().encodeToString("{}".getBytes(StandardCharsets.UTF_8));
		String header = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.UTF_8));
		isRefused(header + "." + claims + ".");
	}

	@Test
	void aPublicKeyIsNoSharedSecret() throws JOSEException {
		SignedJWT token = new SignedJWT(header(JWSAlgorithm.HS256, "rsa").build(), new JWTClaimsSet.Builder().build());
		token.sign(new MACSigner(RSA.toRSAKey().toRSAPublicKey().getEncoded()));
		isRefused(token.serialize());
	}

	@Test
	void aTokenCannotBringItsKey() throws JOSEException {
		JWK own = KeyAlgorithm.ES256.newKey("ec");
		isRefused(token(header(JWSAlgorithm.ES256, "ec").jwk(own.toPublicJWK()).build(), own));
		isRefused(token(header(JWSAlgorithm.ES256, "own").jwk(own.toPublicJWK()).build(), own));
	}

	@Test
	void aTokenWithoutAKeyIdIsRefused() throws JOSEException {
		isRefused(token(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt")).build(), EC));
	}

	@ParameterizedTest
	@ValueSource(strings = { "JWT", "at+jwt2", "application/jwt" })
	void aTokenOfAnotherTypeIsRefused(String type) throws JOSEException {
		isRefused(token(header(JWSAlgorithm.ES256, "ec").type(new JOSEObjectType(type)).build(), EC));
	}

	@Test
	void anExtensionThatMustBeUnderstoodIsRefused() throws JOSEException {
		isRefused(token(header(JWSAlgorithm.ES256, "ec").criticalParams(Set.of("exp")).customParam("exp", 1).build(),
				EC));
	}

}
