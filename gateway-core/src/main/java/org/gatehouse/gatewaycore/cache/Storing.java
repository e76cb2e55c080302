package org.gatehouse.gatewaycore.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Whether an answer may be kept, by whom it may be seen, and for how long it is fresh
 * (RFC 9111 sections 3 and 4.2). What a backend marks as private to one user is not kept
 * at all, nor is what sets a cookie.
 *
 * @param shared whether everybody may see it, not only the token that it was for
 * @param lifetime for how long it is fresh, seconds; 0 for what has to be asked for again
 * each time
 * @param strict whether it must not be given when it is stale
 * @param vary the request's fields that selected it, with their values
 */
public record Storing(boolean shared, long lifetime, boolean strict, Map<String, String> vary) {

	/**
	 * What may be kept although nothing is said of it (RFC 9110 section 15.1), of GET.
	 */
	private static final Set<Integer> CACHEABLE = Set.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501);

	private static final int MOST_SELECTING = 8;

	/**
	 * Decides.
	 * @param status the answer's status
	 * @param headers its fields
	 * @param request gives a field of the request by its name, null where it has none
	 * @param anonymous whether the request had no token at all
	 * @param otherwise for how long an answer is fresh that says nothing of it, seconds
	 * @return null for what is not kept
	 */
	public static @Nullable Storing of(int status, List<Map.Entry<String, String>> headers,
			Function<String, @Nullable String> request, boolean anonymous, long otherwise) {
		CacheControl control = CacheControl.of(all(headers, "cache-control"));
		Map<String, String> vary = selecting(headers, request);
		if (!CACHEABLE.contains(status) || vary == null || control.isNoStore() || control.isPrivate()
				|| !all(headers, "set-cookie").isEmpty() || !all(headers, "content-range").isEmpty()) {
			return null;
		}
		long lifetime = control.isNoCache() ? 0 : lifetime(control, headers, otherwise);
		if (lifetime <= 0 && all(headers, "etag").isEmpty() && all(headers, "last-modified").isEmpty()) {
			return null;
		}
		boolean strict = control.has("must-revalidate") || control.has("proxy-revalidate") || control.isNoCache()
				|| control.has("s-maxage");
		return new Storing(anonymous || control.isPublic() || control.has("s-maxage"), lifetime, strict, vary);
	}

	private static long lifetime(CacheControl control, List<Map.Entry<String, String>> headers, long otherwise) {
		long seconds = control.seconds("s-maxage");
		if (seconds == CacheControl.NONE) {
			seconds = control.seconds("max-age");
		}
		if (seconds != CacheControl.NONE) {
			return seconds;
		}
		List<String> expires = all(headers, "expires");
		if (expires.isEmpty()) {
			return all(headers, "pragma").stream()
				.anyMatch((value) -> value.toLowerCase(Locale.ROOT).contains("no-cache")) ? 0 : otherwise;
		}
		Instant until = (expires.size() == 1) ? StoredAnswer.date(expires.getFirst()) : null;
		List<String> dates = all(headers, "date");
		Instant made = dates.isEmpty() ? null : StoredAnswer.date(dates.getFirst());
		return (until == null || made == null) ? 0 : Math.max(0, Duration.between(made, until).toSeconds());
	}

	/** Null where the answer depends on more than fields. */
	private static @Nullable Map<String, String> selecting(List<Map.Entry<String, String>> headers,
			Function<String, @Nullable String> request) {
		Map<String, String> selecting = new HashMap<>();
		for (String field : all(headers, "vary")) {
			for (String part : field.split(",")) {
				String name = part.strip().toLowerCase(Locale.ROOT);
				if (name.equals("*") || selecting.size() == MOST_SELECTING) {
					return null;
				}
				if (!name.isEmpty()) {
					String sent = request.apply(name);
					selecting.put(name, (sent == null) ? "" : sent);
				}
			}
		}
		return selecting;
	}

	private static List<String> all(List<Map.Entry<String, String>> headers, String name) {
		return headers.stream()
			.filter((header) -> header.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.toList();
	}

}
