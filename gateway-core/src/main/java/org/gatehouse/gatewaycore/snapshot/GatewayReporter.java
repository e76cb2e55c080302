package org.gatehouse.gatewaycore.snapshot;

import java.io.IOException;

import org.gatehouse.common.snapshot.GatewayReport;

/**
 * Where a gateway tells what it runs.
 */
public interface GatewayReporter {

	/**
	 * Reports. Called on the follower's threads, never on an event loop; it may block.
	 * @param report what the gateway runs
	 * @throws IOException if the control plane cannot be reached; the next report follows
	 * in a few seconds all the same
	 * @throws InterruptedException if the gateway is stopped
	 */
	void report(GatewayReport report) throws IOException, InterruptedException;

}
