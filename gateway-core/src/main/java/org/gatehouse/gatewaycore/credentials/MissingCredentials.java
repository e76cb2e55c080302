package org.gatehouse.gatewaycore.credentials;

import org.gatehouse.gatewaycore.route.BackendCredentials;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Stands for credentials that this gateway cannot open.
 *
 * @param problem why, without secrets
 */
record MissingCredentials(String problem) implements BackendCredentials {

	@Override
	public @Nullable String authorization(Endpoint endpoint, String method, String target) {
		return null;
	}

}
