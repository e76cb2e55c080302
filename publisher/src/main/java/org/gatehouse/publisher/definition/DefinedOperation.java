package org.gatehouse.publisher.definition;

import java.util.List;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.jspecify.annotations.Nullable;

/**
 * An operation exactly as its document has it.
 *
 * @param verb the HTTP method
 * @param pattern the path below the API
 * @param summary may be empty
 * @param produces the media types of its answers, in the document's order; empty where it
 * declares none
 * @param authType {@code x-auth-type}; null where not given
 * @param tier {@code x-throttling-tier}; null where not given
 * @param scopes the OAuth 2.0 scopes that its security (or else the document's) names
 */
public record DefinedOperation(HttpVerb verb, UrlPattern pattern, String summary, List<String> produces,
		@Nullable AuthType authType, @Nullable String tier, List<String> scopes) {

	public DefinedOperation {
		produces = List.copyOf(produces);
		scopes = List.copyOf(scopes);
	}

}
