package org.gatehouse.keymanager.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a query asks for (RFC 7644 section 3.4.2).
 *
 * @param filter which resources, null for all
 * @param startIndex the place of the first one, from 1
 * @param count how many at most, 0 for their number alone
 * @param sortBy the attribute that they are sorted by, null where not said
 * @param descending the last first
 * @param projection which of their attributes
 */
record ScimQuery(@Nullable ScimFilter filter, int startIndex, int count, @Nullable String sortBy, boolean descending,
		ScimProjection projection) {

	/** How many an answer has at most. */
	static final int MOST = 1000;

	private static final int COUNT = 100;

	ScimQuery {
		startIndex = Math.max(1, startIndex);
		count = Math.clamp(count, 0, MOST);
	}

	/**
	 * Reads the parameters of a GET.
	 * @param parameters the query's parameters
	 * @return what is asked for
	 */
	static ScimQuery of(Map<String, String> parameters) {
		return new ScimQuery(filter(parameters.get("filter")), number(parameters, "startIndex", 1),
				number(parameters, "count", COUNT), blankToNull(parameters.get("sortBy")),
				descending(parameters.get("sortOrder")), ScimProjection.of(parameters));
	}

	/**
	 * Reads the body of a search (RFC 7644 section 3.4.3).
	 * @param body the body
	 * @return what is asked for
	 */
	static ScimQuery of(JsonNode body) {
		ScimDocument search = ScimDocument.of(body, ScimSchemas.SEARCH);
		return new ScimQuery(filter(search.text("filter")), number(search, "startIndex", 1),
				number(search, "count", COUNT), blankToNull(search.text("sortBy")),
				descending(search.text("sortOrder")),
				new ScimProjection(names(search, "attributes"), names(search, "excludedAttributes")));
	}

	/**
	 * What is left to ask for in another list that comes after one.
	 * @param shown how many the one showed
	 * @param total how many it has in all
	 * @return what is asked for of the other
	 */
	ScimQuery behind(int shown, long total) {
		return new ScimQuery(this.filter, (int) Math.max(1, this.startIndex - total), this.count - shown, this.sortBy,
				this.descending, this.projection);
	}

	/** How many come before the first one. */
	long offset() {
		return this.startIndex - 1L;
	}

	private static @Nullable ScimFilter filter(@Nullable String filter) {
		return (filter != null && !filter.isBlank()) ? ScimFilterParser.parse(filter) : null;
	}

	private static @Nullable String blankToNull(@Nullable String text) {
		return (text != null && !text.isBlank()) ? text.strip() : null;
	}

	private static boolean descending(@Nullable String order) {
		return switch ((order != null) ? order.toLowerCase(Locale.ROOT) : "") {
			case "", "ascending" -> false;
			case "descending" -> true;
			default -> throw ScimProblem.invalidValue("sortOrder: '" + order + "' (expected: ascending or descending)");
		};
	}

	private static int number(Map<String, String> parameters, String name, int otherwise) {
		String value = parameters.get(name);
		if (value == null || value.isBlank()) {
			return otherwise;
		}
		try {
			return Integer.parseInt(value.strip());
		}
		catch (NumberFormatException _) {
			throw ScimProblem.invalidValue(name + ": '" + value + "' (expected: a whole number)");
		}
	}

	private static int number(ScimDocument search, String name, int otherwise) {
		JsonNode value = search.get(name);
		if (value == null) {
			return otherwise;
		}
		if (!value.isIntegralNumber() || !value.canConvertToInt()) {
			throw ScimProblem.invalidValue(name + " (expected: a whole number)");
		}
		return value.intValue();
	}

	private static Set<String> names(ScimDocument search, String member) {
		JsonNode value = search.get(member);
		List<String> names = new ArrayList<>();
		if (value != null) {
			for (JsonNode name : value.isArray() ? value : List.of(value)) {
				names.add(ScimDocument.text(name, member));
			}
		}
		return ScimProjection.names(names);
	}

}
