package org.gatehouse.gatewaycore;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;

/**
 * Waits for what comes about by itself, without taking the processor from it.
 */
final class Waiting {

	private Waiting() {
	}

	/**
	 * Asks again and again.
	 * @param there what is waited for; fails when it is not so within a minute
	 */
	static void until(Callable<Boolean> there) {
		Awaitility.await()
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.atMost(Duration.ofSeconds(60))
			.until(there);
	}

}
