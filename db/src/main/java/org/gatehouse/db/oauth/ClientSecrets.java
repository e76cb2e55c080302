package org.gatehouse.db.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.gatehouse.common.application.ConsumerKey;

/**
 * Makes client identifiers and client secrets, and knows a secret again by its keyed
 * hash. A secret has 256 random bits, so that a fast hash is enough; the key, which is
 * not in the database in clear, makes a stolen table useless even for trying out guesses.
 * <p>
 * Whoever makes a client shows {@link #newSecret()} once and stores {@link #hash} in a
 * {@link ClientSecret}; nobody can read the secret again.
 */
public final class ClientSecrets {

	private static final String ALGORITHM = "HmacSHA256";

	private static final String PREFIX = "{hmac-sha256}";

	private static final int SECRET_BYTES = 32;

	private static final int CLIENT_ID_BYTES = 21;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final SecretKeySpec key;

	/**
	 * Makes the hashing of one installation.
	 * @param key at least 32 bytes derived from the master key, the same at every start
	 */
	public ClientSecrets(byte[] key) {
		if (key.length < SECRET_BYTES) {
			throw new IllegalArgumentException(
					"client secret key: " + key.length + " bytes (expected: at least " + SECRET_BYTES + ")");
		}
		this.key = new SecretKeySpec(key, ALGORITHM);
	}

	/**
	 * Makes a client identifier.
	 * @return 28 characters of the URL-safe Base64 alphabet, never given out before
	 */
	public static ConsumerKey newClientId() {
		return new ConsumerKey(text(random(CLIENT_ID_BYTES)));
	}

	/**
	 * Makes a client secret.
	 * @return 43 characters of the URL-safe Base64 alphabet, 256 random bits
	 */
	public static String newSecret() {
		return text(random(SECRET_BYTES));
	}

	/**
	 * Hashes a secret for storing.
	 * @param secret the secret in clear
	 * @return what {@link #matches} compares with; the same for the same secret
	 */
	public String hash(String secret) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return PREFIX + HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every JDK has " + ALGORITHM, ex);
		}
	}

	/**
	 * Tells whether a secret is the one that was stored, in a time that does not depend
	 * on where the two differ.
	 * @param secret what a client sent
	 * @param hash what {@link #hash} returned for the right one
	 * @return true if it is the same secret
	 */
	public boolean matches(String secret, String hash) {
		return !find(secret, List.of(hash)).isEmpty();
	}

	/**
	 * Finds which of several stored secrets one is. All are looked at, and the secret is
	 * hashed once however many there are, so that the time tells neither which it was nor
	 * how many there are.
	 * @param secret what a client sent
	 * @param hashes what {@link #hash} returned for the right ones
	 * @return the hash of the secret, empty if it is none of them
	 */
	public Optional<String> find(String secret, List<String> hashes) {
		byte[] sent = hash(secret).getBytes(StandardCharsets.US_ASCII);
		String match = null;
		for (String hash : hashes) {
			if (MessageDigest.isEqual(sent, hash.getBytes(StandardCharsets.US_ASCII))) {
				match = hash;
			}
		}
		return Optional.ofNullable(match);
	}

	private static byte[] random(int length) {
		byte[] bytes = new byte[length];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

	private static String text(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
