package org.gatehouse.gatewaycore.credentials;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DigestChallengeTests {

	private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

	/** The challenges of RFC 7616 section 3.9.1. */
	private static String example(String algorithm) {
		return """
				Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=%s, \
				nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", \
				opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"""".formatted(algorithm);
	}

	private static DigestChallenge read(String... fields) {
		return Objects.requireNonNull(DigestChallenge.strongest(List.of(fields)));
	}

	private static String response(DigestChallenge challenge) {
		return challenge.response(challenge.secret("Mufasa", "Circle of Life", CNONCE), "00000001", CNONCE, "GET",
				"/dir/index.html");
	}

	@Test
	void theExamplesOfTheRfcComeOut() {
		assertThat(response(read(example("MD5")))).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
		assertThat(response(read(example("SHA-256"))))
			.isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
	}

	@Test
	void theStrongestOfSeveralChallengesIsTaken() {
		DigestChallenge both = read(example("MD5"), example("SHA-256"));
		assertThat(both.algorithmName()).isEqualTo("SHA-256");
		assertThat(both.opaque()).isEqualTo("FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS");
		DigestChallenge inOneField = read("Basic realm=\"a, b\", " + example("MD5-sess") + ", Negotiate, "
				+ example("sha-256").replace("qop=\"auth, auth-int\", ", ""));
		assertThat(inOneField.algorithmName()).isEqualTo("SHA-256");
		assertThat(inOneField.protectedCalls()).isFalse();
		assertThat(read(example("MD5-sess")).session()).isTrue();
	}

	@Test
	void whatNobodyCanAnswerIsNoChallenge() {
		assertThat(DigestChallenge.strongest(List.of("Basic realm=\"x\"", "Bearer", "", ",,=", "Digest realm=\"x",
				"Digest nonce=\"a\", qop=\"auth-int\"", "Digest nonce=\"a\", algorithm=SHA-1")))
			.isNull();
	}

	@Test
	void quotedTextIsReadAsItWasMeant() {
		assertThat(read("Digest realm=\"say \\\"hello\\\", friend\", nonce=\"n\"").realm())
			.isEqualTo("say \"hello\", friend");
	}

}
