package org.gatehouse.web.clients;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;

import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.web.keys.WrittenKeys;
import org.gatehouse.web.rest.BadRequest;
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

	private static final int LONGEST_KEYS = 100_000;

	private static final int LONGEST_URL = 500;

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

	/**
	 * Checks the keys of a proof by signature; the other kinds have none. A URL is not
	 * visited here, but when something signed is to be checked.
	 * @param wrong takes what is wrong
	 * @param keysField the name of the field with the keys
	 * @param uriField the name of the field with the URL
	 * @return the same proof with a key set, without what its kind does not use
	 */
	public KeyProof checked(BadRequest.Collector wrong, String keysField, String uriField) {
		if (this.kind != Kind.SIGNATURE) {
			return new KeyProof(this.kind, null, null);
		}
		String written = (this.keys != null) ? this.keys.strip() : "";
		String url = (this.jwksUri != null) ? this.jwksUri.strip() : "";
		wrong.require(written.isEmpty() != url.isEmpty(), keysField, null,
				"either public keys or the URL of a key set");
		wrong.require(url.isEmpty() || isWeb(url), uriField, url, "an http or https URL");
		return new KeyProof(this.kind, written.isEmpty() ? null : keySet(wrong, keysField, written),
				url.isEmpty() ? null : url);
	}

	private static @Nullable String keySet(BadRequest.Collector wrong, String keysField, String written) {
		if (written.length() <= LONGEST_KEYS) {
			try {
				return WrittenKeys.toKeySet(written);
			}
			catch (ParseException _) {
				// Refused below.
			}
		}
		wrong.reject(keysField, null,
				"a JSON Web Key Set, or certificates or public keys in PEM; RSA of 2048 bits or more, or elliptic curves; no private key");
		return null;
	}

	private static boolean isWeb(String url) {
		try {
			URI uri = new URI(url);
			return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
					&& uri.getHost() != null && uri.getRawUserInfo() == null && url.length() <= LONGEST_URL;
		}
		catch (URISyntaxException _) {
			return false;
		}
	}

}
