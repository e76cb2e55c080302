package org.gatehouse.gatewaycore.snapshot;

import java.util.function.Consumer;

/**
 * Entries in force at one moment, to be written to disk by another thread while the world
 * goes on.
 */
@FunctionalInterface
interface Kept {

	/**
	 * Goes through them.
	 * @param action told each
	 */
	void forEach(Consumer<KnownEntry> action);

}
