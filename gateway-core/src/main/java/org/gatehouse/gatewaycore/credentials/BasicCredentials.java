package org.gatehouse.gatewaycore.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.gatehouse.gatewaycore.route.BackendCredentials;
import org.gatehouse.gatewaycore.route.Endpoint;

/**
 * The same name and password in every request (RFC 7617), made once.
 */
final class BasicCredentials implements BackendCredentials {

	private final String value;

	BasicCredentials(String username, String password) {
		this.value = of(username, password);
	}

	static String of(String username, String password) {
		return "Basic "
				+ Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String authorization(Endpoint endpoint, String method, String target) {
		return this.value;
	}

}
