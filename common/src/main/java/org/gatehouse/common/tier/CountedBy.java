package org.gatehouse.common.tier;

/**
 * Whose calls share one count of a tier's quota.
 */
public enum CountedBy {

	/** Everybody's. */
	ALL,
	/** Each user's are counted for themselves. */
	USER,
	/** Those of each client's IP address are counted for themselves. */
	ADDRESS

}
