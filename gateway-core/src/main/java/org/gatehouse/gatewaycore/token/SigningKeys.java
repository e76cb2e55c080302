package org.gatehouse.gatewaycore.token;

import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys that tokens may be signed with, ready to verify. A key goes with one
 * algorithm: RS256 for RSA, ES256 for the curve P-256; a token cannot choose another.
 */
public final class SigningKeys {

	private final Map<String, Key> keys;

	private final long version;

	private SigningKeys(Map<String, Key> keys, long version) {
		this.keys = Map.copyOf(keys);
		this.version = version;
	}

	/**
	 * No key at all.
	 * @return keys that verify nothing
	 */
	public static SigningKeys none() {
		return new SigningKeys(Map.of(), 0);
	}

	/**
	 * Replaces the keys.
	 * @param next the keys by their {@code kid}
	 * @return these keys where nothing changed, others with a new version otherwise
	 */
	public SigningKeys with(Map<String, Key> next) {
		Map<String, Key> merged = new HashMap<>(next);
		return merged.equals(this.keys) ? this : new SigningKeys(merged, this.version + 1);
	}

	/**
	 * Changes whenever a key comes or goes.
	 * @return a number
	 */
	public long version() {
		return this.version;
	}

	@Nullable Key find(@Nullable String keyId) {
		return (keyId == null) ? null : this.keys.get(keyId);
	}

	/**
	 * Reads a public key.
	 * @param jwk a JSON Web Key: RSA of at least 2,048 bits, or EC on P-256
	 * @return the key, ready to verify
	 * @throws IllegalArgumentException for any other key
	 */
	public static Key read(Map<String, Object> jwk) {
		try {
			return switch (JWK.parse(jwk)) {
				case RSAKey rsa when rsa.size() >= 2048 ->
					new Key(rsa.toPublicJWK(), JWSAlgorithm.RS256, new RSASSAVerifier(rsa.toRSAPublicKey()));
				case ECKey ec when Curve.P_256.equals(ec.getCurve()) ->
					new Key(ec.toPublicJWK(), JWSAlgorithm.ES256, new ECDSAVerifier(ec.toECPublicKey()));
				case JWK _ -> throw new IllegalArgumentException(
						"signing key: of another kind (expected: RSA of at least 2048 bits, or EC on P-256)");
			};
		}
		catch (ParseException | JOSEException ex) {
			throw new IllegalArgumentException("signing key: cannot be read (expected: a public JWK)", ex);
		}
	}

	/**
	 * A key, ready to verify. Two are equal where their JWKs are.
	 *
	 * @param jwk the public key
	 * @param algorithm the one algorithm that it is for
	 * @param verifier verifies, from any thread
	 */
	public record Key(JWK jwk, JWSAlgorithm algorithm, JWSVerifier verifier) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Key key && this.jwk.equals(key.jwk);
		}

		@Override
		public int hashCode() {
			return this.jwk.hashCode();
		}

	}

}
