package org.gatehouse.server.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.gatehouse.server.Role;
import org.gatehouse.server.StartRefusal;

/**
 * The ports of a node.
 *
 * @param offset added to each
 */
public record Ports(int offset) {

	/**
	 * The control plane: pages, OAuth, REST.
	 * @return the port for HTTPS
	 */
	public int web() {
		return 9443 + this.offset;
	}

	/**
	 * The management API.
	 * @return the port for HTTPS
	 */
	public int management() {
		return 9164 + this.offset;
	}

	/**
	 * The gateway without TLS.
	 * @return the port for HTTP
	 */
	public int gatewayHttp() {
		return 8280 + this.offset;
	}

	/**
	 * The gateway with TLS.
	 * @return the port for HTTPS
	 */
	public int gatewayHttps() {
		return 8243 + this.offset;
	}

	/**
	 * Makes sure that the ports of the roles are free, before anything is started.
	 * @param address where the node will listen
	 * @param roles what it will be
	 * @throws StartRefusal if one is taken
	 */
	void checkFree(InetAddress address, Set<Role> roles) {
		needed(roles).forEach((port, what) -> {
			try (ServerSocket probe = new ServerSocket()) {
				probe.bind(new InetSocketAddress(address, port));
			}
			catch (IOException ex) {
				throw new StartRefusal("Port " + port + " (" + what + ") cannot be had on " + address.getHostAddress()
						+ " (" + ex.getMessage() + "): stop what uses it, or start with another --port-offset", ex);
			}
		});
	}

	/**
	 * Whether all ports of all roles are free now.
	 * @param address where the node would listen
	 * @param roles what it would be
	 * @return false if one is taken
	 */
	boolean free(InetAddress address, Set<Role> roles) {
		try {
			checkFree(address, roles);
			return true;
		}
		catch (StartRefusal ex) {
			return false;
		}
	}

	private Map<Integer, String> needed(Set<Role> roles) {
		Map<Integer, String> needed = new LinkedHashMap<>();
		if (!roles.equals(Set.of(Role.GATEWAY))) {
			needed.put(web(), "publisher, store, key manager");
		}
		if (roles.contains(Role.MANAGEMENT)) {
			needed.put(management(), "management");
		}
		if (roles.contains(Role.GATEWAY)) {
			needed.put(gatewayHttp(), "gateway, HTTP");
			needed.put(gatewayHttps(), "gateway, HTTPS");
		}
		return needed;
	}

}
