package org.gatehouse.store.console;

import java.util.List;
import java.util.Map;

import org.gatehouse.common.api.HttpVerb;
import org.jspecify.annotations.Nullable;

/**
 * A call that a consumer composed in the console. It names an operation of the API and
 * values for it, never an address. Fields are checked by the service, under the names
 * {@code operation}, {@code path.NAME}, {@code query}, {@code headers} and {@code body}.
 * Its text form leaves the token out.
 *
 * @param verb the operation's method
 * @param pattern the operation's pattern
 * @param pathValues a value for each parameter of the pattern, and one under {@code *}
 * for what its wildcard stands for
 * @param query names and values, in their order
 * @param headers names and values, in their order
 * @param body what to send, null for nothing
 * @param accessToken what goes after {@code Bearer}, null to call without a token
 */
public record ConsoleRequest(HttpVerb verb, String pattern, Map<String, String> pathValues, List<Field> query,
		List<Field> headers, @Nullable String body, @Nullable String accessToken) {

	public ConsoleRequest {
		pathValues = Map.copyOf(pathValues);
		query = List.copyOf(query);
		headers = List.copyOf(headers);
	}

	ConsoleRequest withoutToken() {
		return new ConsoleRequest(this.verb, this.pattern, this.pathValues, this.query, this.headers, this.body, null);
	}

	/**
	 * A name with a value.
	 *
	 * @param name the name
	 * @param value the value
	 */
	public record Field(String name, String value) {
	}

	@Override
	public String toString() {
		return "ConsoleRequest[verb=" + this.verb + ", pattern=" + this.pattern + "]";
	}

}
