package org.gatehouse.web.clients;

import org.gatehouse.db.oauth.OAuthClient;
import org.jspecify.annotations.Nullable;

/**
 * How a client proves to the key manager who it is.
 *
 * @param kind by what
 * @param keys its public keys: a JSON Web Key Set or PEM; null or blank where there are
 * none
 * @param jwksUri where its key set is, null or blank for nowhere
 */
public record KeyProof(Kind kind, @Nullable String keys, @Nullable String jwksUri) {

	/** The usual one. */
	public static final KeyProof BY_SECRET = new KeyProof(Kind.SECRET, null, null);

	/**
	 * By what a key is proved.
	 */
	public enum Kind {

		/** A secret. */
		SECRET,
		/** Nothing but PKCE: the client runs where it can keep no secret. */
		NONE,
		/** A signature with the client's own key. */
		SIGNATURE

	}

	/**
	 * Tells how a key proves itself now.
	 * @param client the key
	 * @return by what
	 */
	public static KeyProof of(OAuthClient client) {
		if (client.isPublic()) {
			return new KeyProof(Kind.NONE, null, null);
		}
		boolean signs = client.jwks() != null || client.jwksUri() != null;
		return new KeyProof(signs ? Kind.SIGNATURE : Kind.SECRET, client.jwks(), client.jwksUri());
	}

}
