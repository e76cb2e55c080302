package org.gatehouse.store.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.db.catalogue.CatalogueFilter;
import org.gatehouse.web.rest.BadRequest;

/**
 * Reads what is typed into the catalogue's search box: words, and {@code attribute:value}
 * for name, version, context, provider, tag and status. A value with blanks stands in
 * double quotes.
 */
final class SearchQuery {

	/** Longer queries than a person types only cost the database time. */
	private static final int LONGEST = 200;

	private static final int MOST_WORDS = 12;

	private static final Pattern PART = Pattern.compile("(?:(\\p{Alpha}+):)?(?:\"([^\"]*)\"|(\\S+))");

	private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

	private SearchQuery() {
	}

	/**
	 * Reads a query.
	 * @param query what was typed, blank for everything
	 * @return what to look for
	 * @throws BadRequest if it is too long or names an unknown status
	 */
	static CatalogueFilter parse(String query) {
		if (query.length() > LONGEST) {
			throw new BadRequest("query", query, "at most " + LONGEST + " characters");
		}
		List<String> text = new ArrayList<>();
		Map<String, String> attributes = new HashMap<>();
		Matcher part = PART.matcher(query);
		while (part.find()) {
			String value = (part.group(2) != null) ? part.group(2) : part.group(3);
			String attribute = (part.group(1) != null) ? part.group(1).toLowerCase(Locale.ROOT) : "";
			switch (attribute) {
				case "name", "version", "context", "provider" -> attributes.put(attribute, value);
				case "tag", "tags" -> attributes.put("tag", value);
				case "status" -> attributes.put("status", value);
				case "" -> text.add(value);
				default -> text.add(attribute + " " + value);
			}
		}
		List<String> words = text.stream()
			.flatMap((typed) -> Arrays.stream(BETWEEN_WORDS.split(typed, -1)))
			.filter((word) -> !word.isEmpty())
			.limit(MOST_WORDS)
			.toList();
		return new CatalogueFilter(words, words.isEmpty() ? "" : String.join(" ", text), attributes.get("name"),
				attributes.get("version"), attributes.get("context"), attributes.get("provider"), attributes.get("tag"),
				attributes.containsKey("status") ? state(String.valueOf(attributes.get("status"))) : null);
	}

	private static LifecycleState state(String status) {
		for (LifecycleState state : LifecycleState.values()) {
			if (state.name().equalsIgnoreCase(status)) {
				return state;
			}
		}
		throw new BadRequest("query", status, "status:PUBLISHED, status:PROTOTYPED or status:DEPRECATED");
	}

}
