package org.gatehouse.db.catalogue;

import java.util.List;
import java.util.UUID;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.jspecify.annotations.Nullable;

/**
 * An operation of an API version as the store shows it.
 *
 * @param id the operation
 * @param verb the HTTP method
 * @param pattern the path below the API
 * @param authType which tokens it takes
 * @param tier the name of its resource tier
 * @param summary one line about it, null where there is none
 * @param scopes the scopes of which a token must hold one, in alphabetical order; empty
 * where none is asked for
 */
public record CatalogueOperation(UUID id, HttpVerb verb, String pattern, AuthType authType, String tier,
		@Nullable String summary, List<String> scopes) {

	public CatalogueOperation {
		scopes = List.copyOf(scopes);
	}

}
