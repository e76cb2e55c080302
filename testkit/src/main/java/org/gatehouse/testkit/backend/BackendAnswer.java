package org.gatehouse.testkit.backend;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer of a {@link RecordingBackend}.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // made by tests only
public record BackendAnswer(int status, Map<String, String> headers, byte[] body) {

	public BackendAnswer {
		headers = Map.copyOf(headers);
	}

	/**
	 * An answer with a body.
	 * @param status the HTTP status
	 * @param contentType the body's media type
	 * @param body the body
	 */
	public BackendAnswer(int status, String contentType, byte[] body) {
		this(status, Map.of("Content-Type", contentType), body);
	}

	/**
	 * Plain text.
	 * @param status the HTTP status
	 * @param text the body
	 * @return the answer
	 */
	public static BackendAnswer text(int status, String text) {
		return new BackendAnswer(status, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * JSON.
	 * @param status the HTTP status
	 * @param json the body
	 * @return the answer
	 */
	public static BackendAnswer json(int status, String json) {
		return new BackendAnswer(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
	}

}
