package org.gatehouse.gatewaycore.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a call asks for, read in the one way in which this gateway reads it. The same form
 * is matched and forwarded, so that a backend cannot see another path than the one that
 * was judged. What has several readings is not read at all: empty and dot segments,
 * encoded slashes, backslashes and control bytes, path parameters, double encoding of
 * those, and what is no UTF-8.
 *
 * @param path starts with a slash; percent-encoded unreserved characters are decoded and
 * the hex digits of the others are in upper case (RFC 3986 section 6.2.2), all else is as
 * it was sent
 * @param query the query with its question mark as it was sent, empty where there is none
 */
public record RequestTarget(String path, String query) {

	private static final boolean[] UNRESERVED = new boolean[128];

	private static final boolean[] PATH = new boolean[128];

	static {
		for (char c = 'a'; c <= 'z'; c++) {
			UNRESERVED[c] = true;
			UNRESERVED[c - 32] = true;
		}
		for (char c = '0'; c <= '9'; c++) {
			UNRESERVED[c] = true;
		}
		"-._~".chars().forEach((c) -> UNRESERVED[c] = true);
		System.arraycopy(UNRESERVED, 0, PATH, 0, 128);
		"/!$&'()*+,=:@[]|".chars().forEach((c) -> PATH[c] = true);
	}

	/**
	 * Reads a request target in origin form or absolute form (RFC 9112 section 3.2).
	 * @param target as it stands in the request line
	 * @return what it says, null where it is not in a form that has one reading
	 */
	public static @Nullable RequestTarget read(String target) {
		String rest = target.startsWith("/") ? target : withoutAuthority(target);
		if (rest == null) {
			return null;
		}
		int mark = rest.indexOf('?');
		String raw = (mark < 0) ? rest : rest.substring(0, mark);
		String query = (mark < 0) ? "" : rest.substring(mark);
		boolean encoded = false;
		for (int i = 0; i < raw.length(); i++) {
			char c = raw.charAt(i);
			if (c == '%') {
				encoded = true;
			}
			else if (c >= 128 || !PATH[c]) {
				return null;
			}
		}
		for (int i = 0; i < query.length(); i++) {
			char c = query.charAt(i);
			if (c <= 0x20 || c >= 0x7f || c == '#') {
				return null;
			}
		}
		String path = encoded ? normalized(raw) : raw;
		return (path == null || !hasPlainSegments(path)) ? null : new RequestTarget(path, query);
	}

	/**
	 * The host that a target in absolute form names, which goes before {@code Host} (RFC
	 * 9112 section 3.2.2).
	 * @param target as it stands in the request line
	 * @return the host with its port, null where the target has none
	 */
	public static @Nullable String authority(String target) {
		if (target.startsWith("/")) {
			return null;
		}
		int from = authorityStart(target);
		return (from < 0) ? null : target.substring(from, authorityEnd(target, from));
	}

	private static int authorityStart(String target) {
		return target.regionMatches(true, 0, "http://", 0, 7) ? 7
				: target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
	}

	private static int authorityEnd(String target, int from) {
		int end = from;
		while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
			end++;
		}
		return end;
	}

	/**
	 * Tells whether text can be a host with or without a port; a user's name cannot stand
	 * before it.
	 * @param text the text, empty where a client has no name to send
	 * @return false where a character says otherwise
	 */
	public static boolean isAuthority(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean word = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
			if (!word && ".-_:[]~%".indexOf(c) < 0) {
				return false;
			}
		}
		return true;
	}

	private static @Nullable String withoutAuthority(String target) {
		int from = authorityStart(target);
		if (from < 0) {
			return null;
		}
		int end = authorityEnd(target, from);
		String authority = target.substring(from, end);
		if (authority.isEmpty() || !isAuthority(authority)) {
			return null;
		}
		return (end < target.length() && target.charAt(end) == '/') ? target.substring(end)
				: "/" + target.substring(end);
	}

	private static boolean hasPlainSegments(String path) {
		if (path.contains("//")) {
			return false;
		}
		for (int dot = path.indexOf("/."); dot >= 0; dot = path.indexOf("/.", dot + 1)) {
			int end = path.indexOf('/', dot + 1);
			if (isDots(path, dot + 1, (end < 0) ? path.length() : end)) {
				return false;
			}
		}
		return true;
	}

	/** One dot or two, which some file systems find in front of blanks too. */
	private static boolean isDots(String path, int from, int to) {
		int end = to;
		while (path.startsWith("%20", end - 3) && end - 3 > from) {
			end -= 3;
		}
		return end - from == 1 || (end - from == 2 && path.charAt(from + 1) == '.');
	}

	private static @Nullable String normalized(String raw) {
		StringBuilder path = new StringBuilder(raw.length());
		byte[] decoded = new byte[raw.length()];
		int length = 0;
		for (int i = 0; i < raw.length(); i++) {
			char c = raw.charAt(i);
			if (c != '%') {
				path.append(c);
				decoded[length++] = (byte) c;
				continue;
			}
			int value = octet(raw, i + 1);
			if (value < 0x20 || value == 0x7f || value == '/' || value == '\\') {
				return null;
			}
			if (value < 128 && UNRESERVED[value]) {
				path.append((char) value);
			}
			else {
				path.append(raw.substring(i, i + 3).toUpperCase(Locale.ROOT));
			}
			decoded[length++] = (byte) value;
			i += 2;
		}
		byte[] once = Arrays.copyOf(decoded, length);
		return (isUtf8(once) && !hidesSeparator(new String(once, StandardCharsets.ISO_8859_1))) ? path.toString()
				: null;
	}

	/** Whether a second decoding would find what the first did not. */
	private static boolean hidesSeparator(String once) {
		for (int at = once.indexOf('%'); at >= 0; at = once.indexOf('%', at + 1)) {
			int value = octet(once, at + 1);
			if (value >= 0 && (value < 0x20 || value == '.' || value == '/' || value == '\\' || value == '%')) {
				return true;
			}
		}
		return false;
	}

	private static int octet(String text, int at) {
		if (at + 2 > text.length()) {
			return -1;
		}
		int high = Character.digit(text.charAt(at), 16);
		int low = Character.digit(text.charAt(at + 1), 16);
		return (high < 0 || low < 0) ? -1 : high * 16 + low;
	}

	private static boolean isUtf8(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	/**
	 * Brings text of an API's definition into the form of {@link #path()}, so that it can
	 * be compared with one.
	 * @param text a part of a path, encoded or not
	 * @return the part with every character that a path cannot hold percent-encoded
	 */
	static String canonical(String text) {
		StringBuilder out = new StringBuilder(text.length());
		for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
			int value = b & 0xff;
			if (value == '%' || (value < 128 && PATH[value])) {
				out.append((char) value);
			}
			else {
				out.append(String.format(Locale.ROOT, "%%%02X", value));
			}
		}
		String encoded = out.toString();
		String normalized = (encoded.indexOf('%') < 0) ? encoded : normalized(encoded);
		return (normalized == null) ? encoded : normalized;
	}

}
