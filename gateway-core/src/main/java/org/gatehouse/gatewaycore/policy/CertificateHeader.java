package org.gatehouse.gatewaycore.policy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.gatehouse.gatewaycore.token.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Reads the client certificate that a proxy in front of the gateway has been shown, in
 * the forms in which proxies write it: as {@code Client-Cert} (RFC 9440 section 2.2), as
 * PEM with or without percent-encoding, as plain Base64 (DER).
 */
final class CertificateHeader {

	private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

	private static final String END = "-----END CERTIFICATE-----";

	private CertificateHeader() {
	}

	/**
	 * Reads the header's value.
	 * @param value the value
	 * @return the certificate's fingerprint, null where there is none in it
	 */
	static @Nullable String fingerprint(String value) {
		try {
			String text = value.strip();
			if (text.indexOf('%') >= 0) {
				text = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
			}
			else if (text.length() > 2 && text.startsWith(":") && text.endsWith(":")) {
				text = text.substring(1, text.length() - 1);
			}
			int begin = text.indexOf(BEGIN);
			if (begin >= 0) {
				int end = text.indexOf(END, begin);
				if (end < 0) {
					return null;
				}
				text = text.substring(begin + BEGIN.length(), end);
			}
			byte[] der = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
			return (der.length == 0) ? null : Fingerprint.of(der);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
