package org.gatehouse.keymanager.accounts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The stores of the bound tenant besides the platform's own.
 */
public interface UserDirectories {

	/**
	 * Lists the stores that are switched on.
	 * @return in the order in which a name without a domain is looked for
	 */
	List<UserStore> active();

	/**
	 * Finds a store that is switched on.
	 * @param id the store's row
	 * @return the store, empty where it is switched off
	 */
	Optional<UserStore> find(UUID id);

}
