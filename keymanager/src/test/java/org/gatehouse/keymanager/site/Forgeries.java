package org.gatehouse.keymanager.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

/**
 * Assertions that nobody must believe: every class of forged token, and good ones at the
 * wrong place or time (RFC 8725, RFC 7523 section 3).
 */
final class Forgeries {

	private Forgeries() {
	}

	/**
	 * The forgeries by what is wrong with them.
	 * @param real whose key is known
	 * @param claims good claims, fresh at each call
	 * @param canary an address that nobody must visit
	 * @return assertions, each never seen before
	 */
	static Map<String, String> of(Signer real, Supplier<JWTClaimsSet.Builder> claims, String canary) {
		Signer thief = Signer.rsa();
		String kid = real.key().getKeyID();
		URI there = URI.create(canary);
		Map<String, String> forged = new LinkedHashMap<>();
		forged.put("no signature", new PlainJWT(claims.get().build()).serialize());
		forged.put("empty signature", real.sign(claims.get()).replaceAll("\\.[^.]*$", "."));
		forged.put("a secret made of the public key", hmac(real, claims.get()));
		forged.put("another key", thief.sign(claims.get()));
		forged.put("another key under the known name", thief.sign(claims.get(), (header) -> header.keyID(kid)));
		forged.put("another key in the header",
				thief.sign(claims.get(), (header) -> header.keyID(kid).jwk(thief.key().toPublicJWK())));
		forged.put("jku", thief.sign(claims.get(), (header) -> header.jwkURL(there)));
		forged.put("x5u", thief.sign(claims.get(), (header) -> header.x509CertURL(there)));
		forged.put("a path as the key's name", thief.sign(claims.get(), (header) -> header.keyID("../../../dev/null")));
		forged.put("SQL as the key's name", thief.sign(claims.get(), (header) -> header.keyID("x' or '1'='1")));
		forged.put("crit",
				real.sign(claims.get(), (header) -> header.criticalParams(Set.of("exp-x")).customParam("exp-x", true)));
		forged.put("the type of an access token",
				real.sign(claims.get(), (header) -> header.type(new JOSEObjectType("at+jwt"))));
		forged.put("changed claims", changed(real.sign(claims.get())));
		forged.put("a signature of zeros", zeros(real.sign(claims.get())));
		Date past = Date.from(Instant.now().minusSeconds(120));
		forged.put("expired", real.sign(claims.get().expirationTime(past)));
		forged.put("without an end", real.sign(claims.get().expirationTime(null)));
		forged.put("a day long", real.sign(claims.get().expirationTime(Date.from(Instant.now().plusSeconds(86_400)))));
		forged.put("not yet valid", real.sign(claims.get().notBeforeTime(Date.from(Instant.now().plusSeconds(120)))));
		forged.put("of the future", real.sign(claims.get().issueTime(Date.from(Instant.now().plusSeconds(120)))));
		forged.put("for another server", real.sign(claims.get().audience("https://other.example")));
		forged.put("for nobody", real.sign(claims.get().audience(List.of())));
		forged.put("of another issuer", real.sign(claims.get().issuer("https://other.example")));
		forged.put("of nobody", real.sign(claims.get().issuer(null)));
		forged.put("without a name", real.sign(claims.get().jwtID(null)));
		forged.put("no token at all", "nonsense");
		forged.put("dots", "..");
		forged.put("deep", Base64URL.encode("{\"alg\":" + "[".repeat(2000) + "}").toString() + ".e30.e30");
		return forged;
	}

	private static String hmac(Signer real, JWTClaimsSet.Builder claims) {
		try {
			byte[] secret = (real.key() instanceof RSAKey rsa) ? ((RSAPublicKey) rsa.toPublicKey()).getEncoded()
					: real.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
			SignedJWT jwt = new SignedJWT(
					new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(real.key().getKeyID()).build(), claims.build());
			jwt.sign(new MACSigner(secret));
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String changed(String token) {
		String[] parts = token.split("\\.", -1);
		String claims = new Base64URL(parts[1]).decodeToString().replaceFirst("\\{", "{\"scope\":\"admin\",");
		return parts[0] + "." + Base64URL.encode(claims) + "." + parts[2];
	}

	/** What ECDSA verifiers once took for a signature of anything (CVE-2022-21449). */
	private static String zeros(String token) {
		String[] parts = token.split("\\.", -1);
		return parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]);
	}

}
