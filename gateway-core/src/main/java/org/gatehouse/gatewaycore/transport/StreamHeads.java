package org.gatehouse.gatewaycore.transport;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Turns heads of HTTP/2 into heads as HTTP/1.1 has them, and the other way round. What
 * has no counterpart there, or could become something else there, is not turned at all
 * (RFC 9113 sections 8.2 and 8.3).
 */
final class StreamHeads {

	private static final String WEBSOCKET = "websocket";

	private static final String TRAILERS = "trailers";

	private StreamHeads() {
	}

	/**
	 * Reads a request's head.
	 * @param from the fields as they were sent
	 * @param ended whether no body follows
	 * @param longestPath the most characters of a path
	 * @return the head, with a failure in its decoder's result where it is one that has
	 * to be refused; null where it is malformed
	 */
	static @Nullable HttpRequest request(Http2Headers from, boolean ended, int longestPath) {
		String method = pseudo(from, Http2Headers.PseudoHeaderName.METHOD.value());
		String path = pseudo(from, Http2Headers.PseudoHeaderName.PATH.value());
		String scheme = pseudo(from, Http2Headers.PseudoHeaderName.SCHEME.value());
		List<CharSequence> authorities = from.getAll(Http2Headers.PseudoHeaderName.AUTHORITY.value());
		if (method == null || !RequestHead.isToken(method)) {
			return null;
		}
		boolean opens = method.equals("CONNECT");
		if (opens && !WEBSOCKET.equals(pseudo(from, Http2Headers.PseudoHeaderName.PROTOCOL.value()))) {
			return RequestHead.broken();
		}
		if (path == null || path.isEmpty() || scheme == null || authorities.size() > 1) {
			return null;
		}
		HttpHeaders headers = fields(from, (opens ? 4 : 3) + authorities.size());
		if (headers == null || !(opens ? isHandshake(headers, authorities, ended) : isFramed(headers, method, ended))) {
			return null;
		}
		if (path.charAt(0) != '/' || !isVisible(path) || !(scheme.equals("https") || scheme.equals("http"))
				|| !hasOneAuthority(headers, authorities)) {
			return RequestHead.broken();
		}
		HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1,
				opens ? HttpMethod.GET : HttpMethod.valueOf(method), path, headers);
		if (path.length() > longestPath) {
			request.setDecoderResult(DecoderResult.failure(new TooLongHttpLineException("path: " + path.length())));
		}
		return request;
	}

	/** The two names of the host, where both are given, are one (section 8.3.1). */
	private static boolean hasOneAuthority(HttpHeaders headers, List<CharSequence> authorities) {
		if (authorities.isEmpty()) {
			return true;
		}
		String authority = authorities.getFirst().toString();
		List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
		headers.set(HttpHeaderNames.HOST, authority);
		return isVisible(authority) && (hosts.isEmpty() || (hosts.size() == 1 && hosts.getFirst().equals(authority)));
	}

	/**
	 * Makes of what opens a WebSocket here (RFC 8441 section 5) what opens one in
	 * HTTP/1.1, with a nonce of the gateway's: there is none in HTTP/2.
	 */
	private static boolean isHandshake(HttpHeaders headers, List<CharSequence> authorities, boolean ended) {
		byte[] nonce = new byte[16];
		ThreadLocalRandom.current().nextBytes(nonce);
		headers.set(HttpHeaderNames.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(nonce))
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
			.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
		return !ended && !authorities.isEmpty() && !headers.contains(HttpHeaderNames.CONTENT_LENGTH);
	}

	/** Frames the head for HTTP/1.1, where it needs to be told whether a body follows. */
	private static boolean isFramed(HttpHeaders headers, String method, boolean ended) {
		List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
		if (!lengths.isEmpty()) {
			return lengths.size() == 1 && RequestHead.isNumber(lengths.getFirst())
					&& (!ended || Long.parseLong(lengths.getFirst()) == 0);
		}
		if (!ended) {
			headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
		}
		else if (method.equals("POST") || method.equals("PUT") || method.equals("PATCH")) {
			headers.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
		}
		return true;
	}

	/**
	 * Reads an answer's head.
	 * @param from the fields as they were sent
	 * @param ended whether no body follows
	 * @return the head, with a failure in its decoder's result where it is malformed
	 */
	static HttpResponse response(Http2Headers from, boolean ended) {
		String status = pseudo(from, Http2Headers.PseudoHeaderName.STATUS.value());
		HttpHeaders headers = fields(from, 1);
		if (status == null || status.length() != 3 || !RequestHead.isNumber(status) || headers == null
				|| headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1) {
			HttpResponse broken = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_GATEWAY);
			broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("no plain head")));
			return broken;
		}
		HttpResponseStatus known = HttpResponseStatus.valueOf(Integer.parseInt(status));
		if (ended && known.code() >= 200 && known.code() != 204 && known.code() != 304
				&& !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
			headers.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
		}
		return new DefaultHttpResponse(HttpVersion.HTTP_1_1, known, headers);
	}

	/**
	 * Reads trailers.
	 * @param from the fields as they were sent
	 * @return the fields, null where they are malformed
	 */
	static @Nullable HttpHeaders trailers(Http2Headers from) {
		return fields(from, 0);
	}

	/**
	 * The end of a message with trailers.
	 * @param trailers as {@link #trailers(Http2Headers)} has read them
	 * @return an empty part
	 */
	static LastHttpContent end(HttpHeaders trailers) {
		LastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER,
				DefaultHttpHeadersFactory.trailersFactory().withValidation(false));
		last.trailingHeaders().set(trailers);
		return last;
	}

	private static @Nullable String pseudo(Http2Headers from, CharSequence name) {
		List<CharSequence> values = from.getAll(name);
		return (values.size() == 1) ? values.getFirst().toString() : null;
	}

	/**
	 * The fields that are no pseudo-fields, of which there are as many as were looked at.
	 */
	private static @Nullable HttpHeaders fields(Http2Headers from, int pseudos) {
		HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
		StringBuilder cookies = null;
		int found = 0;
		for (Map.Entry<CharSequence, CharSequence> field : from) {
			String name = field.getKey().toString();
			if (name.startsWith(":")) {
				found++;
				continue;
			}
			String value = field.getValue().toString();
			if (!isName(name) || !isValue(value) || isOfConnection(name, value)) {
				return null;
			}
			if (name.equals("cookie")) {
				// One field may be sent as several (section 8.2.3).
				cookies = (cookies == null) ? new StringBuilder(value) : cookies.append("; ").append(value);
			}
			else {
				headers.add(name, value);
			}
		}
		if (cookies != null) {
			headers.add(HttpHeaderNames.COOKIE, cookies.toString());
		}
		return (found == pseudos) ? headers : null;
	}

	private static boolean isOfConnection(String name, String value) {
		return switch (name) {
			case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade" -> true;
			case "te" -> !value.equals(TRAILERS);
			default -> false;
		};
	}

	private static boolean isName(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
			if (!word && "-_!#$%&'*+.^`|~".indexOf(c) < 0) {
				return false;
			}
		}
		return !name.isEmpty();
	}

	private static boolean isValue(String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
				return false;
			}
		}
		return value.isEmpty() || (!isBlank(value.charAt(0)) && !isBlank(value.charAt(value.length() - 1)));
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

	private static boolean isVisible(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Writes an answer's head.
	 * @param response as HTTP/1.1 has it
	 * @return its fields
	 */
	static Http2Headers of(HttpResponse response) {
		Http2Headers headers = new DefaultHttp2Headers(false, response.headers().size() + 1);
		headers.status(response.status().codeAsText());
		return with(headers, response.headers());
	}

	/**
	 * Writes a request's head.
	 * @param request as HTTP/1.1 has it, with its target in origin form
	 * @param tls whether the connection is encrypted
	 * @return its fields
	 */
	static Http2Headers of(HttpRequest request, boolean tls) {
		Http2Headers headers = new DefaultHttp2Headers(false, request.headers().size() + 4);
		headers.method(request.method().asciiName()).scheme(tls ? "https" : "http").path(request.uri());
		String host = request.headers().get(HttpHeaderNames.HOST);
		if (host != null) {
			headers.authority(host);
		}
		with(headers, request.headers());
		headers.remove(HttpHeaderNames.HOST);
		return headers;
	}

	/**
	 * Writes trailers.
	 * @param trailers as HTTP/1.1 has them
	 * @return the fields
	 */
	static Http2Headers of(HttpHeaders trailers) {
		return with(new DefaultHttp2Headers(false, trailers.size()), trailers);
	}

	private static Http2Headers with(Http2Headers to, HttpHeaders fields) {
		List<AsciiString> named = named(fields);
		for (var entries = fields.iteratorCharSequence(); entries.hasNext();) {
			Map.Entry<CharSequence, CharSequence> field = entries.next();
			AsciiString name = AsciiString.of(field.getKey()).toLowerCase();
			if (!named.contains(name) && !isOfConnection(name.toString(), field.getValue().toString())) {
				to.add(name, field.getValue());
			}
		}
		return to;
	}

	private static List<AsciiString> named(HttpHeaders fields) {
		if (!fields.contains(HttpHeaderNames.CONNECTION)) {
			return List.of();
		}
		List<AsciiString> named = new ArrayList<>();
		for (String connection : fields.getAll(HttpHeaderNames.CONNECTION)) {
			for (String name : connection.split(",")) {
				named.add(AsciiString.of(name.trim()).toLowerCase());
			}
		}
		return named;
	}

}
