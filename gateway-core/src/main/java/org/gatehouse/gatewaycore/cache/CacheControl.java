package org.gatehouse.gatewaycore.cache;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The directives of {@code Cache-Control} (RFC 9111 section 5.2), of a request or of an
 * answer. What contradicts itself or cannot be read is read so that less is kept.
 */
public final class CacheControl {

	/** That a number is not there. */
	public static final long NONE = -1;

	private static final long MOST = Integer.MAX_VALUE;

	private final Map<String, String> directives;

	private CacheControl(Map<String, String> directives) {
		this.directives = directives;
	}

	/**
	 * Reads the fields of a message.
	 * @param fields the values of all {@code Cache-Control} fields
	 * @return their directives
	 */
	public static CacheControl of(List<String> fields) {
		Map<String, String> directives = new HashMap<>();
		for (String field : fields) {
			int at = 0;
			while (at < field.length()) {
				int end = endOf(field, at);
				String directive = field.substring(at, end).strip();
				if (!directive.isEmpty()) {
					add(directives, directive);
				}
				at = end + 1;
			}
		}
		return new CacheControl(directives);
	}

	/** Where a directive ends; a comma within quotes does not end it. */
	private static int endOf(String field, int from) {
		boolean quoted = false;
		for (int i = from; i < field.length(); i++) {
			char c = field.charAt(i);
			if (quoted && c == '\\') {
				i++;
			}
			else if (c == '"') {
				quoted = !quoted;
			}
			else if (c == ',' && !quoted) {
				return i;
			}
		}
		return field.length();
	}

	private static void add(Map<String, String> directives, String directive) {
		int equals = directive.indexOf('=');
		String name = ((equals < 0) ? directive : directive.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
		String value = (equals < 0) ? "" : directive.substring(equals + 1).strip().replace("\"", "");
		String before = directives.putIfAbsent(name, value);
		if (before != null && !before.equals(value)) {
			// A number that is said twice counts as the smaller one.
			long least = Math.min(number(before), number(value));
			directives.put(name, Long.toString(Math.max(0, least)));
		}
	}

	/**
	 * Tells whether a directive is there.
	 * @param name the directive in lower case
	 * @return true with or without a value
	 */
	public boolean has(String name) {
		return this.directives.containsKey(name);
	}

	/**
	 * A directive's seconds.
	 * @param name the directive
	 * @return seconds, 0 where they cannot be read, {@link #NONE} where the directive is
	 * not there
	 */
	public long seconds(String name) {
		String value = this.directives.get(name);
		return (value == null) ? NONE : Math.max(0, number(value));
	}

	/**
	 * Tells whether a directive is there without a value.
	 * @param name the directive in lower case
	 * @return true where it stands alone
	 */
	public boolean isBare(String name) {
		return "".equals(this.directives.get(name));
	}

	private static long number(@Nullable String value) {
		if (value == null || !value.matches("\\d{1,18}")) {
			return 0;
		}
		return Math.min(MOST, Long.parseLong(value));
	}

	public boolean isNoStore() {
		return has("no-store");
	}

	public boolean isNoCache() {
		return has("no-cache");
	}

	public boolean isPublic() {
		return has("public") && !has("private");
	}

	public boolean isPrivate() {
		return has("private");
	}

	public boolean isOnlyIfCached() {
		return has("only-if-cached");
	}

}
