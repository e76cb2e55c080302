package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.time.Clock;

import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.gatewaycore.snapshot.GatewayReporter;
import org.gatehouse.gatewaycore.token.OpaqueTokens;

/**
 * A running gateway.
 */
public final class Gateway implements AutoCloseable {

	private Gateway() {
	}

	/**
	 * Starts a gateway. It listens when this returns, and answers calls to APIs as soon
	 * as it has a snapshot; see {@link #isReady()}.
	 * @param configuration what it is told
	 * @param feed where it learns what it has to know
	 * @param tokens where it learns about opaque tokens
	 * @param reporter where it tells what it runs
	 * @param clock the time
	 * @return the gateway
	 * @throws IOException if a port cannot be had; the message says which
	 */
	public static Gateway start(GatewayConfiguration configuration, ChangeFeed feed, OpaqueTokens tokens,
			GatewayReporter reporter, Clock clock) throws IOException {
		return new Gateway();
	}

	/**
	 * The port for HTTP.
	 * @return the bound port, -1 where there is no such listener
	 */
	public int httpPort() {
		return -1;
	}

	/**
	 * The port for HTTPS.
	 * @return the bound port, -1 where there is no such listener
	 */
	public int httpsPort() {
		return -1;
	}

	/**
	 * The revision that the gateway runs.
	 * @return a revision of the feed, 0 before the first
	 */
	public long revision() {
		return 0;
	}

	/**
	 * Tells whether the gateway has compiled a snapshot.
	 * @return true where calls are answered
	 */
	public boolean isReady() {
		return false;
	}

	/**
	 * Stops: takes no more connections, lets running calls finish for at most
	 * {@link Limits#drain()}, then closes. Does nothing the second time.
	 */
	@Override
	public void close() {
	}

}
