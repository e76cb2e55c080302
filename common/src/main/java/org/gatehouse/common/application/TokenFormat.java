package org.gatehouse.common.application;

/**
 * What an application's access tokens look like.
 */
public enum TokenFormat {

	/** A signed, self-contained token (RFC 9068). */
	JWT,
	/** A random value that only the key manager can resolve (RFC 7662). */
	OPAQUE

}
