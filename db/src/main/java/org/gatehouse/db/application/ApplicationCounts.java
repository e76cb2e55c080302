package org.gatehouse.db.application;

import java.util.UUID;

/**
 * What an application has.
 *
 * @param id the application
 * @param subscriptions how many subscriptions
 * @param keys how many keys, 0 to 2
 */
public record ApplicationCounts(UUID id, long subscriptions, long keys) {

	/**
	 * An application that has nothing.
	 * @param id the application
	 * @return zeros
	 */
	public static ApplicationCounts none(UUID id) {
		return new ApplicationCounts(id, 0, 0);
	}

}
