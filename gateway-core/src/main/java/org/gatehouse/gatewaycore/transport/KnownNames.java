package org.gatehouse.gatewaycore.transport;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * The names of header fields that come with most messages. Each is there once, with the
 * hash that Netty looks for it by: a field that is read under such a name costs neither
 * its hash nor the copy of its name.
 */
final class KnownNames {

	private static final List<String> LOWER = List.of("accept", "accept-encoding", "accept-language",
			"access-control-request-method", "age", "authorization", "cache-control", "cache-status", "connection",
			"content-encoding", "content-length", "content-type", "cookie", "date", "deprecation", "etag", "expires",
			"host", "if-none-match", "keep-alive", "last-modified", "link", "location", "origin", "pragma", "ratelimit",
			"ratelimit-policy", "referer", "server", "set-cookie", "sunset", "traceparent", "tracestate",
			"transfer-encoding", "user-agent", "vary", "x-aspnet-version", "x-forwarded-for", "x-forwarded-host",
			"x-forwarded-proto", "x-powered-by", "x-request-id");

	private static final Map<String, AsciiString> BY_TEXT = LOWER.stream()
		.collect(Collectors.toMap((name) -> name, AsciiString::cached, (one, _) -> one, HashMap::new));

	private static final int PLACES = 1024;

	/**
	 * In lower case and as most programs write them; of two at one place, one is kept.
	 */
	private static final @Nullable AsciiString[] BY_BYTES = places(Stream.concat(BY_TEXT.values().stream(),
			LOWER.stream().map(KnownNames::capitals).map(AsciiString::cached)));

	private KnownNames() {
	}

	/**
	 * Gets a name with its hash, where there is one.
	 * @param name a name in lower case
	 * @return a text that is equal to it
	 */
	static CharSequence of(String name) {
		AsciiString known = BY_TEXT.get(name);
		return (known != null) ? known : name;
	}

	/**
	 * Finds a name as it came.
	 * @param line what the name stands in
	 * @param start where it begins
	 * @param length how long it is
	 * @return the name in the same case, null where it is none of those
	 */
	static @Nullable AsciiString find(byte[] line, int start, int length) {
		if (length == 0) {
			return null;
		}
		AsciiString known = BY_BYTES[place(line, start, length)];
		return (known != null && Arrays.equals(known.array(), known.arrayOffset(), known.arrayOffset() + known.length(),
				line, start, start + length)) ? known : null;
	}

	private static int place(byte[] line, int start, int length) {
		int mixed = (length * 31 + line[start]) * 31 + line[start + length - 1];
		return (mixed * 31 + line[start + length / 2]) & (PLACES - 1);
	}

	private static @Nullable AsciiString[] places(Stream<AsciiString> names) {
		@Nullable AsciiString[] places = new @Nullable AsciiString[PLACES];
		names.forEach((name) -> {
			// Computes the hash and keeps it, before threads share the name.
			int unused = name.hashCode();
			places[place(name.array(), name.arrayOffset(), name.length())] = name;
		});
		return places;
	}

	private static String capitals(String name) {
		return Arrays.stream(name.split("-"))
			.map((word) -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
			.collect(Collectors.joining("-"));
	}

}
