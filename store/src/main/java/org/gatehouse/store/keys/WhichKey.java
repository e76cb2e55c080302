package org.gatehouse.store.keys;

import java.util.UUID;

import org.gatehouse.common.application.KeyType;

/**
 * Names one of an application's keys.
 */
public sealed interface WhichKey {

	/**
	 * What the caller named it by.
	 * @return a key type or an identifier
	 */
	String text();

	/**
	 * By its type.
	 *
	 * @param type the type
	 */
	record OfType(KeyType type) implements WhichKey {

		@Override
		public String text() {
			return this.type.name();
		}

	}

	/**
	 * By its identifier.
	 *
	 * @param id {@link KeyView#id()}
	 */
	record OfId(UUID id) implements WhichKey {

		@Override
		public String text() {
			return this.id.toString();
		}

	}

}
