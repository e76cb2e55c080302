package org.gatehouse.mediation;

import org.jspecify.annotations.Nullable;

/**
 * The policies that someone has composed beside the catalogue's.
 */
@FunctionalInterface
public interface Shelf {

	/** Only the catalogue. */
	Shelf NONE = (name, version) -> null;

	/**
	 * Finds a composition.
	 * @param name its name
	 * @param version its version
	 * @return the composition, null where there is none
	 */
	@Nullable Composition find(String name, String version);

}
