package org.gatehouse.server.gateway;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.tier.IpRange;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.gatewaycore.AnyClientCertificate;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.GatewayConfiguration.Listeners;
import org.gatehouse.gatewaycore.GatewayConfiguration.Node;
import org.gatehouse.gatewaycore.Limits;
import org.gatehouse.gatewaycore.Transport;
import org.gatehouse.gatewaycore.counters.CounterSettings;
import org.gatehouse.gatewaycore.transport.Engine;
import org.gatehouse.jose.sealing.Sealer;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.launch.DataDirectory;
import org.gatehouse.server.launch.LaunchedNode;
import org.gatehouse.server.settings.Setting;
import org.gatehouse.server.settings.Settings;
import org.gatehouse.server.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * What a gateway is told, be the control plane beside it or elsewhere.
 */
final class NodeConfiguration {

	private static final String ENVIRONMENT = "Default";

	private NodeConfiguration() {
	}

	static GatewayConfiguration of(LaunchedNode node, String issuer, URI keyManager) {
		DataDirectory data = node.data();
		String host = host();
		String id = node.settings()
			.find(Setting.NODE_ID)
			.orElseGet(() -> data.readOrMake(data.root().resolve("node.id"),
					() -> host + "-" + UUID.randomUUID().toString().substring(0, 8)));
		Listeners listeners = new Listeners(new InetSocketAddress(node.address(), node.ports().gatewayHttp()),
				new InetSocketAddress(node.address(), node.ports().gatewayHttps()), node.tls().serverContext(),
				node.tls().serverContext(new AnyClientCertificate()),
				node.settings().find(Setting.GATEWAY_METRICS).map(NodeConfiguration::socket).orElse(null),
				flag(node.settings(), Setting.GATEWAY_HTTP2_PLAIN));
		GatewayConfiguration configuration = GatewayConfiguration
			.of(new Node(id, ENVIRONMENT, host), listeners, issuer, keyManager)
			.withDefaultTenant(DefaultTenant.DOMAIN)
			.withSnapshotFile(data.snapshot())
			.withTrustedProxies(trustedProxies(node.settings()))
			.withTransport(transport(node.settings()))
			.withCacheBytes(bytes(node.settings(), Setting.GATEWAY_CACHE_SIZE))
			.withTracing(Traces.settings(node.settings(), System.getenv()))
			.withCors(CallerSettings.cors(node.settings()))
			.withCredentials(CallerSettings.credentials(node.settings()))
			.withLimits(Limits.defaults()
				.withDrain(duration(node.settings(), Setting.GATEWAY_STOP_NOTICE),
						duration(node.settings(), Setting.GATEWAY_STOP_LIMIT)));
		CounterSettings counters = Counters.settings(node.settings());
		return (counters == null) ? configuration : configuration.withCounters(counters);
	}

	private static Transport transport(Settings settings) {
		String name = settings.find(Setting.GATEWAY_TRANSPORT).orElse(Setting.GATEWAY_TRANSPORT.fallback()).strip();
		Transport transport = switch (name) {
			case "auto" -> Transport.AUTO;
			case "io_uring" -> Transport.IO_URING;
			case "epoll" -> Transport.EPOLL;
			case "nio" -> Transport.NIO;
			default -> throw new StartRefusal(Setting.GATEWAY_TRANSPORT.variable() + ": '" + name
					+ "' is none of auto, io_uring, epoll and nio: correct it");
		};
		if (!Engine.has(transport)) {
			throw new StartRefusal(Setting.GATEWAY_TRANSPORT.variable() + ": this system has no " + name
					+ ", or forbids it (containers often do): take auto");
		}
		return transport;
	}

	/**
	 * What the gateway trusts in backends.
	 * @param settings the node's settings
	 * @return null for what the JVM trusts
	 * @throws StartRefusal if the certificates that are set cannot be read
	 */
	static @Nullable Set<X509Certificate> backends(Settings settings) {
		return settings.find(Setting.GATEWAY_BACKEND_CERTIFICATES)
			.map((file) -> TlsIdentity.trusted(Path.of(file)))
			.orElse(null);
	}

	/**
	 * What opens the secrets that the feed brings.
	 * @param node what the node knows of itself
	 * @return null where the node has no master key
	 * @throws StartRefusal if the file that is set cannot be read
	 */
	static @Nullable Sealer sealer(LaunchedNode node) {
		Path own = node.data().keys().resolve("master.key");
		Path file = node.settings().find(Setting.MASTER_KEY_FILE).map(Path::of).orElse(own);
		if (file.equals(own) && !Files.exists(own)) {
			return null;
		}
		try {
			return Sealer.ofExisting(file);
		}
		catch (UncheckedIOException | IllegalStateException ex) {
			throw new StartRefusal(Setting.MASTER_KEY_FILE.variable() + ": " + file
					+ " cannot be read: let it name a copy of the control plane's master key", ex);
		}
	}

	private static boolean flag(Settings settings, Setting setting) {
		return switch (settings.find(setting).orElse(setting.fallback())) {
			case "true" -> true;
			case "false" -> false;
			case String other ->
				throw new StartRefusal(setting.variable() + ": '" + other + "' is neither true nor false: correct it");
		};
	}

	private static InetSocketAddress socket(String text) {
		int colon = text.lastIndexOf(':');
		try {
			String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[(.*)]$", "$1");
			return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1)));
		}
		catch (IllegalArgumentException ex) {
			throw new StartRefusal(Setting.GATEWAY_METRICS.variable() + ": '" + text
					+ "' is no address with a port such as 127.0.0.1:9280: correct it", ex);
		}
	}

	private static Set<String> trustedProxies(Settings settings) {
		Set<String> addresses = new HashSet<>();
		for (String text : settings.find(Setting.GATEWAY_TRUSTED_PROXIES).orElse("").split(",")) {
			String address = text.strip();
			if (address.isEmpty() || address.equals("none")) {
				continue;
			}
			try {
				addresses.add(IpRange.of(address).toString());
			}
			catch (IllegalArgumentException ex) {
				throw new StartRefusal(Setting.GATEWAY_TRUSTED_PROXIES.variable() + ": '" + address
						+ "' is neither an IP address nor a range of them such as 10.0.0.0/8: correct it", ex);
			}
		}
		return addresses;
	}

	static Duration duration(Settings settings, Setting setting) {
		String text = settings.find(setting).orElse(setting.fallback());
		try {
			Duration duration = DurationStyle.detectAndParse(text);
			if (!duration.isNegative()) {
				return duration;
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below.
		}
		throw new StartRefusal(setting.variable() + ": '" + text + "' is no duration such as 10s: correct it");
	}

	private static long bytes(Settings settings, Setting setting) {
		String text = settings.find(setting).orElse(setting.fallback());
		try {
			DataSize size = DataSize.parse(text);
			if (!size.isNegative()) {
				return size.toBytes();
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below.
		}
		throw new StartRefusal(setting.variable() + ": '" + text + "' is no size such as 64MB: correct it");
	}

	private static String host() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "localhost";
		}
	}

}
