package org.gatehouse.store.console;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.gatehouse.web.rest.BadRequest;

/**
 * Puts a call's address together such that it can only be one of the operation's: every
 * value is one encoded path segment (or some, for a wildcard), and none of them climbs.
 */
final class ConsoleAddress {

	private static final int LONGEST_VALUE = 2000;

	private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

	private ConsoleAddress() {
	}

	/**
	 * Makes the address.
	 * @param base the API version at the gateway
	 * @param request what the consumer filled in
	 * @return the address with its query
	 * @throws BadRequest naming every wrong field
	 */
	static URI of(String base, ConsoleRequest request) {
		BadRequest.Collector wrong = BadRequest.collect();
		StringBuilder path = new StringBuilder();
		Matcher parameter = PARAMETER.matcher(request.pattern());
		while (parameter.find()) {
			String name = parameter.group(1);
			String value = request.pathValues().getOrDefault(name, "");
			boolean fits = !value.isEmpty() && value.length() <= LONGEST_VALUE && !climbs(value);
			wrong.require(fits, "path." + name, value, "a value of 1 to " + LONGEST_VALUE + " characters, not . or ..");
			parameter.appendReplacement(path, Matcher.quoteReplacement(encoded(value)));
		}
		parameter.appendTail(path);
		if (path.toString().endsWith("*")) {
			path.setLength(path.length() - 1);
			path.append(rest(wrong, request.pathValues()));
		}
		wrong.require(path.indexOf("*") < 0, "operation", request.pattern(), "a pattern with its wildcard at the end");
		wrong.throwIfAny();
		String query = request.query()
			.stream()
			.map((field) -> encoded(field.name()) + "=" + encoded(field.value()))
			.collect(Collectors.joining("&"));
		return URI.create(base + path + (query.isEmpty() ? "" : "?" + query));
	}

	private static String rest(BadRequest.Collector wrong, Map<String, String> values) {
		String rest = values.getOrDefault("*", "");
		String[] segments = rest.split("/", -1);
		boolean fits = rest.length() <= LONGEST_VALUE && Arrays.stream(segments).noneMatch(ConsoleAddress::climbs)
				&& (rest.isEmpty() || Arrays.stream(segments).noneMatch(String::isEmpty));
		wrong.require(fits, "path.*", rest, "path segments with / between them, none of them empty, . or ..");
		return Arrays.stream(segments).map(ConsoleAddress::encoded).collect(Collectors.joining("/"));
	}

	private static boolean climbs(String segment) {
		return segment.equals(".") || segment.equals("..");
	}

	private static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
