package org.gatehouse.gatewaycore.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * The access token of a client that can send no header fields of its own with a
 * handshake, as browsers: they name the subprotocol {@code bearer} and behind it, as if
 * it were another, the token.
 */
final class WebSocketToken {

	/** The subprotocol whose name announces a token. */
	static final String PROTOCOL = "bearer";

	private static final String FIELD = "sec-websocket-protocol";

	private WebSocketToken() {
	}

	/**
	 * Takes the token from among the subprotocols, so that no backend sees it there, to
	 * where tokens are looked for.
	 * @param exchange a call of a WebSocket API
	 * @param header the field in which the API takes tokens
	 */
	static void lift(Exchange exchange, String header) {
		Headers headers = exchange.headers();
		List<String> protocols = new ArrayList<>();
		for (String field : headers.all(FIELD)) {
			for (String protocol : field.split(",")) {
				protocols.add(protocol.trim());
			}
		}
		int at = protocols.indexOf(PROTOCOL);
		if (at < 0 || at + 1 >= protocols.size()) {
			return;
		}
		protocols.remove(at);
		String token = protocols.remove(at);
		if (protocols.isEmpty()) {
			headers.remove(FIELD);
		}
		else {
			headers.set(FIELD, String.join(", ", protocols));
		}
		exchange.tokenOffered();
		if (headers.get(header) == null) {
			headers.set(header, "Bearer " + token);
		}
	}

	/**
	 * Selects the subprotocol that announced the token where the backend has selected
	 * none: a browser takes no answer that selects nothing of what it has named.
	 * @param exchange the call
	 * @param answer the answer to its handshake
	 */
	static void select(Exchange exchange, Headers answer) {
		if (exchange.isTokenOffered() && exchange.status() == 101 && answer.get(FIELD) == null) {
			answer.set(FIELD, PROTOCOL);
		}
	}

}
