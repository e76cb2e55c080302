package org.gatehouse.web.rest;

import org.jspecify.annotations.Nullable;

/**
 * A field that a caller filled in wrongly.
 *
 * @param field the field's path in the request, or the form field's name
 * @param value what was there; null where nothing was, or where it must not be repeated
 * @param expectation what is expected there, such as {@code a path that starts with /}
 */
public record FieldError(String field, @Nullable String value, String expectation) {

	private static final int LONGEST_ECHO = 120;

	/**
	 * The value and the expectation in one line, the value cut where it is long.
	 * @return such as {@code 'x' (expected: a path that starts with /)}
	 */
	public String message() {
		return (this.value != null) ? "'" + shortened(this.value) + "' (expected: " + this.expectation + ")"
				: "expected: " + this.expectation;
	}

	private static String shortened(String value) {
		return (value.length() <= LONGEST_ECHO) ? value : value.substring(0, LONGEST_ECHO) + "…";
	}

}
