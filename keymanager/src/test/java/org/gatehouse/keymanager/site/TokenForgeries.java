package org.gatehouse.keymanager.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * Access tokens of this server that nobody must believe, made of a real one by somebody
 * who has the public keys and nothing else (RFC 8725).
 */
final class TokenForgeries {

	private final String[] parts;

	private final JWTClaimsSet claims;

	private final RSAKey published;

	private final RSAKey thief;

	private TokenForgeries(String real, RSAKey published) {
		try {
			this.parts = real.split("\\.", -1);
			this.claims = SignedJWT.parse(real).getJWTClaimsSet();
			this.published = published;
			this.thief = new RSAKeyGenerator(2048).keyID(published.getKeyID()).generate();
		}
		catch (JOSEException | ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The forgeries by what is wrong with them.
	 * @param real a token that is taken
	 * @param published the public key that it was signed with
	 * @param canary an address that nobody must visit
	 * @return tokens that nobody must take
	 */
	static Map<String, String> of(String real, RSAKey published, String canary) {
		TokenForgeries forgeries = new TokenForgeries(real, published);
		Map<String, String> forged = new LinkedHashMap<>();
		forgeries.unsigned(forged);
		forgeries.signedByOthers(forged, URI.create(canary));
		forgeries.misshapen(forged);
		return forged;
	}

	private void unsigned(Map<String, String> forged) {
		for (String algorithm : List.of("none", "None", "nOnE", "", "HS256", "ES256", "rs256")) {
			String header = encoded(
					"{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"" + this.published.getKeyID() + "\"}");
			forged.put("alg '" + algorithm + "' unsigned", header + "." + this.parts[1] + ".");
			forged.put("alg '" + algorithm + "' with the signature",
					header + "." + this.parts[1] + "." + this.parts[2]);
		}
		forged.put("no signature", this.parts[0] + "." + this.parts[1] + ".");
		forged.put("two parts", this.parts[0] + "." + this.parts[1]);
		forged.put("zeros", this.parts[0] + "." + this.parts[1] + "." + Base64URL.encode(new byte[256]));
		forged.put("ECDSA's zeros", this.parts[0] + "." + this.parts[1] + "." + Base64URL.encode(new byte[64]));
		forged.put("changed claims", this.parts[0] + "."
				+ encoded(this.claims.toString().replace("\"sub\":\"", "\"sub\":\"x")) + "." + this.parts[2]);
	}

	private void signedByOthers(Map<String, String> forged, URI canary) {
		forged.put("another key", signed((header) -> header));
		forged.put("jwk", signed((header) -> header.jwk(this.thief.toPublicJWK())));
		forged.put("jwk and another name", signed((header) -> header.keyID("own").jwk(this.thief.toPublicJWK())));
		forged.put("jku", signed((header) -> header.jwkURL(canary)));
		forged.put("jku and another name", signed((header) -> header.keyID("own").jwkURL(canary)));
		forged.put("x5u", signed((header) -> header.keyID("own").x509CertURL(canary)));
		for (String name : List.of("", "../../../dev/null", "x' or '1'='1", "${jndi:ldap://127.0.0.1/}",
				"x".repeat(2000))) {
			forged.put("kid '" + name + "'", signed((header) -> header.keyID(name)));
		}
		forged.put("no kid", signed((header) -> header.keyID(null)));
		forged.put("crit", signed((header) -> header.criticalParams(Set.of("x")).customParam("x", true)));
		forged.put("ID token's type", signed((header) -> header.type(JOSEObjectType.JWT)));
		try {
			for (byte[] secret : List.of(this.published.toRSAPublicKey().getEncoded(),
					this.published.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
				forged.put("HS256 with the public key, " + secret.length,
						signed(new MACSigner(secret), JWSAlgorithm.HS256, (header) -> header));
			}
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void misshapen(Map<String, String> forged) {
		for (String shape : List.of(".", "..", "...", "a.b.c", "a.b.c.d.e", this.parts[0] + "." + this.parts[1] + ".!",
				encoded("[]") + "." + this.parts[1] + "." + this.parts[2])) {
			forged.put("'" + shape.substring(0, Math.min(12, shape.length())) + "'", shape);
		}
		forged.put("deep", encoded("{\"alg\":" + "[".repeat(2000)) + "." + this.parts[1] + "." + this.parts[2]);
		forged.put("b64", encoded("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"b64\":false,\"crit\":[\"b64\"],\"kid\":\""
				+ this.published.getKeyID() + "\"}") + "." + this.parts[1] + "." + this.parts[2]);
		forged.put("written otherwise", this.parts[0] + "." + this.parts[1] + "." + this.parts[2] + "=");
	}

	private static String encoded(String text) {
		return Base64URL.encode(text).toString();
	}

	private String signed(UnaryOperator<JWSHeader.Builder> change) {
		try {
			return signed(new RSASSASigner(this.thief), JWSAlgorithm.RS256, change);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String signed(JWSSigner signer, JWSAlgorithm algorithm, UnaryOperator<JWSHeader.Builder> change) {
		try {
			JWSHeader.Builder header = new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt"))
				.keyID(this.published.getKeyID());
			SignedJWT token = new SignedJWT(change.apply(header).build(), this.claims);
			token.sign(signer);
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
