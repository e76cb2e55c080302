package org.gatehouse.web.rest;

import org.jspecify.annotations.Nullable;

/**
 * The entity tag of an object that carries a row version (RFC 9110 section 8.8.3).
 */
public final class EntityTag {

	private EntityTag() {
	}

	/**
	 * The tag of a version.
	 * @param rowVersion the object's row version
	 * @return a strong tag in its quotes
	 */
	public static String of(long rowVersion) {
		return "\"" + rowVersion + "\"";
	}

	/**
	 * Refuses an edit that was made on an older version than the present one.
	 * @param ifMatch the request's {@code If-Match}, null where it has none, which lets
	 * the edit through
	 * @param rowVersion the object's present row version
	 * @throws PreconditionFailed if no tag of the header is the present one
	 */
	public static void check(@Nullable String ifMatch, long rowVersion) {
		if (ifMatch == null || ifMatch.isBlank()) {
			return;
		}
		for (String tag : ifMatch.split(",", -1)) {
			String candidate = tag.strip();
			if (candidate.equals("*") || candidate.equals(of(rowVersion))) {
				return;
			}
		}
		throw new PreconditionFailed("If-Match: " + ifMatch + " (expected: " + of(rowVersion)
				+ ", the present version; read the object again)");
	}

}
