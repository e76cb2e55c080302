package org.gatehouse.keymanager.scim;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A filter of one comparison (RFC 7644 section 3.4.2.2).
 *
 * @param attribute the attribute's name, as it was written
 * @param operator {@code eq} or {@code co}
 * @param value what it is compared with
 */
record ScimFilter(String attribute, String operator, String value) {

	private static final Pattern COMPARISON = Pattern
		.compile("\\s*(\\w+(?:\\.\\w+)?)\\s+(\\w+)\\s+\"((?:[^\"\\\\]|\\\\.){0,300})\"\\s*");

	/**
	 * Reads a filter.
	 * @param filter the text, null or blank for none
	 * @param attributes the names that it may be about
	 * @return the filter, null where there is none
	 * @throws ScimProblem if it is of another form, or about something else
	 */
	static @Nullable ScimFilter parse(@Nullable String filter, String... attributes) {
		if (filter == null || filter.isBlank()) {
			return null;
		}
		Matcher matcher = COMPARISON.matcher(filter);
		if (!matcher.matches()) {
			throw ScimProblem.invalidFilter(filter);
		}
		String operator = matcher.group(2).toLowerCase(Locale.ROOT);
		for (String attribute : attributes) {
			if (attribute.equalsIgnoreCase(matcher.group(1)) && (operator.equals("eq") || operator.equals("co"))) {
				return new ScimFilter(attribute, operator, matcher.group(3).replaceAll("\\\\(.)", "$1"));
			}
		}
		throw ScimProblem.invalidFilter(filter);
	}

	boolean isExact() {
		return this.operator.equals("eq");
	}

}
