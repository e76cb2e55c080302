package org.gatehouse.gatewaycore.policy;

import java.util.Locale;
import java.util.Set;

/**
 * Header fields by which a backend could be told who calls, from where, or how to read a
 * call otherwise than it was judged. A caller has no say in them, under whatever spelling
 * a backend takes for theirs.
 */
public final class ReservedNames {

	private static final String FORWARDED_PREFIX = "x-forwarded-";

	private static final Set<String> ALWAYS = Set.of("forwarded", "x-real-ip", "x-client-ip", "true-client-ip",
			"x-jwt-assertion", "x-user-id", "x-http-method-override", "x-http-method", "x-method-override",
			"x-original-url", "x-original-uri", "x-rewrite-url");

	private static final Set<String> TWINS = Set.of("authorization", "host", "connection", "content-length",
			"content-type", "transfer-encoding", "x-request-id", "proxy-authorization");

	private static final Set<String> NO_TRAILERS = Set.of("age", "cache-control", "cookie", "date", "expect", "expires",
			"keep-alive", "location", "max-forwards", "pragma", "proxy-authenticate", "proxy-connection", "range",
			"retry-after", "set-cookie", "te", "trailer", "upgrade", "vary", "via", "warning", "www-authenticate");

	private ReservedNames() {
	}

	/**
	 * Tells whether a field is dropped from a call.
	 * @param name the field's name as it was sent
	 * @param proxied whether the peer is a trusted proxy, whose word on address, scheme
	 * and host of its own client is taken
	 * @return true where it is
	 */
	static boolean isReserved(CharSequence name, boolean proxied) {
		boolean underscore = hasUnderscore(name);
		if (!underscore && !mayBeReserved(name)) {
			return false;
		}
		String plain = name.toString().toLowerCase(Locale.ROOT);
		if (underscore) {
			// Backends that map names to variables take it for the one with a hyphen.
			plain = plain.replace('_', '-');
			return ALWAYS.contains(plain) || TWINS.contains(plain) || plain.startsWith(FORWARDED_PREFIX);
		}
		return ALWAYS.contains(plain) || (plain.startsWith(FORWARDED_PREFIX) && !(proxied && isWordOfProxies(plain)));
	}

	private static boolean hasUnderscore(CharSequence name) {
		for (int i = 0; i < name.length(); i++) {
			if (name.charAt(i) == '_') {
				return true;
			}
		}
		return false;
	}

	private static boolean mayBeReserved(CharSequence name) {
		return switch (name.charAt(0)) {
			case 'x', 'X' -> true;
			case 'f', 'F' -> name.length() == "forwarded".length();
			case 't', 'T' -> name.length() == "true-client-ip".length();
			default -> false;
		};
	}

	private static boolean isWordOfProxies(String plain) {
		return switch (plain) {
			case "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host" -> true;
			default -> false;
		};
	}

	/**
	 * Tells whether a field may stand behind a body (RFC 9110 section 6.5.1): nothing by
	 * which the message is framed, routed, authenticated or cached, and nothing that the
	 * caller has no say in anyway.
	 * @param name the field's name as it was sent
	 * @return true where it may
	 */
	public static boolean isTrailer(CharSequence name) {
		String plain = name.toString().toLowerCase(Locale.ROOT).replace('_', '-');
		return !ALWAYS.contains(plain) && !TWINS.contains(plain) && !NO_TRAILERS.contains(plain)
				&& !plain.startsWith(FORWARDED_PREFIX) && !plain.startsWith("if-") && !plain.startsWith("content-")
				&& !plain.startsWith("access-control-");
	}

}
