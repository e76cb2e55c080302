package org.gatehouse.common.tier;

/**
 * What a tier limits.
 */
public enum TierLevel {

	/** The calls of one subscription, whoever makes them. */
	SUBSCRIPTION,
	/** The calls of one application to all its APIs, whoever makes them. */
	APPLICATION,
	/** The calls to one operation, whoever makes them. */
	RESOURCE

}
