package org.gatehouse.gatewaycore.counters;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.gatehouse.gatewaycore.throttle.SharedCounters;

/**
 * A connection to a server that keeps counters. Answers come in the order of the
 * questions, on one thread.
 */
interface CounterStore {

	/** Whether the connection is open. */
	boolean isOpen();

	/**
	 * Asks.
	 * @param counts what is asked of
	 * @return first 1 where the call passes, 0 where not; then for each counter what is
	 * used, what was leased, and the milliseconds that its window still is
	 */
	CompletionStage<List<Long>> ask(List<SharedCounters.Count> counts);

	/** Closes the connection, without waiting. */
	void close();

	/** Makes connections. */
	interface Connector {

		/**
		 * Connects.
		 * @return the connection, ready to be asked
		 */
		CompletionStage<CounterStore> connect();

		/** Closes all connections, and stops whatever connecting needs. */
		void close();

	}

}
