package org.gatehouse.gatewaycore.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One parameter of a query ({@code application/x-www-form-urlencoded}), read and taken
 * away without touching a byte of the others.
 */
public final class QueryParameter {

	private QueryParameter() {
	}

	/**
	 * Reads a parameter.
	 * @param target the request target
	 * @param name the parameter's name
	 * @return its decoded values in their order
	 */
	public static List<String> values(RequestTarget target, String name) {
		List<String> values = new ArrayList<>();
		for (String pair : pairs(target.query())) {
			if (isNamed(pair, name)) {
				int equals = pair.indexOf('=');
				values.add((equals < 0) ? "" : decoded(pair.substring(equals + 1)));
			}
		}
		return values;
	}

	/**
	 * Takes a parameter away.
	 * @param target the request target
	 * @param name the parameter's name
	 * @return the target without it, the same where it is not there
	 */
	public static RequestTarget without(RequestTarget target, String name) {
		List<String> left = new ArrayList<>(pairs(target.query()));
		if (!left.removeIf((pair) -> isNamed(pair, name))) {
			return target;
		}
		return new RequestTarget(target.path(), left.isEmpty() ? "" : "?" + String.join("&", left));
	}

	private static List<String> pairs(String query) {
		return query.isEmpty() ? List.of() : List.of(query.substring(1).split("&", -1));
	}

	private static boolean isNamed(String pair, String name) {
		int equals = pair.indexOf('=');
		String written = (equals < 0) ? pair : pair.substring(0, equals);
		return decoded(written).equals(name);
	}

	private static String decoded(String text) {
		if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
			return text;
		}
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

}
