package org.gatehouse.keymanager.accounts;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * The names that systems which provision go by.
 */
final class ExternalIds {

	private static final int LONGEST = 255;

	private ExternalIds() {
	}

	/**
	 * Checks a name.
	 * @param name the name, null for none
	 * @return the name, null where it is empty
	 * @throws BadRequest if it is too long
	 */
	static @Nullable String checked(@Nullable String name) {
		if (name == null || name.isBlank()) {
			return null;
		}
		if (name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
			throw new BadRequest("externalId", name.substring(0, Math.min(name.length(), LONGEST)),
					"at most " + LONGEST + " characters in one line");
		}
		return name;
	}

}
