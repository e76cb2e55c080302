package org.gatehouse.publisher.scopes;

import java.util.regex.Pattern;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a scope looks like, by itself. Its key is a {@code scope-token} of RFC 6749
 * section 3.3.
 */
final class ScopeRules {

	private static final Pattern KEY = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255}");

	/** Begins the scopes of the platform's own REST interfaces. */
	private static final String PLATFORM = "apim:";

	private ScopeRules() {
	}

	static void check(String path, String key, @Nullable String displayName, @Nullable String description,
			BadRequest.Collector problems) {
		if (!KEY.matcher(key).matches()) {
			problems.reject(path + "name", key, "1 to 255 visible ASCII characters other than \" and \\");
		}
		else if (key.startsWith(PLATFORM)) {
			problems.reject(path + "name", key, "a key that does not begin with apim:, which is the platform's own");
		}
		if (displayName != null) {
			problems.require(displayName.length() <= 255, path + "displayName", displayName, "at most 255 characters");
		}
		if (description != null) {
			problems.require(description.length() <= 512, path + "description", description, "at most 512 characters");
		}
	}

	static String displayName(String key, @Nullable String displayName) {
		return (displayName == null || displayName.isBlank()) ? key : displayName.strip();
	}

}
