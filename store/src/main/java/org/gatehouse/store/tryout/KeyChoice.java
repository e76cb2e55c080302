package org.gatehouse.store.tryout;

import java.util.UUID;

import org.gatehouse.common.application.KeyType;

/**
 * A key that a call can be made with.
 *
 * @param applicationId the application
 * @param application its name
 * @param keyType which endpoint the key leads to
 */
record KeyChoice(UUID applicationId, String application, KeyType keyType) {

	/**
	 * As a form sends it.
	 * @return the application's id and the key type
	 */
	public String value() {
		return this.applicationId + ":" + this.keyType;
	}

}
