package org.gatehouse.store;

/**
 * Where the store is.
 */
public final class StorePaths {

	/** The REST interface, "WSO2 API Manager Developer Portal v3". */
	public static final String REST = "/api/am/devportal/v3";

	private StorePaths() {
	}

}
