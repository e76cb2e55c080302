package org.gatehouse.db.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a token, code or state is stored and revoked by.
 */
public final class TokenHash {

	private TokenHash() {
	}

	/**
	 * Hashes a value.
	 * @param value the token as it was issued
	 * @return its SHA-256 in lower-case hex, 64 characters
	 */
	public static String of(String value) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

}
