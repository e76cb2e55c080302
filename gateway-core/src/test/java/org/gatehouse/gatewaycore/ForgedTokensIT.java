package org.gatehouse.gatewaycore;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.jose.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every class of forged token (RFC 8725), and good ones at the wrong place or time: the
 * same refusal for all, without a look at any address that a token names.
 */
class ForgedTokensIT {

	private static final RSAKey KEY = TestTokens.KEY;

	private final GatewayKit kit = new GatewayKit();

	private final TestBackend canary = new TestBackend();

	private final Map<String, String> forged = new LinkedHashMap<>();

	@AfterEach
	void stop() {
		this.kit.close();
		this.canary.close();
	}

	private static JWSHeader.Builder header() {
		return TestTokens.header().keyID(KEY.getKeyID());
	}

	private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
		return new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt")).keyID(KEY.getKeyID());
	}

	private static String real() {
		return TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
	}

	private static String signed(RSAKey key, JWSHeader header) {
		return signed(KeyAlgorithm.signer(key), header);
	}

	private static String signed(JWSSigner signer, JWSHeader header) {
		return TestTokens.jwt(signer, header, GatewayKit.CONSUMER_KEY, (_) -> {
		});
	}

	private static String encoded(String text) {
		return Base64URL.encode(text).toString();
	}

	private static String withHeader(String header) {
		String[] parts = real().split("\\.", -1);
		return encoded(header) + "." + parts[1] + "." + parts[2];
	}

	private static String withSignature(byte[] signature) {
		String[] parts = real().split("\\.", -1);
		return parts[0] + "." + parts[1] + "." + Base64URL.encode(signature);
	}

	private void unsigned() {
		for (String name : List.of("none", "None", "NONE", "nOnE", "", "RS256 ", "rs256", "HS256\\u0000")) {
			String head = encoded("{\"alg\":\"" + name + "\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}");
			String claims = real().split("\\.", -1)[1];
			this.forged.put("alg '" + name + "', no signature", head + "." + claims + ".");
			this.forged.put("alg '" + name + "', the real signature",
					head + "." + claims + "." + real().split("\\.", -1)[2]);
		}
		this.forged.put("no signature", real().replaceAll("\\.[^.]*$", "."));
		this.forged.put("no third part", real().replaceAll("\\.[^.]*$", ""));
		this.forged.put("zeros", withSignature(new byte[256]));
		this.forged.put("ECDSA's zeros", withSignature(new byte[64]));
		this.forged.put("one", withSignature(new byte[] { 1 }));
		this.forged.put("twice the length", withSignature(new byte[512]));
	}

	private void confused() throws JOSEException {
		List<byte[]> secrets = List.of(KEY.toRSAPublicKey().getEncoded(),
				("-----BEGIN PUBLIC KEY-----\n" + Base64.encode(KEY.toRSAPublicKey().getEncoded())
						+ "\n-----END PUBLIC KEY-----\n")
					.getBytes(StandardCharsets.US_ASCII),
				KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8), KEY.getModulus().decode());
		for (byte[] secret : secrets) {
			for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
				this.forged.put(algorithm + " with the public key, " + secret.length + " bytes",
						signed(new MACSigner(secret), header(algorithm).build()));
			}
		}
		for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
			this.forged.put("the right key by " + algorithm, signed(new RSASSASigner(KEY), header(algorithm).build()));
		}
		JWK curve = KeyAlgorithm.ES256.newKey(KEY.getKeyID());
		this.forged.put("a curve under the name of an RSA key",
				signed(KeyAlgorithm.signer(curve), header(JWSAlgorithm.ES256).build()));
	}

	private void ownKeys() {
		RSAKey thief = TestTokens.newKey(KEY.getKeyID());
		URI there = this.canary.url("/keys");
		this.forged.put("another key", signed(thief, header().build()));
		this.forged.put("jwk", signed(thief, header().jwk(thief.toPublicJWK()).build()));
		this.forged.put("jku", signed(thief, header().jwkURL(there).build()));
		this.forged.put("jku and another name", signed(thief, header().keyID("thief").jwkURL(there).build()));
		this.forged.put("x5u", signed(thief, header().x509CertURL(there).build()));
		this.forged.put("x5c",
				signed(thief, header().x509CertChain(List.of(Base64.encode(new byte[] { 1, 2, 3 }))).build()));
		for (String name : List.of("", "../../../../dev/null", "/dev/null", "key-1\u0000", "KEY-1", "x' or '1'='1",
				"${jndi:ldap://127.0.0.1/x}", "key-1\r\nX: y", "x".repeat(4000))) {
			this.forged.put("kid " + name, signed(thief, header().keyID(name).build()));
		}
		this.forged.put("no kid", signed(KEY, TestTokens.header().build()));
	}

	private void extended() {
		this.forged.put("crit",
				signed(KEY, header().criticalParams(Set.of("exp-x")).customParam("exp-x", true).build()));
		this.forged.put("crit of what is known", signed(KEY, header().criticalParams(Set.of("exp")).build()));
		this.forged.put("crit, empty",
				withHeader("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\",\"crit\":[]}"));
		this.forged.put("b64",
				signed(KEY, header().base64URLEncodePayload(false).criticalParams(Set.of("b64")).build()));
		this.forged.put("b64 without crit", signed(KEY, header().base64URLEncodePayload(false).build()));
		this.forged.put("alg twice",
				withHeader("{\"alg\":\"none\",\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}"));
		this.forged.put("no JSON", withHeader("nonsense"));
		this.forged.put("JSON that is no object", withHeader("[\"RS256\"]"));
		this.forged.put("deep JSON", withHeader("{\"alg\":" + "[".repeat(2500) + "}"));
		this.forged.put("deep claims", encoded("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}") + "."
				+ encoded("{\"a\":" + "[".repeat(2500)) + ".AAAA");
		this.forged.put("long", real() + "A".repeat(6000));
		for (String shape : List.of(".", "..", "...", "....", "a.b", "a.b.c", "a.b.c.d.e", "....".repeat(500))) {
			this.forged.put("'" + shape.substring(0, Math.min(9, shape.length())) + "'", shape);
		}
		// An encrypted token has five parts.
		this.forged.put("encrypted",
				encoded("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"key-1\"}") + "..AAAA.AAAA.AAAA");
		String[] parts = real().split("\\.", -1);
		this.forged.put("changed claims", parts[0] + "."
				+ encoded(new Base64URL(parts[1]).decodeToString().replace("\"tom\"", "\"admin\"")) + "." + parts[2]);
		this.forged.put("padded", parts[0] + "=." + parts[1] + "=." + parts[2] + "=");
	}

	private void misplaced() {
		Date past = Date.from(Instant.now().minusSeconds(1));
		Date soon = Date.from(Instant.now().plusSeconds(90));
		this.forged.put("expired", TestTokens.jwt(GatewayKit.CONSUMER_KEY, (claims) -> claims.expirationTime(past)));
		this.forged.put("without an end",
				TestTokens.jwt(GatewayKit.CONSUMER_KEY, (claims) -> claims.expirationTime(null)));
		this.forged.put("not yet valid",
				TestTokens.jwt(GatewayKit.CONSUMER_KEY, (claims) -> claims.notBeforeTime(soon)));
		this.forged.put("another issuer",
				TestTokens.jwt(GatewayKit.CONSUMER_KEY, (claims) -> claims.issuer("https://localhost:9443/")));
		this.forged.put("no issuer", TestTokens.jwt(GatewayKit.CONSUMER_KEY, (claims) -> claims.issuer(null)));
		this.forged.put("another audience",
				TestTokens.jwt(GatewayKit.CONSUMER_KEY, (claims) -> claims.audience("https://other.example")));
		this.forged.put("no audience", TestTokens.jwt(GatewayKit.CONSUMER_KEY, (claims) -> claims.audience("")));
		this.forged.put("an unknown client", TestTokens.user("stranger", "tom"));
		for (String type : List.of("JWT", "jwt", "at+jwt;x", "logout+jwt", "client-authentication+jwt", "dpop+jwt")) {
			this.forged.put("an ID token or the like: " + type,
					signed(KEY, header().type(new JOSEObjectType(type)).build()));
		}
		this.forged.put("no type", signed(KEY, header().type(null).build()));
	}

	@Test
	void allAreRefusedAlikeAtOnce() throws JOSEException {
		Fixtures.ApiBuilder api = Fixtures.api("/news", this.kit.backend.url(""));
		SnapshotEntry.Subscription subscription = this.kit.subscribe(api, "Unlimited");
		assertThat(subscription).isNotNull();
		assertThat(this.kit.getWith(real(), "/news/1.0.0/x").statusCode()).isEqualTo(200);
		unsigned();
		confused();
		ownKeys();
		extended();
		misplaced();
		assertThat(this.forged).hasSizeGreaterThan(70);
		String refusal = refusalOf("nonsense.x.y").body();
		long begin = System.nanoTime();
		this.forged.forEach((what, token) -> {
			HttpResponse<String> answer = refusalOf(token);
			assertThat(answer.statusCode()).as(what).isEqualTo(401);
			assertThat(answer.body()).as(what).isEqualTo(refusal);
		});
		// Each in far less than 50 ms; taken together, one pause of the machine is none
		// of
		// theirs.
		assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MILLISECONDS.toNanos(50L * this.forged.size()));
		assertThat(this.canary.calls()).isEmpty();
		assertThat(this.kit.backend.calls()).hasSize(1);
		assertThat(this.kit.getWith(real(), "/news/1.0.0/x").statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> refusalOf(String token) {
		return this.kit.get("/news/1.0.0/x", "Authorization", "Bearer " + token, "X-Request-Id", "same");
	}

}
