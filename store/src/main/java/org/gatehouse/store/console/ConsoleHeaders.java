package org.gatehouse.store.console;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.gatehouse.web.rest.BadRequest;

/**
 * Which headers the relay passes on, either way: none that concern the connection (RFC
 * 9110 section 7.6.1), none that carry the browser's session, none that tell where the
 * call comes from.
 */
final class ConsoleHeaders {

	private static final Set<String> NOT_PASSED_ON = Set.of("connection", "content-length", "cookie", "cookie2", "date",
			"expect", "forwarded", "host", "http2-settings", "keep-alive", "origin", "proxy-authenticate",
			"proxy-authorization", "proxy-connection", "referer", "set-cookie", "set-cookie2", "te", "trailer",
			"transfer-encoding", "upgrade", "via", "x-csrf-token", "x-real-ip");

	private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

	private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]{0,4000}");

	private static final int MOST = 50;

	private ConsoleHeaders() {
	}

	/**
	 * The headers to send. {@code Authorization} is left out where a token is given for
	 * it.
	 * @param request what the consumer filled in
	 * @return those that may go
	 * @throws BadRequest if one is no header, or there are too many
	 */
	static List<ConsoleRequest.Field> toSend(ConsoleRequest request) {
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(request.headers().size() <= MOST, "headers", request.headers().size() + " headers",
				"at most " + MOST);
		for (ConsoleRequest.Field header : request.headers()) {
			wrong.require(NAME.matcher(header.name()).matches(), "headers", header.name(), "a header's name");
			wrong.require(VALUE.matcher(header.value()).matches(), "headers", header.name(),
					"a header with printable ASCII characters in its value, at most 4000");
		}
		wrong.throwIfAny();
		return request.headers()
			.stream()
			.filter((header) -> passes(header.name()))
			.filter((header) -> request.accessToken() == null || !header.name().equalsIgnoreCase("Authorization"))
			.toList();
	}

	/**
	 * The headers to show.
	 * @param headers what the gateway answered
	 * @return those that concern the consumer, by name
	 */
	static List<ConsoleRequest.Field> toShow(HttpHeaders headers) {
		return headers.map()
			.entrySet()
			.stream()
			.filter((entry) -> passes(entry.getKey()) && !entry.getKey().startsWith(":"))
			.flatMap((
					entry) -> entry.getValue().stream().map((value) -> new ConsoleRequest.Field(entry.getKey(), value)))
			.toList();
	}

	private static boolean passes(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return !NOT_PASSED_ON.contains(lower) && !lower.startsWith("x-forwarded-");
	}

}
