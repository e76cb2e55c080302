package org.gatehouse.keymanager.ldap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a directory: over TLS where that is set, to nobody but the host that the
 * URL names, and never longer than the limits say.
 */
final class LdapConnector {

	private final LdapSettings settings;

	private final @Nullable BindRequest bind;

	private final @Nullable PostConnectProcessor upgrade;

	private final SingleServerSet server;

	/**
	 * Prepares to connect.
	 * @param settings how
	 * @param bindPassword the password of the account that reads the directory, null
	 * where it is read as nobody
	 */
	LdapConnector(LdapSettings settings, @Nullable String bindPassword) {
		this.settings = settings;
		this.bind = (settings.bindDn() != null && bindPassword != null)
				? new SimpleBindRequest(settings.bindDn(), bindPassword) : null;
		SSLSocketFactory tls = new TimedTlsSockets(tls(settings), settings.limits().readMillis());
		this.upgrade = settings.startTls() ? new StartTLSPostConnectProcessor(tls) : null;
		this.server = new SingleServerSet(settings.host(), settings.port(),
				settings.isLdaps() ? tls : SocketFactory.getDefault(), options(settings));
	}

	private static LDAPConnectionOptions options(LdapSettings settings) {
		LDAPConnectionOptions options = new LDAPConnectionOptions();
		options.setConnectTimeoutMillis(settings.limits().connectMillis());
		options.setResponseTimeoutMillis(settings.limits().readMillis());
		options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
		options.setUseSynchronousMode(true);
		// A referral would send passwords to a server that nobody here has named.
		options.setFollowReferrals(false);
		options.setBindWithDNRequiresPassword(true);
		return options;
	}

	/** The trust is read in both cases, so that a wrong certificate shows at once. */
	private static SSLSocketFactory tls(LdapSettings settings) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			String trusted = settings.trustedCertificates();
			if (trusted == null) {
				context.init(null, null, null);
				return context.getSocketFactory();
			}
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			int number = 0;
			for (Certificate certificate : certificates(trusted)) {
				store.setCertificateEntry("trusted-" + number++, certificate);
			}
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(store);
			context.init(null, trust.getTrustManagers(), null);
			return context.getSocketFactory();
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("certificates that were checked when they were stored", ex);
		}
	}

	/**
	 * Reads certificates.
	 * @param pem what was written
	 * @return the certificates
	 * @throws CertificateException if that is not what was written
	 */
	static Collection<? extends Certificate> certificates(String pem) throws CertificateException {
		return CertificateFactory.getInstance("X.509")
			.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
	}

	/**
	 * Connects, as nobody yet.
	 * @return a connection that the caller closes
	 * @throws LDAPException if that fails
	 */
	LDAPConnection connect() throws LDAPException {
		LDAPConnection connection = this.server.getConnection();
		try {
			if (this.upgrade != null) {
				this.upgrade.processPreAuthenticatedConnection(connection);
			}
			return connection;
		}
		catch (LDAPException | RuntimeException ex) {
			connection.close();
			throw ex;
		}
	}

	/**
	 * Signs in as the account that reads the directory.
	 * @param connection a connection
	 * @throws LDAPException if that fails
	 */
	void bind(LDAPConnection connection) throws LDAPException {
		if (this.bind != null) {
			connection.bind(this.bind);
		}
	}

	/**
	 * Prepares connections that are used again and again; none is made before it is
	 * needed.
	 * @return a pool that the caller closes
	 */
	LDAPConnectionPool pool() {
		try {
			LDAPConnectionPool pool = new LDAPConnectionPool(this.server, this.bind, 0,
					this.settings.limits().connections(), this.upgrade);
			pool.setCreateIfNecessary(false);
			pool.setMaxWaitTimeMillis(this.settings.limits().connectMillis());
			pool.setMaxConnectionAgeMillis(300_000);
			pool.setRetryFailedOperationsDueToInvalidConnections(false);
			return pool;
		}
		catch (LDAPException ex) {
			throw new IllegalStateException("a pool without connections", ex);
		}
	}

}
