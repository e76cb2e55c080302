package org.gatehouse.server.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;

import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.GatewayConfiguration.Listeners;
import org.gatehouse.gatewaycore.GatewayConfiguration.Node;
import org.gatehouse.gatewaycore.Limits;
import org.gatehouse.server.launch.DataDirectory;
import org.gatehouse.server.launch.LaunchedNode;
import org.gatehouse.server.settings.Setting;

/**
 * What a gateway is told, be the control plane beside it or elsewhere.
 */
final class NodeConfiguration {

	/** Somebody waits at the terminal. */
	private static final Duration DRAIN = Duration.ofSeconds(3);

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
				new InetSocketAddress(node.address(), node.ports().gatewayHttps()), node.tls().serverContext());
		Limits limits = Limits.defaults();
		return GatewayConfiguration.of(new Node(id, ENVIRONMENT, host), listeners, issuer, keyManager)
			.withDefaultTenant(DefaultTenant.DOMAIN)
			.withSnapshotFile(data.snapshot())
			.withLimits(new Limits(limits.requestLine(), limits.headerBytes(), limits.headerCount(),
					limits.headTimeout(), limits.idleTimeout(), limits.connectTimeout(), limits.responseTimeout(),
					limits.backendIdle(), DRAIN));
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
