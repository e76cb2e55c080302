package org.gatehouse.server.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import org.gatehouse.gatewaycore.Gateway;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.GatewayConfiguration.Trust;
import org.gatehouse.gatewaycore.snapshot.HttpControlPlane;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.launch.LaunchedNode;
import org.gatehouse.server.settings.Setting;
import org.gatehouse.server.settings.Settings;
import org.gatehouse.server.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that is a node of its own: it has no database and follows a control plane
 * over HTTP.
 */
public final class RemoteGateway {

	private final GatewayConfiguration configuration;

	private final HttpControlPlane controlPlane;

	private RemoteGateway(GatewayConfiguration configuration, HttpControlPlane controlPlane) {
		this.configuration = configuration;
		this.controlPlane = controlPlane;
	}

	/**
	 * Prepares what takes time and asks nobody.
	 * @param node what the node knows of itself
	 * @return the gateway, not started
	 * @throws StartRefusal if the node does not know its control plane
	 */
	public static RemoteGateway of(LaunchedNode node) {
		Settings settings = node.settings();
		String url = settings.find(Setting.CONTROL_PLANE_URL)
			.orElseThrow(() -> new StartRefusal("--roles=gateway needs a control plane to follow: set "
					+ "GATEHOUSE_CONTROL_PLANE_URL, for instance to https://localhost:9443"));
		SSLContext trust = trust(settings);
		URI controlPlane = uri(url);
		String issuer = settings.find(Setting.PUBLIC_URL).orElse(url).replaceAll("/+$", "");
		GatewayConfiguration configuration = NodeConfiguration.of(node, issuer, controlPlane)
			.withTrust(new Trust(NodeConfiguration.backends(settings), trust, NodeConfiguration.sealer(node)));
		return new RemoteGateway(configuration, new HttpControlPlane(controlPlane, token(settings), trust));
	}

	/**
	 * Starts it.
	 * @param ends takes what is to be closed after the gateway
	 * @return the gateway, listening
	 * @throws IOException if a port cannot be had
	 */
	public Gateway start(Consumer<AutoCloseable> ends) throws IOException {
		HttpControlPlane client = this.controlPlane;
		ends.accept(client);
		return Gateway.start(this.configuration, client, client, client, client, Clock.systemUTC());
	}

	private static URI uri(String url) {
		try {
			URI uri = URI.create(url);
			if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below.
		}
		throw new StartRefusal("GATEHOUSE_CONTROL_PLANE_URL: '" + url + "' is no http or https URL: correct it");
	}

	private static @Nullable SSLContext trust(Settings settings) {
		return settings.find(Setting.CONTROL_PLANE_CERTIFICATE)
			.map((file) -> TlsIdentity.clientContext(Path.of(file)))
			.orElse(null);
	}

	private static String token(Settings settings) {
		return settings.find(Setting.NODE_TOKEN)
			.or(() -> settings.find(Setting.NODE_TOKEN_FILE).map(RemoteGateway::read))
			.orElseThrow(() -> new StartRefusal("--roles=gateway needs the control plane's secret: set "
					+ "GATEHOUSE_NODE_TOKEN_FILE to a copy of keys/node.token of its data directory"));
	}

	private static String read(String file) {
		try {
			return Files.readString(Path.of(file)).strip();
		}
		catch (IOException ex) {
			throw new StartRefusal("GATEHOUSE_NODE_TOKEN_FILE: " + file + " cannot be read: correct it", ex);
		}
	}

}
