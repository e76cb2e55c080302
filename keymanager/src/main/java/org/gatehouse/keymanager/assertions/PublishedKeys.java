package org.gatehouse.keymanager.assertions;

import java.text.ParseException;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody's public keys are: either written down or behind a URL.
 *
 * @param jwks a JSON Web Key Set, null where there is a URL
 * @param jwksUri where the key set is fetched, null where it is written down
 */
public record PublishedKeys(@Nullable String jwks, @Nullable String jwksUri) {

	private static final int SHORTEST_RSA = 2048;

	/**
	 * Reads a key set.
	 * @param text a JSON Web Key Set
	 * @return its public RSA and elliptic curve keys, at least one
	 * @throws ParseException if it is none, or holds a private, a symmetric or a short
	 * key
	 */
	public static JWKSet parse(String text) throws ParseException {
		JWKSet set = JWKSet.parse(text);
		if (set.isEmpty()) {
			throw new ParseException("the key set is empty", 0);
		}
		for (JWK key : set.getKeys()) {
			if (key.isPrivate() || KeyType.OCT.equals(key.getKeyType())) {
				throw new ParseException("the key set holds a key that must be secret", 0);
			}
			if (key instanceof RSAKey rsa && rsa.size() < SHORTEST_RSA) {
				throw new ParseException("the key set holds an RSA key of less than " + SHORTEST_RSA + " bits", 0);
			}
		}
		return set;
	}

}
