package org.gatehouse.gatewaycore;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Set;

import javax.net.ssl.SSLContext;

import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.gatewaycore.counters.CounterSettings;
import org.gatehouse.gatewaycore.trace.TraceSettings;
import org.gatehouse.jose.sealing.Sealer;
import org.jspecify.annotations.Nullable;

/**
 * All that a gateway is told when it starts. Begin with {@link #of} and change what
 * differs by the {@code with} methods.
 *
 * @param node who this gateway is
 * @param listeners where it listens
 * @param issuer {@code iss} of the access tokens that it takes
 * @param keyManager the key manager's base URL, to which {@code /token}, {@code /revoke},
 * {@code /authorize} and {@code /userinfo} are handed
 * @param defaultTenant the tenant domain whose APIs need no {@code /t/DOMAIN} prefix
 * @param trust how backends are trusted, and what opens secrets for them
 * @param snapshotFile where the last good state is kept for a restart, null to keep none
 * @param cors the rules for cross-origin calls, of all APIs
 * @param limits bounds on what a peer can send and how long it may take
 * @param trustedProxies addresses, or ranges of them, of the proxies whose
 * {@code X-Forwarded-*} headers are believed
 * @param accessLog whether calls are logged to {@code gatehouse.access}
 * @param tracing what is traced, and where to
 * @param cacheBytes how much memory kept answers of all APIs may take
 * @param credentials where callers' credentials come and go
 * @param counters where limits are counted together with other gateways, null to count
 * alone
 * @param transport how sockets are read and written
 */
public record GatewayConfiguration(Node node, Listeners listeners, String issuer, URI keyManager, String defaultTenant,
		Trust trust, @Nullable Path snapshotFile, CorsRules cors, Limits limits, Set<String> trustedProxies,
		boolean accessLog, TraceSettings tracing, long cacheBytes, Credentials credentials,
		@Nullable CounterSettings counters, Transport transport) {

	/** How much of answers is kept where nothing else is said. */
	public static final long CACHE_BYTES = 64 * 1024 * 1024;

	public GatewayConfiguration {
		trustedProxies = Set.copyOf(trustedProxies);
		String scheme = keyManager.getScheme();
		if (keyManager.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
			throw new IllegalArgumentException("key manager: '" + keyManager + "' (expected: an http or https URL)");
		}
	}

	/**
	 * A configuration with the default for everything that has one.
	 * @param node who the gateway is
	 * @param listeners where it listens
	 * @param issuer {@code iss} of the access tokens that it takes
	 * @param keyManager the key manager's base URL
	 * @return a configuration that keeps no state on disk and trusts what the JVM trusts
	 */
	public static GatewayConfiguration of(Node node, Listeners listeners, String issuer, URI keyManager) {
		return new GatewayConfiguration(node, listeners, issuer, keyManager, "carbon.super",
				new Trust(null, null, null), null, CorsRules.defaults(), Limits.defaults(), Set.of(), true,
				TraceSettings.DEFAULT, CACHE_BYTES, Credentials.DEFAULT, null, Transport.AUTO);
	}

	/**
	 * Replaces the domain of the default tenant.
	 * @param domain a tenant domain
	 * @return the changed configuration
	 */
	public GatewayConfiguration withDefaultTenant(String domain) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, domain, this.trust,
				this.snapshotFile, this.cors, this.limits, this.trustedProxies, this.accessLog, this.tracing,
				this.cacheBytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Replaces where the gateway listens.
	 * @param where the listeners
	 * @return the changed configuration
	 */
	public GatewayConfiguration withListeners(Listeners where) {
		return new GatewayConfiguration(this.node, where, this.issuer, this.keyManager, this.defaultTenant, this.trust,
				this.snapshotFile, this.cors, this.limits, this.trustedProxies, this.accessLog, this.tracing,
				this.cacheBytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Replaces how backends are trusted.
	 * @param newTrust the contexts to use
	 * @return the changed configuration
	 */
	public GatewayConfiguration withTrust(Trust newTrust) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				newTrust, this.snapshotFile, this.cors, this.limits, this.trustedProxies, this.accessLog, this.tracing,
				this.cacheBytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Keeps the last good state on disk.
	 * @param file a file in a directory that can be written
	 * @return the changed configuration
	 */
	public GatewayConfiguration withSnapshotFile(Path file) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, file, this.cors, this.limits, this.trustedProxies, this.accessLog, this.tracing,
				this.cacheBytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Replaces the rules for cross-origin calls.
	 * @param rules the rules
	 * @return the changed configuration
	 */
	public GatewayConfiguration withCors(CorsRules rules) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, this.snapshotFile, rules, this.limits, this.trustedProxies, this.accessLog, this.tracing,
				this.cacheBytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Replaces the bounds.
	 * @param newLimits the bounds
	 * @return the changed configuration
	 */
	public GatewayConfiguration withLimits(Limits newLimits) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, this.snapshotFile, this.cors, newLimits, this.trustedProxies, this.accessLog, this.tracing,
				this.cacheBytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Replaces the trusted proxies.
	 * @param addresses IP addresses, ranges and blocks in CIDR notation
	 * @return the changed configuration
	 */
	public GatewayConfiguration withTrustedProxies(Set<String> addresses) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, this.snapshotFile, this.cors, this.limits, addresses, this.accessLog, this.tracing,
				this.cacheBytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Turns the access log on or off.
	 * @param on true to log calls
	 * @return the changed configuration
	 */
	public GatewayConfiguration withAccessLog(boolean on) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, this.snapshotFile, this.cors, this.limits, this.trustedProxies, on, this.tracing,
				this.cacheBytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Replaces what is traced.
	 * @param settings what, and where to
	 * @return the changed configuration
	 */
	public GatewayConfiguration withTracing(TraceSettings settings) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, this.snapshotFile, this.cors, this.limits, this.trustedProxies, this.accessLog, settings,
				this.cacheBytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Replaces the size of the cache.
	 * @param bytes how much memory kept answers of all APIs may take
	 * @return the changed configuration
	 */
	public GatewayConfiguration withCacheBytes(long bytes) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, this.snapshotFile, this.cors, this.limits, this.trustedProxies, this.accessLog,
				this.tracing, bytes, this.credentials, this.counters, this.transport);
	}

	/**
	 * Counts limits together with other gateways.
	 * @param settings where
	 * @return the changed configuration
	 */
	public GatewayConfiguration withCounters(CounterSettings settings) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, this.snapshotFile, this.cors, this.limits, this.trustedProxies, this.accessLog,
				this.tracing, this.cacheBytes, this.credentials, settings, this.transport);
	}

	/**
	 * Tells what becomes of calls that cannot be counted together, where their API does
	 * not say.
	 * @return true where they are refused
	 */
	public boolean refusesUncounted() {
		return this.counters != null && this.counters.loss() == CounterLoss.REFUSE;
	}

	/**
	 * Replaces where callers' credentials come and go.
	 * @param rules the rules
	 * @return the changed configuration
	 */
	public GatewayConfiguration withCredentials(Credentials rules) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, this.snapshotFile, this.cors, this.limits, this.trustedProxies, this.accessLog,
				this.tracing, this.cacheBytes, rules, this.counters, this.transport);
	}

	/**
	 * Replaces how sockets are read and written.
	 * @param wanted the transport; the gateway does not start where the system has not
	 * got it
	 * @return the changed configuration
	 */
	public GatewayConfiguration withTransport(Transport wanted) {
		return new GatewayConfiguration(this.node, this.listeners, this.issuer, this.keyManager, this.defaultTenant,
				this.trust, this.snapshotFile, this.cors, this.limits, this.trustedProxies, this.accessLog,
				this.tracing, this.cacheBytes, this.credentials, this.counters, wanted);
	}

	/**
	 * Where callers' credentials come and go.
	 *
	 * @param authorizationHeader the header field in which tokens and passwords come, for
	 * APIs that name none
	 * @param passedOn whether backends see the header fields with credentials
	 * @param certificateHeader the header field in which trusted proxies tell their
	 * client's certificate, null where they do not
	 */
	public record Credentials(String authorizationHeader, boolean passedOn, @Nullable String certificateHeader) {

		/**
		 * {@code Authorization}, which backends do not see; certificates by TLS alone.
		 */
		public static final Credentials DEFAULT = new Credentials("Authorization", false, null);

	}

	/**
	 * Who a gateway is.
	 *
	 * @param id names the node; stable over restarts
	 * @param environment the gateway environment, such as {@code Default}
	 * @param host where it can be reached, for people to read
	 */
	public record Node(String id, String environment, String host) {

	}

	/**
	 * Where a gateway listens. Port 0 takes any free port.
	 *
	 * @param http the address for HTTP, null for none
	 * @param https the address for HTTPS, null for none
	 * @param tls the server's certificate and key; needed with {@code https}
	 * @param askingTls the same for connections whose clients are asked for a
	 * certificate; it has to take any, since APIs know them one by one; null to ask none
	 * @param metrics the address for {@code GET /metrics}, null for none; not for callers
	 * @param http2Plain whether HTTP/2 is taken without TLS, too, of clients that know so
	 */
	public record Listeners(@Nullable InetSocketAddress http, @Nullable InetSocketAddress https,
			@Nullable SSLContext tls, @Nullable SSLContext askingTls, @Nullable InetSocketAddress metrics,
			boolean http2Plain) {

		/**
		 * Listeners for callers only.
		 * @param http the address for HTTP, null for none
		 * @param https the address for HTTPS, null for none
		 * @param tls the server's certificate and key; needed with {@code https}
		 */
		public Listeners(@Nullable InetSocketAddress http, @Nullable InetSocketAddress https,
				@Nullable SSLContext tls) {
			this(http, https, tls, null, null, false);
		}

		/**
		 * Listeners that take HTTP/2 over TLS only, and ask no client for a certificate.
		 * @param http the address for HTTP, null for none
		 * @param https the address for HTTPS, null for none
		 * @param tls the server's certificate and key; needed with {@code https}
		 * @param metrics the address for {@code GET /metrics}, null for none
		 */
		public Listeners(@Nullable InetSocketAddress http, @Nullable InetSocketAddress https, @Nullable SSLContext tls,
				@Nullable InetSocketAddress metrics) {
			this(http, https, tls, null, metrics, false);
		}

		/**
		 * Listeners that ask no client for a certificate.
		 * @param http the address for HTTP, null for none
		 * @param https the address for HTTPS, null for none
		 * @param tls the server's certificate and key; needed with {@code https}
		 * @param metrics the address for {@code GET /metrics}, null for none
		 * @param http2Plain whether HTTP/2 is taken without TLS, too
		 */
		public Listeners(@Nullable InetSocketAddress http, @Nullable InetSocketAddress https, @Nullable SSLContext tls,
				@Nullable InetSocketAddress metrics, boolean http2Plain) {
			this(http, https, tls, null, metrics, http2Plain);
		}

		public Listeners {
			if (https != null && tls == null) {
				throw new IllegalArgumentException("tls: null (expected: a context with a certificate for HTTPS)");
			}
			if (http == null && https == null) {
				throw new IllegalArgumentException("listeners: none (expected: at least one)");
			}
		}

	}

	/**
	 * How the servers behind the gateway are trusted, and what opens the secrets that the
	 * gateway has for them. Host names are always verified.
	 *
	 * @param backends the certificates that vouch for the APIs' endpoints, null for what
	 * the JVM trusts
	 * @param keyManager for the key manager, null for what the JVM trusts
	 * @param sealer opens what is sealed in the feed, null where there is no master key:
	 * calls that need a secret are refused then
	 */
	public record Trust(@Nullable Set<X509Certificate> backends, @Nullable SSLContext keyManager,
			@Nullable Sealer sealer) {

	}

}
