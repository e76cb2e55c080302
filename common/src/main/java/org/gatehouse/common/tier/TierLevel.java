package org.gatehouse.common.tier;

/**
 * What a tier limits.
 */
public enum TierLevel {

	/** The calls of one subscription, whoever makes them. */
	SUBSCRIPTION,
	/** The calls of one application to all its APIs. */
	APPLICATION,
	/** The calls to one operation, or to all of an API: an advanced policy. */
	RESOURCE

}
