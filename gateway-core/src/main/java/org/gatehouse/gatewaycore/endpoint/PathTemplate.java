package org.gatehouse.gatewaycore.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.gatehouse.gatewaycore.route.PathVariables;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's path with variables such as <code>{uri.var.town}</code> (RFC 6570, level
 * 1), which stand for those of the operation. Values go in as they came in the call's
 * path; a variable that the operation does not have is empty.
 *
 * @param texts the text before, between and after the variables
 * @param names the variables' names
 * @param operations the variables of each pattern of the API
 */
record PathTemplate(List<String> texts, List<String> names, Map<String, PathVariables> operations) {

	private static final String OPEN = "%7Buri.var.";

	private static final String CLOSE = "%7D";

	/**
	 * Reads an endpoint's path.
	 * @param path the path of a URI, its braces percent-encoded
	 * @param operations the variables of each pattern of the API
	 * @return the template, null for a path without variables
	 */
	static @Nullable PathTemplate of(String path, Map<String, PathVariables> operations) {
		List<String> texts = new ArrayList<>();
		List<String> names = new ArrayList<>();
		int at = 0;
		for (int open = path.indexOf(OPEN); open >= 0; open = path.indexOf(OPEN, at)) {
			int close = path.indexOf(CLOSE, open + OPEN.length());
			if (close < 0) {
				break;
			}
			texts.add(path.substring(at, open));
			names.add(path.substring(open + OPEN.length(), close));
			at = close + CLOSE.length();
		}
		texts.add(path.substring(at));
		return names.isEmpty() ? null : new PathTemplate(List.copyOf(texts), List.copyOf(names), operations);
	}

	/**
	 * Puts the variables of a call in.
	 * @param pattern the operation's pattern
	 * @param below the call's path below the API
	 * @return the path, null where it would have more than one reading
	 */
	@Nullable String expand(String pattern, String below) {
		PathVariables variables = this.operations.get(pattern);
		StringBuilder path = new StringBuilder();
		for (int i = 0; i < this.names.size(); i++) {
			path.append(this.texts.get(i));
			String value = (variables == null) ? null : variables.value(this.names.get(i), below);
			path.append((value == null) ? "" : value);
		}
		String whole = path.append(this.texts.getLast()).toString();
		RequestTarget read = RequestTarget.read(whole.isEmpty() ? "/" : whole);
		return (read == null) ? null : read.path();
	}

}
