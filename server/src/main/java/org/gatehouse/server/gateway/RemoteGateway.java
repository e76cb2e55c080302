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

	private RemoteGateway() {
	}

	/**
	 * Starts it.
	 * @param node what the node knows of itself
	 * @param ends takes what is to be closed after the gateway
	 * @return the gateway, listening
	 * @throws IOException if a port cannot be had
	 * @throws StartRefusal if the node does not know its control plane
	 */
	public static Gateway start(LaunchedNode node, Consumer<AutoCloseable> ends) throws IOException {
		Settings settings = node.settings();
		String url = settings.find(Setting.CONTROL_PLANE_URL)
			.orElseThrow(() -> new StartRefusal("--roles=gateway needs a control plane to follow: set "
					+ "GATEHOUSE_CONTROL_PLANE_URL, for instance to https://localhost:9443"));
		SSLContext trust = trust(settings);
		URI controlPlane = uri(url);
		HttpControlPlane client = new HttpControlPlane(controlPlane, token(settings), trust);
		ends.accept(client);
		String issuer = settings.find(Setting.PUBLIC_URL).orElse(url).replaceAll("/+$", "");
		GatewayConfiguration configuration = NodeConfiguration.of(node, issuer, controlPlane)
			.withTrust(new Trust(NodeConfiguration.backends(settings), trust, NodeConfiguration.sealer(node)));
		return Gateway.start(configuration, client, client, client, client, Clock.systemUTC());
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
