package org.gatehouse.acceptance.story;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;

/**
 * Waits for what was changed in the control plane to be in force at the gateway.
 */
final class Live {

	private Live() {
	}

	/**
	 * Waits for a condition.
	 * @param inForce looked at every few milliseconds
	 * @return how long it took, from this call on
	 */
	static Duration await(Callable<Boolean> inForce) {
		long start = System.nanoTime();
		Awaitility.await()
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.atMost(Duration.ofSeconds(20))
			.until(inForce);
		return Duration.ofNanos(System.nanoTime() - start);
	}

}
