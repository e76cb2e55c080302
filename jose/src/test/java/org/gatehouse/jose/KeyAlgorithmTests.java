package org.gatehouse.jose;

import java.text.ParseException;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyAlgorithmTests {

	private static SignedJWT signed(KeyAlgorithm algorithm, JWK key) {
		try {
			SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm.jws()).keyID(key.getKeyID()).build(),
					new JWTClaimsSet.Builder().subject("tom").build());
			token.sign(KeyAlgorithm.signer(key));
			return SignedJWT.parse(token.serialize());
		}
		catch (JOSEException | ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatAKeySignsItsPublicPartVerifies(KeyAlgorithm algorithm) {
		JWK key = algorithm.newKey("one");
		VerificationKey verification = VerificationKey.read(key.toPublicJWK().toJSONObject());
		assertThat(verification.algorithm()).isEqualTo(algorithm);
		assertThat(verification.jwk().isPrivate()).isFalse();
		assertThat(verification.verifies(signed(algorithm, key))).isTrue();
		assertThat(verification.verifies(signed(algorithm, algorithm.newKey("one")))).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void aSignatureOfAnotherShapeVerifiesNothing(KeyAlgorithm algorithm) throws ParseException {
		JWK key = algorithm.newKey("one");
		String[] parts = signed(algorithm, key).serialize().split("\\.");
		VerificationKey verification = VerificationKey.of(key);
		for (String signature : new String[] { "AA", "A".repeat(86), "A".repeat(342), parts[2] + "AAAA",
				parts[2].substring(4) }) {
			assertThat(verification.verifies(SignedJWT.parse(parts[0] + "." + parts[1] + "." + signature)))
				.as(signature)
				.isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aNameOfAnAlgorithmFindsIt(KeyAlgorithm algorithm) {
		assertThat(KeyAlgorithm.named(algorithm.jwsName())).contains(algorithm);
	}

	@Test
	void noOtherNameFindsOne() {
		assertThat(KeyAlgorithm.named("none")).isEmpty();
		assertThat(KeyAlgorithm.named("HS256")).isEmpty();
		assertThat(KeyAlgorithm.named("rs256")).isEmpty();
	}

	@Test
	void keysThatAreTooWeakOrForSomethingElseAreRefused() throws JOSEException {
		for (JWK key : new JWK[] { new RSAKeyGenerator(1024, true).generate(),
				new RSAKeyGenerator(2048).algorithm(JWSAlgorithm.RS512).generate(),
				new RSAKeyGenerator(2048).keyUse(KeyUse.ENCRYPTION).generate(),
				new ECKeyGenerator(Curve.P_384).generate(), new OctetSequenceKeyGenerator(256).generate() }) {
			assertThatIllegalArgumentException().isThrownBy(() -> VerificationKey.of(key))
				.withMessageContaining("expected");
		}
	}

	@Test
	void whatIsNoKeyIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> VerificationKey.read(Map.of("kty", "RSA")))
			.withMessageContaining("public JWK");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> VerificationKey.read(Map.of("kty", "OKP", "crv", "Ed25519", "x", "AAAA")))
			.withMessageContaining("32");
	}

}
