package org.gatehouse.publisher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that vouches for itself, made by the JDK's own tool.
 *
 * @param pkcs12 certificate and key
 * @param password opens it
 * @param der the certificate
 * @param privateKey the key as PKCS #8
 */
public record MadeCertificate(byte[] pkcs12, String password, byte[] der, byte[] privateKey) {

	/** Makes one. */
	public static MadeCertificate of(String name) {
		try {
			Path file = Files.createTempDirectory("gatehouse").resolve("made.p12");
			List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair", "-alias", "one", "-keyalg", "EC",
					"-groupname", "secp256r1", "-dname", "CN=" + name, "-storetype", "PKCS12", "-keystore",
					file.toString(), "-storepass", "changeit");
			Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
			String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (keytool.waitFor() != 0) {
				throw new IllegalStateException(said);
			}
			byte[] bytes = Files.readAllBytes(file);
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(new ByteArrayInputStream(bytes), "changeit".toCharArray());
			return new MadeCertificate(bytes, "changeit", store.getCertificate("one").getEncoded(),
					store.getKey("one", "changeit".toCharArray()).getEncoded());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The certificate as PEM. */
	public String pem() {
		return pem("CERTIFICATE", this.der);
	}

	/** The key as PEM. */
	public String keyPem() {
		return pem("PRIVATE KEY", this.privateKey);
	}

	private static String pem(String what, byte[] bytes) {
		return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
				+ "-----\n";
	}

}
