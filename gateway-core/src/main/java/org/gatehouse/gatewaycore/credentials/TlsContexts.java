package org.gatehouse.gatewaycore.credentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.gatewaycore.route.BackendTls;
import org.jspecify.annotations.Nullable;

/**
 * Makes TLS contexts for backends of the JDK's own parts: what is trusted, and a
 * certificate to show. Nothing here decides about trust by itself.
 */
public final class TlsContexts {

	private static final char[] NO_PASSWORD = new char[0];

	private final @Nullable Set<X509Certificate> authorities;

	private final SSLContext common;

	/** The same for the same parts, for as long as anybody has it. */
	private final Cache<String, BackendTls> made = Caffeine.newBuilder().weakValues().build();

	/**
	 * Makes the contexts' maker.
	 * @param authorities what is trusted in all backends, null for what the JVM trusts
	 */
	public TlsContexts(@Nullable Set<X509Certificate> authorities) {
		this.authorities = authorities;
		try {
			this.common = (authorities == null) ? SSLContext.getDefault() : context(authorities, null);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("the JDK has TLS", ex);
		}
	}

	/**
	 * For all backends that nobody said anything else of.
	 * @return the context
	 */
	public SSLContext common() {
		return this.common;
	}

	/**
	 * For backends of which something else was said.
	 * @param extra what is trusted there, too
	 * @param shown the certificate to show, null for none
	 * @return the context, null where there is nothing special about it
	 */
	@Nullable BackendTls special(Set<X509Certificate> extra, @Nullable Shown shown) {
		if (extra.isEmpty() && shown == null) {
			return null;
		}
		return this.made.get(fingerprint(extra, shown), (fingerprint) -> {
			try {
				Set<X509Certificate> trusted = new LinkedHashSet<>(
						(this.authorities != null) ? this.authorities : known());
				trusted.addAll(extra);
				return new BackendTls(fingerprint, context(trusted, (shown != null) ? shown.managers() : null));
			}
			catch (GeneralSecurityException | IOException ex) {
				throw new IllegalArgumentException("certificate: cannot be used (" + ex.getMessage() + ")", ex);
			}
		});
	}

	private static String fingerprint(Set<X509Certificate> extra, @Nullable Shown shown) {
		try {
			MessageDigest sha = MessageDigest.getInstance("SHA-256");
			List<String> parts = new ArrayList<>();
			for (X509Certificate certificate : extra) {
				parts.add(HexFormat.of().formatHex(sha.digest(certificate.getEncoded())));
			}
			parts.sort(null);
			if (shown != null) {
				sha.update(shown.key().getEncoded());
				parts.add("as " + HexFormat.of().formatHex(sha.digest(shown.chain().getFirst().getEncoded())));
			}
			return String.join("+", parts);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("certificate: cannot be encoded", ex);
		}
	}

	/**
	 * A certificate to show.
	 *
	 * @param chain the certificates, the own one first
	 * @param key its private key
	 */
	record Shown(List<X509Certificate> chain, PrivateKey key) {

		static Shown read(List<String> chain, String keyAlgorithm, byte[] pkcs8) {
			try {
				List<X509Certificate> certificates = new ArrayList<>();
				for (String each : chain) {
					certificates.add(certificate(each));
				}
				return new Shown(certificates,
						KeyFactory.getInstance(keyAlgorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
			}
			catch (GeneralSecurityException ex) {
				// What was read may stand in the exception.
				throw new IllegalArgumentException(
						"client certificate: its key cannot be read (expected: PKCS #8 for " + keyAlgorithm + ")");
			}
		}

		private KeyManager[] managers() throws GeneralSecurityException, IOException {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, NO_PASSWORD);
			store.setKeyEntry("gatehouse", this.key, NO_PASSWORD, this.chain.toArray(X509Certificate[]::new));
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, NO_PASSWORD);
			return keys.getKeyManagers();
		}

		@Override
		public String toString() {
			return "Shown[" + this.chain.getFirst().getSubjectX500Principal() + "]";
		}

	}

	/**
	 * Reads a certificate.
	 * @param base64 Base64 of DER
	 * @return the certificate
	 * @throws IllegalArgumentException if it is none
	 */
	public static X509Certificate certificate(String base64) {
		try {
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("certificate: cannot be read (expected: X.509 in Base64 of DER)", ex);
		}
	}

	private static Set<X509Certificate> known() throws GeneralSecurityException {
		TrustManagerFactory jvm = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		jvm.init((KeyStore) null);
		Set<X509Certificate> known = new LinkedHashSet<>();
		for (var manager : jvm.getTrustManagers()) {
			if (manager instanceof X509TrustManager certificates) {
				known.addAll(List.of(certificates.getAcceptedIssuers()));
			}
		}
		return known;
	}

	private static SSLContext context(Collection<X509Certificate> trusted, KeyManager @Nullable [] shown)
			throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		int number = 0;
		for (X509Certificate certificate : trusted) {
			store.setCertificateEntry("trusted-" + ++number, certificate);
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(shown, trust.getTrustManagers(), null);
		return context;
	}

}
