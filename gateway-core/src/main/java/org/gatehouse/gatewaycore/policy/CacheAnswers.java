package org.gatehouse.gatewaycore.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.gatehouse.gatewaycore.cache.CacheControl;
import org.gatehouse.gatewaycore.cache.StoredAnswer;

/**
 * Gives a kept answer again (RFC 9111 section 4), with {@code Age} and
 * {@code Cache-Status} (RFC 9211).
 */
final class CacheAnswers {

	private static final String NAME = "gatehouse; ";

	/** What a 304 carries (RFC 9110 section 15.4.5). */
	private static final Set<String> OF_304 = Set.of("cache-control", "content-location", "date", "etag", "expires",
			"vary", "last-modified");

	private CacheAnswers() {
	}

	/**
	 * Tells whether a kept answer can be given without asking the backend.
	 * @param answer the answer
	 * @param request the request's directives
	 * @param now milliseconds since 1970
	 * @return true where it is as fresh as the request wants it
	 */
	static boolean isUsable(StoredAnswer answer, CacheControl request, long now) {
		long left = answer.left(now);
		long most = request.seconds("max-age");
		long least = request.seconds("min-fresh");
		if (request.isNoCache() || (most != CacheControl.NONE && answer.age(now) > most)
				|| (least != CacheControl.NONE && left < least)) {
			return false;
		}
		if (left > 0) {
			return true;
		}
		if (answer.strict() || !request.has("max-stale")) {
			return false;
		}
		return request.isBare("max-stale") || -left <= request.seconds("max-stale");
	}

	/**
	 * Answers a request with what is kept; with 304 where the client has it already (RFC
	 * 9110 section 13).
	 * @param answer the answer
	 * @param request the request's fields
	 * @param now milliseconds since 1970
	 * @param collapsed whether the request waited for another's answer
	 * @return the answer to give
	 */
	static Step.Answer to(StoredAnswer answer, Headers request, long now, boolean collapsed) {
		String status = collapsed ? "fwd=miss; collapsed" : "hit; ttl=" + answer.left(now);
		return isKnown(answer, request) ? notModified(answer, now, status) : with(answer, now, status);
	}

	static Step.Answer with(StoredAnswer answer, long now, String status) {
		return new Step.Answer(answer.status(), fields(answer.headers(), answer, now, status), answer.body());
	}

	private static Step.Answer notModified(StoredAnswer answer, long now, String status) {
		List<Map.Entry<String, String>> few = answer.headers()
			.stream()
			.filter((field) -> OF_304.contains(field.getKey().toLowerCase(Locale.ROOT)))
			.toList();
		return new Step.Answer(304, fields(few, answer, now, status), new byte[0]);
	}

	private static List<Map.Entry<String, String>> fields(List<Map.Entry<String, String>> kept, StoredAnswer answer,
			long now, String status) {
		List<Map.Entry<String, String>> fields = new ArrayList<>(kept);
		fields.add(Map.entry("age", Long.toString(answer.age(now))));
		fields.add(Map.entry("cache-status", NAME + status));
		return fields;
	}

	private static boolean isKnown(StoredAnswer answer, Headers request) {
		List<String> tags = request.all("if-none-match");
		if (!tags.isEmpty()) {
			String own = answer.header("etag");
			return answer.status() == 200 && tags.stream()
				.flatMap((field) -> List.of(field.split(",")).stream())
				.map(String::strip)
				.anyMatch((tag) -> tag.equals("*") || (own != null && weak(tag).equals(weak(own))));
		}
		Instant since = StoredAnswer.date(request.get("if-modified-since"));
		Instant modified = StoredAnswer.date(answer.header("last-modified"));
		return answer.status() == 200 && since != null && modified != null && !modified.isAfter(since);
	}

	private static String weak(String tag) {
		return tag.startsWith("W/") ? tag.substring(2) : tag;
	}

}
