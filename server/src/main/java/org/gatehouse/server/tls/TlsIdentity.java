package org.gatehouse.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.launch.DataDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The certificate and key that a node shows: {@code gatehouse.crt} and
 * {@code gatehouse.key} in the directory {@code tls}, both PEM. The first start makes a
 * self-signed pair; an operator puts his own in its place.
 *
 * @param certificateFile the certificate, or a chain that begins with it
 * @param keyFile the private key (PKCS #8)
 * @param chain the certificates
 * @param key the private key
 */
public record TlsIdentity(Path certificateFile, Path keyFile, List<X509Certificate> chain, PrivateKey key) {

	/** A certificate of our own that ends within this time is made anew. */
	private static final Duration RENEWAL = Duration.ofDays(30);

	static final String OUR_ORGANISATION = "O=Gatehouse self-signed";

	public TlsIdentity {
		chain = List.copyOf(chain);
	}

	/**
	 * Reads the certificate and key; makes them where they are not there, or are our own
	 * and about to end.
	 * @param directory where they are kept
	 * @param now the time
	 * @return the identity
	 * @throws StartRefusal if what is there cannot be used
	 */
	public static TlsIdentity of(Path directory, Instant now) {
		Path certificateFile = directory.resolve("gatehouse.crt");
		Path keyFile = directory.resolve("gatehouse.key");
		try {
			if (!Files.exists(certificateFile) || !Files.exists(keyFile)) {
				make(certificateFile, keyFile, now);
			}
			TlsIdentity identity = read(certificateFile, keyFile);
			X509Certificate leaf = identity.chain.getFirst();
			if (isOurs(leaf) && leaf.getNotAfter().toInstant().isBefore(now.plus(RENEWAL))) {
				make(certificateFile, keyFile, now);
				return read(certificateFile, keyFile);
			}
			return identity;
		}
		catch (IOException | GeneralSecurityException | IllegalArgumentException ex) {
			throw new StartRefusal("The certificate in " + directory + " cannot be used (" + ex.getMessage()
					+ "): correct gatehouse.crt and gatehouse.key (PEM, PKCS #8), or remove both to get new ones", ex);
		}
	}

	/** Not a method of {@link SelfSigned}, whose library takes a while to load. */
	private static boolean isOurs(X509Certificate certificate) {
		return certificate.getSubjectX500Principal().getName().contains(OUR_ORGANISATION);
	}

	private static void make(Path certificateFile, Path keyFile, Instant now) throws GeneralSecurityException {
		SelfSigned made = SelfSigned.make(now);
		DataDirectory.writePrivate(keyFile, pem("PRIVATE KEY", made.key().getEncoded()));
		DataDirectory.writePublic(certificateFile, pem("CERTIFICATE", made.certificate().getEncoded()));
	}

	private static TlsIdentity read(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
		List<X509Certificate> chain = certificates(certificateFile);
		String text = Files.readString(keyFile);
		byte[] encoded = Base64.getMimeDecoder()
			.decode(text.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").strip());
		PrivateKey key = KeyFactory.getInstance(chain.getFirst().getPublicKey().getAlgorithm())
			.generatePrivate(new PKCS8EncodedKeySpec(encoded));
		return new TlsIdentity(certificateFile, keyFile, chain, key);
	}

	private static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
		List<X509Certificate> certificates = new ArrayList<>();
		for (var certificate : CertificateFactory.getInstance("X.509")
			.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
			certificates.add((X509Certificate) certificate);
		}
		if (certificates.isEmpty()) {
			throw new GeneralSecurityException("no certificate in " + file);
		}
		return certificates;
	}

	/**
	 * For a server that shows this certificate.
	 * @return a context
	 */
	public SSLContext serverContext() {
		return serverContext((TrustManager[]) null);
	}

	/**
	 * For a server that shows this certificate and has its clients show theirs.
	 * @param clients says which ones it takes
	 * @return a context
	 */
	public SSLContext serverContext(TrustManager clients) {
		return serverContext(new TrustManager[] { clients });
	}

	private SSLContext serverContext(TrustManager @Nullable [] clients) {
		try {
			char[] none = new char[0];
			// Leaves memory no more than the key does. PKCS #12 would have it sealed and
			// opened under ten thousand hashes, half a second of a start.
			KeyStore store = KeyStore.getInstance("JKS");
			store.load(null, none);
			store.setKeyEntry("gatehouse", this.key, none, this.chain.toArray(X509Certificate[]::new));
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, none);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), clients, null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new StartRefusal("The certificate " + this.certificateFile + " cannot be used (" + ex.getMessage()
					+ "): correct it, or remove the directory to get a new one", ex);
		}
	}

	/**
	 * For a client of a server that shows this certificate.
	 * @return a context that trusts this certificate alone
	 */
	public SSLContext clientContext() {
		return trusting(this.chain);
	}

	/**
	 * For a client of a server with a certificate of its own.
	 * @param file the certificate (PEM)
	 * @return a context that trusts it and what the JVM trusts
	 * @throws StartRefusal if the file cannot be read
	 */
	public static SSLContext clientContext(Path file) {
		return trusting(trusted(file));
	}

	/**
	 * The certificates that vouch for others, with those of a file among them.
	 * @param file the certificates (PEM)
	 * @return them and what the JVM trusts
	 * @throws StartRefusal if the file cannot be read
	 */
	public static Set<X509Certificate> trusted(Path file) {
		try {
			Set<X509Certificate> trusted = new LinkedHashSet<>(certificates(file));
			TrustManagerFactory known = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			known.init((KeyStore) null);
			for (var manager : known.getTrustManagers()) {
				if (manager instanceof X509TrustManager certificates) {
					trusted.addAll(List.of(certificates.getAcceptedIssuers()));
				}
			}
			return trusted;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new StartRefusal("The certificate " + file + " cannot be read (" + ex.getMessage() + ")", ex);
		}
	}

	private static SSLContext trusting(Collection<X509Certificate> certificates) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			int number = 0;
			for (X509Certificate certificate : certificates) {
				store.setCertificateEntry("trusted-" + ++number, certificate);
			}
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "TlsIdentity[" + this.certificateFile + "]";
	}

	private static String pem(String what, byte[] encoded) {
		String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
		return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
	}

}
