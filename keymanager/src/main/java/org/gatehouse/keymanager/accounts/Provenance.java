package org.gatehouse.keymanager.accounts;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a user comes from.
 *
 * @param domain the directory's domain, null for the platform's own users
 * @param writable whether the user can be changed and given a password here
 * @param absent whether the directory has the user no longer
 * @param mappedRoles the roles that come of groups of the directory
 */
public record Provenance(@Nullable String domain, boolean writable, boolean absent, List<String> mappedRoles) {

	public Provenance {
		mappedRoles = List.copyOf(mappedRoles);
	}

}
