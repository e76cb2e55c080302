package org.gatehouse.gatewaycore.route;

import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A server behind the gateway, with the path under which it serves.
 *
 * @param address where it is
 * @param path its path without a slash at the end, empty for the root
 * @param authority what {@code Host} says, with the port where it is not the scheme's own
 * @param credentials what the gateway proves itself by there, null for nothing
 * @param webSocket true where it is called by opening WebSockets
 */
public record Endpoint(Address address, String path, String authority, @Nullable BackendCredentials credentials,
		boolean webSocket) {

	/**
	 * Where a server is.
	 *
	 * @param host a DNS name or an IP address, without brackets
	 * @param port 1 to 65,535
	 * @param tls true for HTTPS
	 * @param keyManager true for the key manager, which has a trust of its own
	 * @param security how TLS is done there, null for as with all backends
	 */
	public record Address(String host, int port, boolean tls, boolean keyManager, @Nullable BackendTls security) {

	}

	/**
	 * The same endpoint, where the gateway proves itself.
	 * @param security how TLS is done there, null for as with all backends
	 * @param proof what the gateway proves itself by, null for nothing
	 * @return the endpoint
	 */
	public Endpoint secured(@Nullable BackendTls security, @Nullable BackendCredentials proof) {
		Address secured = new Address(this.address.host, this.address.port, this.address.tls, this.address.keyManager,
				this.address.tls ? security : null);
		return new Endpoint(secured, this.path, this.authority, proof, this.webSocket);
	}

	/**
	 * Reads an endpoint's URL.
	 * @param url an http, https, ws or wss URL without user, query and fragment
	 * @param keyManager true if it is the key manager's
	 * @return the endpoint
	 * @throws IllegalArgumentException if the URL is of another form
	 */
	public static Endpoint of(URI url, boolean keyManager) {
		String scheme = (url.getScheme() == null) ? "" : url.getScheme().toLowerCase(Locale.ROOT);
		boolean webSocket = scheme.equals("ws") || scheme.equals("wss");
		boolean tls = scheme.equals("https") || scheme.equals("wss");
		String host = url.getHost();
		if (host == null || (!tls && !webSocket && !scheme.equals("http")) || url.getRawUserInfo() != null
				|| url.getRawQuery() != null || url.getRawFragment() != null) {
			throw new IllegalArgumentException("endpoint: '" + url
					+ "' (expected: an http, https, ws or wss URL without user, query and fragment)");
		}
		int own = tls ? 443 : 80;
		int port = (url.getPort() < 0) ? own : url.getPort();
		String path = (url.getRawPath() == null) ? "" : url.getRawPath();
		String name = (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
		return new Endpoint(new Address(name, port, tls, keyManager, null), path.replaceAll("/+$", ""),
				(port == own) ? host : host + ":" + port, null, webSocket);
	}

	/**
	 * The request target for this server.
	 * @param below the path below the API, empty or starting with a slash
	 * @param query the query with its question mark, or empty
	 * @return a target in origin form
	 */
	public String target(String below, String query) {
		if (below.isEmpty() && this.path.isEmpty()) {
			return "/" + query;
		}
		return (query.isEmpty() && this.path.isEmpty()) ? below : this.path + below + query;
	}

}
