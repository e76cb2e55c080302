package org.gatehouse.mediation;

/**
 * One use of a policy, ready to act. It neither blocks nor waits.
 */
interface Action {

	/**
	 * Acts.
	 * @param message the message
	 * @return {@link Outcome#NEXT}, {@link Outcome.Answer} or {@link Outcome.Refused}
	 */
	Outcome apply(Message message);

	/**
	 * Whether the message's body has to be there, and how long it may be.
	 * @return a number of bytes, -1 where the body does not matter
	 */
	default int bodyLimit() {
		return -1;
	}

}
