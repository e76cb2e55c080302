package org.gatehouse.gatewaycore.transport;

import java.util.List;
import java.util.Locale;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.jspecify.annotations.Nullable;

/**
 * The strict reading of a request's head. What could be read in two ways, by this gateway
 * and by a backend, is not forwarded at all (RFC 9112 sections 3 and 6).
 */
final class RequestHead {

	private RequestHead() {
	}

	/**
	 * Looks for what cannot be forwarded.
	 * @param request as the decoder read it
	 * @param mostHeaders how many header fields are taken
	 * @return why the request is refused, null where it is not
	 */
	static @Nullable FaultCode check(HttpRequest request, int mostHeaders) {
		if (request.decoderResult().isFailure()) {
			return cause(request.decoderResult().cause());
		}
		HttpVersion version = request.protocolVersion();
		boolean old = version.equals(HttpVersion.HTTP_1_0);
		if (!old && !version.equals(HttpVersion.HTTP_1_1)) {
			return FaultCode.VERSION_NOT_SUPPORTED;
		}
		HttpHeaders headers = request.headers();
		if (headers.size() > mostHeaders) {
			return FaultCode.HEADERS_TOO_LARGE;
		}
		if (!isToken(request.method().name()) || !hasOneHost(headers, old) || !hasPlainFraming(headers, old)) {
			return FaultCode.BAD_REQUEST;
		}
		String expectation = headers.get(HttpHeaderNames.EXPECT);
		if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
			return FaultCode.EXPECTATION_FAILED;
		}
		return null;
	}

	/**
	 * Stands for a request whose head did not arrive in time.
	 * @return a request that {@link #check} refuses
	 */
	static HttpRequest late() {
		HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
		request.setDecoderResult(DecoderResult.failure(ReadTimeoutException.INSTANCE));
		return request;
	}

	/**
	 * Stands for bytes that begin no request.
	 * @return a request that {@link #check} refuses
	 */
	static HttpRequest broken() {
		HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
		request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("no request")));
		return request;
	}

	private static FaultCode cause(@Nullable Throwable cause) {
		return switch (cause) {
			case TooLongHttpLineException _ -> FaultCode.URI_TOO_LONG;
			case TooLongHttpHeaderException _ -> FaultCode.HEADERS_TOO_LARGE;
			case ReadTimeoutException _ -> FaultCode.REQUEST_TIMEOUT;
			case TooLongFrameException _ -> FaultCode.HEADERS_TOO_LARGE;
			case null, default -> FaultCode.BAD_REQUEST;
		};
	}

	static boolean isToken(String method) {
		for (int i = 0; i < method.length(); i++) {
			char c = method.charAt(i);
			boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
			if (!letter && c != '-' && c != '_' && !(c >= '0' && c <= '9')) {
				return false;
			}
		}
		return !method.isEmpty();
	}

	private static boolean hasOneHost(HttpHeaders headers, boolean old) {
		List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
		if (hosts.size() != 1) {
			return hosts.isEmpty() && old;
		}
		return RequestTarget.isAuthority(hosts.getFirst());
	}

	private static boolean hasPlainFraming(HttpHeaders headers, boolean old) {
		List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
		List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
		if (!codings.isEmpty()) {
			if (!codings.getFirst().equals("chunked")) {
				// Some servers know it in lower case only.
				headers.set(HttpHeaderNames.TRANSFER_ENCODING, codings.getFirst().toLowerCase(Locale.ROOT));
			}
			return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked") && lengths.isEmpty() && !old;
		}
		return lengths.isEmpty() || (lengths.size() == 1 && isNumber(lengths.getFirst()));
	}

	static boolean isNumber(String length) {
		for (int i = 0; i < length.length(); i++) {
			if (length.charAt(i) < '0' || length.charAt(i) > '9') {
				return false;
			}
		}
		return !length.isEmpty() && length.length() <= 18;
	}

}
