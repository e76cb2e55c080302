package org.gatehouse.gatewaycore.transport;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.gatehouse.gatewaycore.policy.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Netty's header fields as the policies see them.
 */
record NettyHeaders(HttpHeaders fields) implements Headers {

	/**
	 * The names that policies ask for on many calls, with the hash that Netty looks for
	 * them by.
	 */
	private static final Map<String, AsciiString> NAMES = Stream
		.of("accept", "accept-encoding", "access-control-request-method", "age", "authorization", "cache-control",
				"cache-status", "content-length", "content-type", "cookie", "deprecation", "etag", "if-none-match",
				"link", "origin", "pragma", "ratelimit", "ratelimit-policy", "server", "set-cookie", "sunset",
				"traceparent", "tracestate", "user-agent", "vary", "x-aspnet-version", "x-forwarded-for",
				"x-powered-by", "x-request-id")
		.collect(Collectors.toMap((name) -> name, AsciiString::cached, (one, _) -> one, HashMap::new));

	private static CharSequence named(String name) {
		AsciiString known = NAMES.get(name);
		return (known != null) ? known : name;
	}

	@Override
	public @Nullable String get(String name) {
		return this.fields.get(named(name));
	}

	@Override
	public List<String> all(String name) {
		return this.fields.getAll(named(name));
	}

	@Override
	public void set(String name, String value) {
		this.fields.set(named(name), value);
	}

	@Override
	public void add(String name, String value) {
		this.fields.add(named(name), value);
	}

	@Override
	public void remove(String name) {
		this.fields.remove(named(name));
	}

	@Override
	public Iterable<? extends CharSequence> names() {
		Iterator<Map.Entry<CharSequence, CharSequence>> entries = this.fields.iteratorCharSequence();
		return () -> new Iterator<>() {

			@Override
			public boolean hasNext() {
				return entries.hasNext();
			}

			@Override
			public CharSequence next() {
				return entries.next().getKey();
			}

		};
	}

}
