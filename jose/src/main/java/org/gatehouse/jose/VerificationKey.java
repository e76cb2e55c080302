package org.gatehouse.jose;

import java.text.ParseException;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

/**
 * A public key, ready to verify what was signed with it by the one algorithm that it is
 * for. Two are equal where their JWKs are.
 *
 * @param jwk the public key
 * @param algorithm the one algorithm
 * @param verifier verifies, from any thread
 */
public record VerificationKey(JWK jwk, KeyAlgorithm algorithm, JWSVerifier verifier) {

	/**
	 * Gets a key ready.
	 * @param jwk the key; a private part is left out
	 * @return ready to verify
	 * @throws IllegalArgumentException if {@link KeyAlgorithm#of} refuses it
	 */
	public static VerificationKey of(JWK jwk) {
		return new VerificationKey(jwk.toPublicJWK(), KeyAlgorithm.of(jwk), KeyAlgorithm.verifier(jwk));
	}

	/**
	 * Reads a key.
	 * @param jwk the members of a JSON Web Key (RFC 7517)
	 * @return ready to verify
	 * @throws IllegalArgumentException if it is no key, or {@link KeyAlgorithm#of}
	 * refuses it
	 */
	public static VerificationKey read(Map<String, Object> jwk) {
		try {
			return of(JWK.parse(jwk));
		}
		catch (ParseException ex) {
			throw new IllegalArgumentException("signing key: cannot be read (expected: a public JWK)", ex);
		}
	}

	/**
	 * Tells whether a token was signed with this key, as the other method does.
	 * @param token the token
	 * @return true if it was
	 */
	public boolean verifies(SignedJWT token) {
		return verifies(token.getHeader(), token.getSigningInput(), token.getSignature().toString());
	}

	/**
	 * Tells whether a token was signed with this key, under the rules of RFC 8725: by the
	 * key's own algorithm, and without an extension that has to be understood. A
	 * signature that says the same in another form than ours is none: a revoked token,
	 * which is known by its hash, would be let in again.
	 * @param header what the token says of its signature
	 * @param input the octets that are signed, the token's first two parts
	 * @param signature the token's last part
	 * @return true if it was
	 */
	public boolean verifies(JWSHeader header, byte[] input, String signature) {
		Base64URL written = OneSignature.read(signature);
		try {
			return written != null && this.algorithm.jws().equals(header.getAlgorithm())
					&& header.getCriticalParams() == null && header.isBase64URLEncodePayload()
					&& this.algorithm.hasOneForm(written) && this.verifier.verify(header, input, written);
		}
		catch (JOSEException ex) {
			return false;
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof VerificationKey key && this.jwk.equals(key.jwk);
	}

	@Override
	public int hashCode() {
		return this.jwk.hashCode();
	}

}
