package org.gatehouse.publisher.design;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads uploaded certificates and keys, with the JDK's readers.
 */
public final class CertificateReading {

	private static final int LONGEST = 64 * 1024;

	private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

	private static final Pattern CERTIFICATE = Pattern
		.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

	private CertificateReading() {
	}

	/**
	 * A certificate with its private key.
	 *
	 * @param chain the certificates, the own one first
	 * @param key the private key
	 */
	record Pair(List<X509Certificate> chain, PrivateKey key) {

		@Override
		public String toString() {
			return "Pair[" + this.chain.getFirst().getSubjectX500Principal() + "]";
		}

	}

	/**
	 * Reads certificates.
	 * @param bytes PEM with one or several, or one as DER
	 * @return the certificates, empty where these are none
	 */
	public static List<X509Certificate> certificates(byte[] bytes) {
		try {
			List<X509Certificate> read = new ArrayList<>();
			String text = new String(bytes, StandardCharsets.ISO_8859_1);
			Matcher pem = CERTIFICATE.matcher(text);
			CertificateFactory factory = CertificateFactory.getInstance("X.509");
			while (pem.find()) {
				read.add((X509Certificate) factory
					.generateCertificate(new ByteArrayInputStream(pem.group().getBytes(StandardCharsets.ISO_8859_1))));
			}
			if (read.isEmpty()) {
				read.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
			}
			return read;
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return List.of();
		}
	}

	/**
	 * Reads the certificate of an upload.
	 * @param bytes PEM or DER
	 * @param now the time
	 * @param problems takes what is wrong with the field {@code certificate}
	 * @return the certificate, null where there is not exactly one
	 */
	public static @Nullable X509Certificate one(byte[] bytes, Instant now, BadRequest.Collector problems) {
		List<X509Certificate> read = (bytes.length > LONGEST) ? List.of() : certificates(bytes);
		if (read.size() != 1) {
			problems.reject("certificate", null, "one X.509 certificate, PEM or DER, of at most 64 KiB");
			return null;
		}
		Instant end = read.getFirst().getNotAfter().toInstant();
		problems.require(end.isAfter(now), "certificate", "valid until " + end, "one that has not expired");
		return read.getFirst();
	}

	static Optional<Pair> pem(String certificates, String key) {
		List<X509Certificate> chain = certificates(certificates.getBytes(StandardCharsets.ISO_8859_1));
		Matcher pem = KEY.matcher(key);
		if (chain.isEmpty() || !pem.find()) {
			return Optional.empty();
		}
		PublicKey own = chain.getFirst().getPublicKey();
		try {
			PrivateKey read = KeyFactory.getInstance(own.getAlgorithm())
				.generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
			return checked(new Pair(chain, read));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	static Optional<Pair> pkcs12(byte[] bytes, String password) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(new ByteArrayInputStream(bytes), password.toCharArray());
			for (String alias : Collections.list(store.aliases())) {
				Certificate @Nullable [] chain = store.getCertificateChain(alias);
				if (chain != null && store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
					List<X509Certificate> certificates = new ArrayList<>();
					for (Certificate each : chain) {
						certificates.add((X509Certificate) each);
					}
					return checked(new Pair(certificates, key));
				}
			}
			return Optional.empty();
		}
		catch (GeneralSecurityException | IOException ex) {
			return Optional.empty();
		}
	}

	/** Empty unless the key is the certificate's. */
	private static Optional<Pair> checked(Pair pair) throws GeneralSecurityException {
		PublicKey own = pair.chain().getFirst().getPublicKey();
		String algorithm = switch (own.getAlgorithm()) {
			case "RSA" -> "SHA256withRSA";
			case "EC" -> "SHA256withECDSA";
			default -> own.getAlgorithm();
		};
		byte[] any = { 1, 2, 3 };
		Signature signature = Signature.getInstance(algorithm);
		signature.initSign(pair.key());
		signature.update(any);
		byte[] signed = signature.sign();
		signature.initVerify(own);
		signature.update(any);
		return signature.verify(signed) ? Optional.of(pair) : Optional.empty();
	}

	/**
	 * Writes a certificate.
	 * @param base64 Base64 of DER
	 * @return PEM
	 */
	public static String pem(String base64) {
		return "-----BEGIN CERTIFICATE-----\n" + base64.replaceAll("(.{64})(?=.)", "$1\n")
				+ "\n-----END CERTIFICATE-----\n";
	}

	/**
	 * Writes a certificate.
	 * @param certificate the certificate
	 * @return Base64 of DER
	 */
	public static String base64(X509Certificate certificate) {
		try {
			return Base64.getEncoder().encodeToString(certificate.getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("a certificate that was read can be written", ex);
		}
	}

}
