package org.gatehouse.acceptance.architecture.planted.tests;

/**
 * Planted: a sleep.
 */
class SleepingTest {

	void waitsTooLong() throws InterruptedException {
		Thread.sleep(1);
	}

}
