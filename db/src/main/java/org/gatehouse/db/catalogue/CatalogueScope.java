package org.gatehouse.db.catalogue;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A scope that an operation of a visible API asks for.
 *
 * @param key what stands in tokens
 * @param displayName what people read
 * @param description more about it, null where there is none
 * @param roles the roles that it is bound to, in alphabetical order; empty where it needs
 * none
 */
public record CatalogueScope(String key, String displayName, @Nullable String description, List<String> roles) {

	public CatalogueScope {
		roles = List.copyOf(roles);
	}

}
