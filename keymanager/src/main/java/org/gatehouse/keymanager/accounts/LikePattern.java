package org.gatehouse.keymanager.accounts;

import java.util.Locale;

/**
 * Makes a pattern of SQL's {@code like} from what someone typed.
 */
public final class LikePattern {

	private LikePattern() {
	}

	/**
	 * Matches texts that contain another, ignoring case.
	 * @param part the text, its own wild cards taken literally; blank matches all
	 * @return the pattern in lower case, with backslash as escape
	 */
	public static String containing(String part) {
		String literal = part.strip()
			.toLowerCase(Locale.ROOT)
			.replace("\\", "\\\\")
			.replace("%", "\\%")
			.replace("_", "\\_");
		return "%" + literal + "%";
	}

}
