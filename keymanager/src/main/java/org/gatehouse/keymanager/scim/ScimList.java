package org.gatehouse.keymanager.scim;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An answer to a query (RFC 7644 section 3.4.2).
 *
 * @param <T> what is listed
 * @param schemas says that this is a list
 * @param totalResults how many there are in all
 * @param startIndex the place of the first one shown, from 1
 * @param itemsPerPage how many are shown
 * @param resources the ones shown
 */
record ScimList<T>(List<String> schemas, long totalResults, int startIndex, int itemsPerPage,
		@JsonProperty("Resources") List<T> resources) {

	private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

	static <T> ScimList<T> of(List<T> resources, int startIndex, long total) {
		return new ScimList<>(List.of(SCHEMA), total, startIndex, resources.size(), resources);
	}

}
