package org.gatehouse.gatewaycore.transport;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import org.gatehouse.gatewaycore.assertion.AssertionRules;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.policy.ReservedNames;
import org.gatehouse.gatewaycore.route.BackendCredentials;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.jspecify.annotations.Nullable;

/**
 * What changes in a message's head when it passes the gateway (RFC 9110 section 7.6).
 */
final class HopHeaders {

	private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");

	private static final AsciiString FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");

	private static final AsciiString FORWARDED_HOST = AsciiString.cached("x-forwarded-host");

	private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");

	private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");

	private static final AsciiString VIA = AsciiString.cached("1.1 gatehouse");

	private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");

	private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");

	private static final AsciiString HTTP = AsciiString.cached("http");

	private static final AsciiString HTTPS = AsciiString.cached("https");

	private static final List<String> NEVER_NAMED = List.of("host", "content-length", "transfer-encoding",
			"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-request-id", "x-jwt-assertion",
			"traceparent", "tracestate");

	private HopHeaders() {
	}

	/**
	 * Makes a request fit for the backend, in place.
	 * @param request as the client sent it, seen by the chain
	 * @param exchange the call
	 */
	static void toBackend(HttpRequest request, Exchange exchange) {
		HttpHeaders headers = request.headers();
		Endpoint endpoint = Objects.requireNonNull(exchange.endpoint(), "only what is forwarded");
		removeNamed(headers);
		headers.remove(KEEP_ALIVE)
			.remove(PROXY_CONNECTION)
			.remove(HttpHeaderNames.TE)
			.remove(HttpHeaderNames.TRAILER)
			.remove(HttpHeaderNames.UPGRADE)
			.remove(HttpHeaderNames.EXPECT)
			.remove(HttpHeaderNames.PROXY_AUTHORIZATION)
			.remove(HttpHeaderNames.PROXY_AUTHENTICATE);
		String peer = exchange.request().peerAddress();
		List<String> before = headers.getAll(FORWARDED_FOR);
		headers.set(FORWARDED_FOR, before.isEmpty() ? peer : String.join(", ", before) + ", " + peer);
		if (!exchange.isSystem()) {
			String named = RequestTarget.authority(exchange.request().target());
			String host = (named != null) ? named : headers.get(HttpHeaderNames.HOST);
			if (host != null && !headers.contains(FORWARDED_HOST)) {
				headers.set(FORWARDED_HOST, host);
			}
			if (!headers.contains(FORWARDED_PROTO)) {
				headers.set(FORWARDED_PROTO, exchange.request().secure() ? HTTPS : HTTP);
			}
		}
		headers.set(HttpHeaderNames.HOST, endpoint.authority());
		headers.add(HttpHeaderNames.VIA, VIA);
		headers.set(REQUEST_ID, exchange.requestId());
		String trace = exchange.traceparent();
		if (trace != null) {
			headers.set(TRACEPARENT, trace);
		}
		AssertionRules assertion = exchange.assertionRules();
		if (assertion != null && exchange.assertion() != null) {
			headers.set(assertion.header(), exchange.assertion());
		}
		request.setUri(exchange.forwardTarget());
		request.setProtocolVersion(HttpVersion.HTTP_1_1);
		authorize(request, endpoint);
	}

	/**
	 * Puts what the gateway proves itself by into a request, in place of what is there.
	 * @param request fit for the backend
	 * @param endpoint the backend
	 */
	static void authorize(HttpRequest request, Endpoint endpoint) {
		BackendCredentials credentials = endpoint.credentials();
		if (credentials == null) {
			return;
		}
		String value = credentials.authorization(endpoint, request.method().name(), request.uri());
		if (value != null) {
			request.headers().set(HttpHeaderNames.AUTHORIZATION, value);
		}
		else {
			request.headers().remove(HttpHeaderNames.AUTHORIZATION);
		}
	}

	/**
	 * Makes a request that was fit for one backend fit for the one to which it turns, in
	 * place.
	 * @param request as {@link #toBackend} left it
	 * @param exchange the call
	 */
	static void turn(HttpRequest request, Exchange exchange) {
		exchange.turn();
		Endpoint endpoint = Objects.requireNonNull(exchange.endpoint(), "only what is forwarded");
		request.headers().set(HttpHeaderNames.HOST, endpoint.authority());
		request.setUri(exchange.forwardTarget());
		authorize(request, endpoint);
	}

	/**
	 * Makes a backend's answer fit for the client, in place.
	 * @param response as the backend sent it
	 * @param exchange the call
	 */
	static void toClient(HttpResponse response, Exchange exchange) {
		HttpHeaders headers = response.headers();
		removeNamed(headers);
		headers.remove(KEEP_ALIVE)
			.remove(PROXY_CONNECTION)
			.remove(HttpHeaderNames.TRAILER)
			.remove(HttpHeaderNames.UPGRADE)
			.remove(HttpHeaderNames.PROXY_AUTHENTICATE);
		String location = headers.get(HttpHeaderNames.LOCATION);
		Endpoint endpoint = exchange.endpoint();
		boolean templated = exchange.course() != null && exchange.course().isTemplated();
		if (location != null && endpoint != null && !templated) {
			headers.set(HttpHeaderNames.LOCATION, location(location, endpoint, exchange));
		}
		response.setProtocolVersion(HttpVersion.HTTP_1_1);
	}

	/**
	 * Takes from a request's trailers, in place, what must not stand there.
	 * @param last the end of the request
	 * @param exchange the call
	 * @return the same
	 */
	static LastHttpContent trailers(LastHttpContent last, @Nullable Exchange exchange) {
		AssertionRules assertion = (exchange == null) ? null : exchange.assertionRules();
		if (assertion != null && !last.trailingHeaders().isEmpty()) {
			for (String name : Set.copyOf(last.trailingHeaders().names())) {
				if (assertion.isHeader(name)) {
					last.trailingHeaders().remove(name);
				}
			}
		}
		return trailers(last);
	}

	/**
	 * Takes from a message's trailers, in place, what must not stand there.
	 * @param last the end of the message
	 * @return the same
	 */
	static LastHttpContent trailers(LastHttpContent last) {
		HttpHeaders trailers = last.trailingHeaders();
		if (!trailers.isEmpty()) {
			for (String name : Set.copyOf(trailers.names())) {
				if (!ReservedNames.isTrailer(name)) {
					trailers.remove(name);
				}
			}
		}
		return last;
	}

	/**
	 * What {@code Connection} names goes with it, but not what the gateway itself needs.
	 */
	private static void removeNamed(HttpHeaders headers) {
		List<String> connections = headers.getAll(HttpHeaderNames.CONNECTION);
		if (connections.isEmpty()) {
			return;
		}
		headers.remove(HttpHeaderNames.CONNECTION);
		for (String connection : connections) {
			if (connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close")) {
				continue;
			}
			for (String name : connection.split(",")) {
				String field = name.trim().toLowerCase(Locale.ROOT);
				if (!field.isEmpty() && !NEVER_NAMED.contains(field)) {
					headers.remove(field);
				}
			}
		}
	}

	/**
	 * Leads a redirection within the backend back through the gateway.
	 * @param location as the backend sent it
	 * @param endpoint the backend
	 * @param exchange the call
	 * @return the path at the gateway where the location is below the endpoint, the
	 * location as it was otherwise
	 */
	static String location(String location, Endpoint endpoint, Exchange exchange) {
		String rest = below(location, endpoint);
		if (rest == null) {
			return location;
		}
		if (exchange.isSystem()) {
			Endpoint.Address address = endpoint.address();
			return location.startsWith("/") ? (address.tls() ? "https://" : "http://") + endpoint.authority() + location
					: location;
		}
		if (!rest.startsWith(endpoint.path())) {
			return location;
		}
		String inside = rest.substring(endpoint.path().length());
		boolean whole = inside.isEmpty() || "/?#".indexOf(inside.charAt(0)) >= 0;
		return whole ? exchange.prefix() + inside : location;
	}

	private static @Nullable String below(String location, Endpoint endpoint) {
		if (location.startsWith("/") && !location.startsWith("//")) {
			return location;
		}
		try {
			URI uri = URI.create(location);
			String scheme = endpoint.address().tls() ? "https" : "http";
			int own = endpoint.address().tls() ? 443 : 80;
			int port = (uri.getPort() < 0) ? own : uri.getPort();
			if (!scheme.equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || port != endpoint.address().port()
					|| !uri.getHost().equalsIgnoreCase(endpoint.address().host())) {
				return null;
			}
			int from = location.indexOf('/', scheme.length() + 3);
			return (from < 0) ? "" : location.substring(from);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
