package org.gatehouse.gatewaycore.policy;

/**
 * One thing that can happen to a call. A policy has its configuration, a clock and
 * nothing else; it runs on an event loop and never blocks it. An exception from one is a
 * bug.
 */
interface Policy {

	/**
	 * The policy's name in the chain's documentation.
	 * @return a few words
	 */
	String name();

	/**
	 * On the way in.
	 * @param exchange the call
	 * @return the decision
	 */
	Step handle(Exchange exchange);

	/**
	 * On the way out, before the answer's head is sent, whoever answers.
	 * @param exchange the call
	 * @param answer the answer's header fields
	 */
	default void answering(Exchange exchange, Headers answer) {
	}

	/**
	 * When the last byte of the answer is sent, or cannot be.
	 * @param exchange the call
	 */
	default void ended(Exchange exchange) {
	}

}
