package org.gatehouse.testkit.backend;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it reached a {@link RecordingBackend}.
 *
 * @param method the HTTP method
 * @param uri the path and query
 * @param headers all values by name, whatever the case of the name
 * @param body the whole body, empty where there was none
 */
@SuppressWarnings("ArrayRecordComponent") // read by tests only
public record RecordedRequest(String method, URI uri, Map<String, List<String>> headers, byte[] body) {

	public RecordedRequest {
		Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		copy.putAll(headers);
		headers = copy;
	}

	/**
	 * The first value of a header.
	 * @param name its name in any case
	 * @return the value, empty where the request had no such header
	 */
	public Optional<String> header(String name) {
		List<String> values = this.headers.get(name);
		return (values == null || values.isEmpty()) ? Optional.empty() : Optional.of(values.getFirst());
	}

	/**
	 * The body as text.
	 * @return the body, taken for UTF-8
	 */
	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	String contentType() {
		return header("Content-Type").orElse("application/octet-stream").toLowerCase(Locale.ROOT);
	}

}
