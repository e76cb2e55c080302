package org.gatehouse.gatewaycore.transport;

/**
 * A client's connection as its event loop looks after it. Only the loop calls it.
 */
interface Connection {

	/**
	 * Ends what waits for too long.
	 * @param now the time as {@link System#nanoTime()} has it
	 */
	void checkDeadline(long now);

	/**
	 * Lets running calls be the last.
	 */
	void drain();

	/**
	 * Closes the connection at once, whatever it does.
	 */
	void abort();

}
