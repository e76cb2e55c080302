package org.gatehouse.keymanager.site;

import java.net.CookieHandler;
import java.net.HttpCookie;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps cookies as a browser does, but sends those for TLS to the test's plain port, too.
 */
final class Cookies extends CookieHandler {

	private final Map<String, String> values = new LinkedHashMap<>();

	@Override
	public synchronized Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
		return this.values.isEmpty() ? Map.of() : Map.of("Cookie", List.of(String.join("; ",
				this.values.entrySet().stream().map((cookie) -> cookie.getKey() + "=" + cookie.getValue()).toList())));
	}

	@Override
	public synchronized void put(URI uri, Map<String, List<String>> responseHeaders) {
		responseHeaders.forEach((name, lines) -> {
			if ("Set-Cookie".equalsIgnoreCase(name)) {
				lines.forEach((line) -> HttpCookie.parse(line)
					.forEach((cookie) -> this.values.put(cookie.getName(), cookie.getValue())));
			}
		});
	}

}
