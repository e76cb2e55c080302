package org.gatehouse.keymanager.scim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.RoleView;
import org.gatehouse.web.rest.PreconditionFailed;
import org.jspecify.annotations.Nullable;

/**
 * The version of a resource (RFC 7644 section 3.14), made of what it says: a role that is
 * renamed makes a new version of all who hold it, without a write to each.
 *
 * @param tag a weak entity tag, since not every answer has every attribute
 */
record ScimVersion(String tag) {

	private static final int BYTES = 12;

	private static final int LONGEST_ECHO = 100;

	static ScimVersion of(Account user) {
		return of(List.of(user.id(), user.updatedAt(), user.enabled(), user.assigned()));
	}

	/** Who holds a role is in the time of its last change. */
	static ScimVersion of(RoleView role) {
		return of(List.of(role.id(), role.updatedAt(), role.name()));
	}

	private static ScimVersion of(List<Object> content) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256")
				.digest(content.toString().getBytes(StandardCharsets.UTF_8));
			return new ScimVersion("W/\"" + HexFormat.of().formatHex(hash, 0, BYTES) + "\"");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Refuses an edit that was made on another version than this.
	 * @param ifMatch the request's {@code If-Match}, null where it has none, which lets
	 * the edit through
	 * @throws PreconditionFailed if no tag of the header is this one
	 */
	void check(@Nullable String ifMatch) {
		if (ifMatch == null || ifMatch.isBlank()) {
			return;
		}
		for (String tag : ifMatch.split(",", -1)) {
			String candidate = tag.strip();
			if (candidate.equals("*") || strong(candidate).equals(strong(this.tag))) {
				return;
			}
		}
		String shown = ifMatch.substring(0, Math.min(ifMatch.length(), LONGEST_ECHO));
		throw new PreconditionFailed(
				"If-Match: " + shown + " (expected: " + this.tag + ", the present version; read the resource again)");
	}

	private static String strong(String tag) {
		return tag.startsWith("W/") ? tag.substring(2) : tag;
	}

}
