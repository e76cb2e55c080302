package org.gatehouse.gatewaycore.throttle;

/**
 * What a limit limits, in the order in which the locks of a call's limits are taken.
 */
public enum Level {

	/** The calls of a subscription, or of who calls an API without one. */
	SUBSCRIPTION,
	/** The same in a short time. */
	SUBSCRIPTION_BURST,
	/** The calls of an application. */
	APPLICATION,
	/** The same in a short time. */
	APPLICATION_BURST,
	/** The calls of an API as a whole. */
	API,
	/** The calls of an operation. */
	RESOURCE,
	/**
	 * The calls that an endpoint is sent. Callers learn of it only when it is too many.
	 */
	ENDPOINT;

	/**
	 * The level of a tier's burst control.
	 * @return this level where there is none
	 */
	Level burst() {
		return switch (this) {
			case SUBSCRIPTION -> SUBSCRIPTION_BURST;
			case APPLICATION -> APPLICATION_BURST;
			case SUBSCRIPTION_BURST, APPLICATION_BURST, API, RESOURCE, ENDPOINT -> this;
		};
	}

}
