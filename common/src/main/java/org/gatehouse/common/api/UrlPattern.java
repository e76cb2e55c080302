package org.gatehouse.common.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The path of a resource below its API, in one of the two forms of "API resources": a
 * url-mapping such as <code>/state/town/*</code>, which takes everything below, or a
 * uri-template such as {@code /{state}/{town}}, whose variables take one segment each.
 *
 * @param value starts with a slash, has balanced braces, no query and no fragment; 1 to
 * 1,000 characters
 */
public record UrlPattern(@JsonValue String value) {

	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public UrlPattern {
		if (!value.startsWith("/") || value.length() > 1000 || value.indexOf('?') >= 0 || value.indexOf('#') >= 0
				|| value.chars().anyMatch(c -> c < 0x20 || c == 0x7f) || !balanced(value)) {
			throw new IllegalArgumentException("URL pattern: '" + value
					+ "' (expected: a path that starts with '/', with balanced braces, without query or fragment)");
		}
	}

	private static boolean balanced(String value) {
		boolean open = false;
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if ((c == '{' && open) || (c == '}' && !open) || (c == '/' && open)) {
				return false;
			}
			open = (c == '{') || (open && c != '}');
		}
		return !open;
	}

	@Override
	public String toString() {
		return this.value;
	}

}
