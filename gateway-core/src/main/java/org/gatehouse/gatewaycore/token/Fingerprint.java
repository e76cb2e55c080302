package org.gatehouse.gatewaycore.token;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a client certificate is known by.
 */
public final class Fingerprint {

	private Fingerprint() {
	}

	/**
	 * Makes the fingerprint of a certificate.
	 * @param der the certificate in DER
	 * @return its SHA-256 in lower-case hex
	 */
	public static String of(byte[] der) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

}
