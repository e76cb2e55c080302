package org.gatehouse.keymanager.accounts;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A user's name as people type it: {@code name} or {@code DOMAIN/name}.
 *
 * @param domain the store's domain in upper case, null where none was typed
 * @param local the name within the store
 */
record StoreName(@Nullable String domain, String local) {

	/** Names of the platform's own users have no slash in them. */
	private static final char SEPARATOR = '/';

	static StoreName of(String typed) {
		int slash = typed.indexOf(SEPARATOR);
		if (slash < 0) {
			return new StoreName(null, typed);
		}
		String domain = typed.substring(0, slash).toUpperCase(Locale.ROOT);
		return new StoreName(domain, typed.substring(slash + 1));
	}

	static boolean isOfDirectory(String whole) {
		return whole.indexOf(SEPARATOR) >= 0;
	}

	/** The name by which the platform knows a user of a store. */
	static String of(String domain, String local) {
		return domain.equals(UserStore.PRIMARY) ? local : domain + SEPARATOR + local;
	}

}
