package org.gatehouse.server.launch;

import java.time.Duration;

import org.gatehouse.gatewaycore.Gateway;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.sample.Sample;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A node that has started.
 *
 * @param node what its parts share
 * @param controlPlane the Spring application, null on a node that is a gateway alone
 * @param gateway the gateway, null on a node without one
 * @param sample the sample, null where there is none
 */
record RunningNode(LaunchedNode node, @Nullable ConfigurableApplicationContext controlPlane, @Nullable Gateway gateway,
		@Nullable Sample sample) {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * Waits for the gateway's first snapshot, for as long as more and more of it comes.
	 */
	void awaitReady() throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		long read = 0;
		Gateway awaited = this.gateway;
		while (awaited != null && !awaited.isReady()) {
			long now = awaited.readRevision();
			if (now != read) {
				read = now;
				deadline = System.nanoTime() + PATIENCE.toNanos();
			}
			if (System.nanoTime() > deadline) {
				throw new StartRefusal("The gateway got nothing from the control plane within " + PATIENCE.toSeconds()
						+ " s: see " + this.node.data().logs().resolve("gatehouse.log"));
			}
			Thread.sleep(10);
		}
	}

}
