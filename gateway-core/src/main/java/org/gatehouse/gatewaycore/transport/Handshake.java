package org.gatehouse.gatewaycore.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of a WebSocket (RFC 6455 section 4). Only what is a complete one
 * is forwarded as one, and only a backend that proves to have understood it is believed
 * to speak WebSocket from then on: otherwise what a client sends afterwards would be
 * requests that nobody has judged.
 *
 * @param key the client's nonce, 16 bytes in base64
 */
record Handshake(String key) {

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	/**
	 * Reads a request.
	 * @param request as the client sent it
	 * @return the handshake, null where it is none or not a complete one
	 */
	static @Nullable Handshake read(HttpRequest request) {
		HttpHeaders headers = request.headers();
		String key = only(headers, HttpHeaderNames.SEC_WEBSOCKET_KEY);
		boolean plain = request.method().equals(HttpMethod.GET) && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
				&& !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
				&& "13".equals(only(headers, HttpHeaderNames.SEC_WEBSOCKET_VERSION));
		return (plain && key != null && isNonce(key) && upgrades(headers)) ? new Handshake(key) : null;
	}

	private static boolean upgrades(HttpHeaders headers) {
		String upgrade = only(headers, HttpHeaderNames.UPGRADE);
		return upgrade != null && upgrade.equalsIgnoreCase("websocket")
				&& headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
	}

	private static @Nullable String only(HttpHeaders headers, CharSequence name) {
		List<String> values = headers.getAll(name);
		return (values.size() == 1) ? values.getFirst() : null;
	}

	private static boolean isNonce(String key) {
		try {
			return key.length() == 24 && Base64.getDecoder().decode(key).length == 16;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** Puts back what concerns this connection and the next one alike. */
	void mark(HttpHeaders headers) {
		headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
		headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
	}

	/**
	 * Tells whether a backend has understood the handshake.
	 * @param response its answer, with status 101
	 * @return true if it proves so
	 */
	boolean isAcceptedBy(HttpResponse response) {
		String accepted = only(response.headers(), HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
		return accepted != null && accepted.equals(answer()) && upgrades(response.headers());
	}

	private String answer() {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-1")
				.digest((this.key + GUID).getBytes(StandardCharsets.ISO_8859_1));
			return Base64.getEncoder().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-1", ex);
		}
	}

}
