package org.gatehouse.gatewaycore.token;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.gatehouse.common.snapshot.TokenState;

/**
 * Where the gateway learns what an opaque access token stands for. The gateway itself
 * remembers what it learnt, until the token expires or is revoked.
 */
public interface OpaqueTokens {

	/**
	 * Looks a token up. Called on an event loop: the caller's thread must not be blocked.
	 * @param tokenHash SHA-256 of the token in lower-case hex
	 * @return completes with the token's state, empty where no active token has the hash;
	 * completes exceptionally where the key manager cannot be asked
	 */
	CompletableFuture<Optional<TokenState>> find(String tokenHash);

}
