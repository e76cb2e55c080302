package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.gatehouse.gatewaycore.token.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that vouch for themselves, made by the JDK's own tool.
 */
final class TestCertificates {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private final KeyStore store;

	private TestCertificates(KeyStore store) {
		this.store = store;
	}

	/**
	 * Makes one.
	 * @param directory takes a file
	 * @param name what the certificate is for, such as {@code dns:localhost}
	 */
	static TestCertificates make(Path directory, String name) {
		try {
			Path file = Files.createTempFile(directory, "certificate", ".p12");
			Files.delete(file);
			List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair", "-alias", "one", "-keyalg", "EC",
					"-groupname", "secp256r1", "-dname", "CN=test", "-ext", "SAN=" + name, "-storetype", "PKCS12",
					"-keystore", file.toString(), "-storepass", new String(PASSWORD));
			Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
			String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (keytool.waitFor() != 0) {
				throw new IllegalStateException(said);
			}
			KeyStore store = KeyStore.getInstance("PKCS12");
			try (InputStream in = Files.newInputStream(file)) {
				store.load(in, PASSWORD);
			}
			return new TestCertificates(store);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A context for the server that the certificate is for. */
	SSLContext server() {
		return context(null);
	}

	/** The same, that knows clients by their certificates. */
	SSLContext server(TestCertificates... clients) {
		return context(managers(clients));
	}

	/** The same for a server that asks its clients for certificates and takes any. */
	SSLContext askingServer() {
		return context(new TrustManager[] { new AnyClientCertificate() });
	}

	private SSLContext context(TrustManager @Nullable [] trust) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys(), trust, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private KeyManager[] keys() throws GeneralSecurityException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(this.store, PASSWORD);
		return keys.getKeyManagers();
	}

	/** A context for a client that shows this certificate to a server. */
	SSLContext clientOf(TestCertificates server) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys(), managers(server), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String fingerprint() {
		return Fingerprint.of(Base64.getDecoder().decode(encoded()));
	}

	X509Certificate certificate() {
		try {
			return (X509Certificate) this.store.getCertificate("one");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The certificate in Base64 of DER. */
	String encoded() {
		try {
			return Base64.getEncoder().encodeToString(certificate().getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The private key in Base64 of PKCS #8. */
	String privateKey() {
		try {
			return Base64.getEncoder().encodeToString(this.store.getKey("one", PASSWORD).getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A context for clients that trust these certificates and no others. */
	static SSLContext trusting(TestCertificates... certificates) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, managers(certificates), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static TrustManager[] managers(TestCertificates... certificates) {
		try {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			for (int i = 0; i < certificates.length; i++) {
				trusted.setCertificateEntry("c" + i, certificates[i].certificate());
			}
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trusted);
			return trust.getTrustManagers();
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
