package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.LDAPSDKException;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's directory, in this process: people below {@code ou=people}, groups below
 * {@code ou=groups}, and an account that may read and write it all.
 */
final class TestDirectory implements AutoCloseable {

	static final String BASE = "dc=example,dc=com";

	static final String ACCOUNT = "cn=gatehouse,dc=example,dc=com";

	static final String SECRET = "the-password-of-the-account";

	private final InMemoryDirectoryServer server;

	private final String certificate;

	private TestDirectory(InMemoryDirectoryServer server, String certificate) {
		this.server = server;
		this.certificate = certificate;
	}

	/** A directory that talks in clear. */
	static TestDirectory plain() {
		try {
			return open(InMemoryListenerConfig.createLDAPConfig("plain", InetAddress.getLoopbackAddress(), 0, null),
					"");
		}
		catch (LDAPException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A directory that talks TLS, from the beginning or after StartTLS. */
	static TestDirectory secured(boolean fromTheBeginning, String certifiedHost) {
		try {
			KeyStore keys = keys(certifiedHost);
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init(keys, "changeit".toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(factory.getKeyManagers(), null, null);
			String pem = "-----BEGIN CERTIFICATE-----\n"
					+ Base64.getMimeEncoder().encodeToString(keys.getCertificate("directory").getEncoded())
					+ "\n-----END CERTIFICATE-----\n";
			InetAddress here = InetAddress.getLoopbackAddress();
			return open(
					fromTheBeginning
							? InMemoryListenerConfig.createLDAPSConfig("tls", here, 0, context.getServerSocketFactory(),
									null)
							: InMemoryListenerConfig.createLDAPConfig("starttls", here, 0, context.getSocketFactory()),
					pem);
		}
		catch (GeneralSecurityException | LDAPException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore keys(String host) {
		try {
			Path file = Files.createTempDirectory("directory").resolve("keys.p12");
			int made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair", "-alias", "directory", "-keyalg",
					"EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host, "-storetype", "PKCS12", "-storepass",
					"changeit", "-keystore", file.toString())
				.inheritIO()
				.start()
				.waitFor();
			if (made != 0) {
				throw new IllegalStateException("keytool ended with " + made);
			}
			return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static TestDirectory open(InMemoryListenerConfig listener, String certificate) {
		try {
			InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
			config.addAdditionalBindCredentials(ACCOUNT, SECRET);
			config.setListenerConfigs(listener);
			InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
			server.add("dn: " + BASE, "objectClass: domain", "dc: example");
			server.add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
			server.add("dn: ou=groups," + BASE, "objectClass: organizationalUnit", "ou: groups");
			server.startListening();
			return new TestDirectory(server, certificate);
		}
		catch (LDAPSDKException ex) {
			throw new IllegalStateException(ex);
		}
	}

	int port() {
		return this.server.getListenPort();
	}

	/** The certificate that it is to be trusted by, in PEM. */
	String certificate() {
		return this.certificate;
	}

	static String dn(String user) {
		return "uid=" + user + ",ou=people," + BASE;
	}

	TestDirectory with(String user, String password) {
		try {
			this.server.add("dn: " + dn(user), "objectClass: inetOrgPerson", "uid: " + user, "cn: " + user,
					"sn: Person", "givenName: Some", "mail: " + user + "@example.com", "userPassword: " + password);
			return this;
		}
		catch (LDAPSDKException ex) {
			throw new IllegalStateException(ex);
		}
	}

	TestDirectory withGroup(String group, String... users) {
		try {
			List<String> lines = new ArrayList<>(List.of("dn: cn=" + group + ",ou=groups," + BASE,
					"objectClass: groupOfNames", "cn: " + group, "member: cn=nobody," + BASE));
			for (String user : users) {
				lines.add("member: " + dn(user));
			}
			this.server.add(lines.toArray(String[]::new));
			return this;
		}
		catch (LDAPSDKException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void leave(String user, String group) {
		change("cn=" + group + ",ou=groups," + BASE, new Modification(ModificationType.DELETE, "member", dn(user)));
	}

	void join(String user, String group) {
		change("cn=" + group + ",ou=groups," + BASE, new Modification(ModificationType.ADD, "member", dn(user)));
	}

	private void change(String dn, Modification change) {
		try {
			this.server.modify(dn, change);
		}
		catch (LDAPSDKException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void remove(String user) {
		try {
			this.server.delete(dn(user));
		}
		catch (LDAPSDKException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void rename(String user, String to) {
		try {
			this.server.modifyDN(dn(user), "uid=" + to, true);
		}
		catch (LDAPSDKException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What an entry has, null where there is no such entry or attribute. */
	@Nullable String value(String user, String attribute) {
		try {
			var entry = this.server.getEntry(dn(user));
			return (entry != null) ? entry.getAttributeValue(attribute) : null;
		}
		catch (LDAPSDKException ex) {
			throw new IllegalStateException(ex);
		}
	}

	boolean knows(String user, String password) {
		try {
			return this.server.bind(dn(user), password).getResultCode().intValue() == 0;
		}
		catch (LDAPException _) {
			return false;
		}
	}

	void stop() {
		this.server.shutDown(true);
	}

	void startAgain() {
		try {
			this.server.startListening();
		}
		catch (LDAPSDKException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.close();
	}

}
