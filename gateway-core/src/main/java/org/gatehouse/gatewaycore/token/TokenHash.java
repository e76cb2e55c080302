package org.gatehouse.gatewaycore.token;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * SHA-256 of an access token: what the gateway knows a token by, wherever it has to
 * remember one.
 */
public record TokenHash(long a, long b, long c, long d) {

	private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

	/**
	 * Hashes a token that is a part of a header's value.
	 * @param text visible ASCII
	 * @param from where the token begins
	 * @return the hash
	 */
	public static TokenHash of(String text, int from) {
		return SCRATCH.get().hash(text, from);
	}

	/**
	 * Reads a hash as the feed has it.
	 * @param hex 64 hex digits
	 * @return the hash
	 * @throws IllegalArgumentException if the text is no such number
	 */
	public static TokenHash fromHex(String hex) {
		if (hex.length() != 64) {
			throw new IllegalArgumentException("token hash: " + hex.length() + " digits (expected: 64)");
		}
		return of(HexFormat.of().parseHex(hex));
	}

	private static TokenHash of(byte[] bytes) {
		return new TokenHash(longAt(bytes, 0), longAt(bytes, 8), longAt(bytes, 16), longAt(bytes, 24));
	}

	private static long longAt(byte[] bytes, int at) {
		long value = 0;
		for (int i = at; i < at + 8; i++) {
			value = (value << 8) | (bytes[i] & 0xff);
		}
		return value;
	}

	/**
	 * The hash as the feed has it.
	 * @return 64 hex digits in lower case
	 */
	public String toHex() {
		HexFormat hex = HexFormat.of();
		return hex.toHexDigits(this.a) + hex.toHexDigits(this.b) + hex.toHexDigits(this.c) + hex.toHexDigits(this.d);
	}

	@Override
	public int hashCode() {
		return Long.hashCode(this.a);
	}

	/**
	 * What hashing needs, kept by each thread so that a call allocates nothing for it.
	 */
	private static final class Scratch {

		private final MessageDigest sha256;

		private final byte[] digest = new byte[32];

		private byte[] bytes = new byte[2048];

		Scratch() {
			try {
				this.sha256 = MessageDigest.getInstance("SHA-256");
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("every JDK has SHA-256", ex);
			}
		}

		@SuppressWarnings("deprecation") // it drops the high bytes, which ASCII has not
		TokenHash hash(String text, int from) {
			int length = text.length() - from;
			if (this.bytes.length < length) {
				this.bytes = Arrays.copyOf(this.bytes, length);
			}
			text.getBytes(from, text.length(), this.bytes, 0);
			this.sha256.update(this.bytes, 0, length);
			try {
				this.sha256.digest(this.digest, 0, this.digest.length);
			}
			catch (DigestException ex) {
				throw new IllegalStateException("32 bytes take a SHA-256", ex);
			}
			return of(this.digest);
		}

	}

}
