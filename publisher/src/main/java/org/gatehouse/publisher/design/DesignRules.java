package org.gatehouse.publisher.design;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a name, a context, a version and an endpoint look like, by themselves. The
 * character sets of name and version are those of {@code API} in WSO2's publisher
 * contract.
 */
final class DesignRules {

	static final int MAX_DESCRIPTION = 32_766;

	private static final Pattern NAME = Pattern.compile("[^~!@#;:%^*()+={}|\\\\<>\"',&$\\[\\]/\\p{Cntrl}]{1,60}");

	private static final Pattern VERSION = Pattern.compile("[^~!@#;:%^*()+={}|\\\\<>\"',&/$\\[\\]\\s\\p{Cntrl}]{1,30}");

	private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_.~-]+|\\{version}");

	/**
	 * First segments that the gateway answers itself; {@code t} begins the contexts of
	 * tenants.
	 */
	private static final Set<String> RESERVED = Set.of("t", "token", "revoke", "authorize", "userinfo", "livez",
			"readyz");

	private DesignRules() {
	}

	static void checkName(String name, BadRequest.Collector problems) {
		problems.require(NAME.matcher(name).matches() && !name.isBlank() && name.equals(name.strip()), "name", name,
				"1 to 60 characters, none of ~!@#;:%^*()+={}|\\<>\"',&$[]/");
	}

	static void checkVersion(String version, BadRequest.Collector problems) {
		problems.require(VERSION.matcher(version).matches() && !version.equals(".") && !version.equals(".."), "version",
				version, "1 to 30 characters, no blank and none of ~!@#;:%^*()+={}|\\<>\"',&/$[]");
	}

	/**
	 * Gives a context its leading slash.
	 * @param context as typed
	 * @return the context as it is stored
	 */
	static String normalContext(String context) {
		String stripped = context.strip();
		return stripped.startsWith("/") ? stripped : "/" + stripped;
	}

	static void checkContext(String context, BadRequest.Collector problems) {
		List<String> segments = List.of(context.substring(1).split("/", -1));
		boolean formed = context.length() <= 200 && segments.stream()
			.allMatch(part -> SEGMENT.matcher(part).matches() && !part.equals(".") && !part.equals(".."));
		long versions = segments.stream().filter("{version}"::equals).count();
		String first = segments.getFirst().toLowerCase(Locale.ROOT);
		if (!formed || versions > 1 || segments.equals(List.of("{version}"))) {
			problems.reject("context", context, "a path such as /orders of at most 200 letters, digits and _.~-,"
					+ " where one of several parts may be {version}");
		}
		else if (RESERVED.contains(first)) {
			problems.reject("context", context,
					"a path that does not begin with /" + first + ", which is the gateway's own");
		}
	}

	/**
	 * Checks an endpoint, whose path may hold variables of operations.
	 * @param field where it stands
	 * @param url the URL, null where there is none
	 * @param problems takes what is wrong
	 */
	static void checkEndpoint(String field, @Nullable String url, BadRequest.Collector problems) {
		if (url == null) {
			return;
		}
		if (url.replaceAll("\\{uri\\.var\\.[A-Za-z0-9._~-]+}", "").matches(".*[{}].*")) {
			problems.reject(field, url, "a URL in which braces hold variables of operations, such as {uri.var.id}");
			return;
		}
		checkUrl(field, url.replace("{", "%7B").replace("}", "%7D"), url, problems);
	}

	/**
	 * Checks a URL that is always the same.
	 * @param field where it stands
	 * @param url the URL, null where there is none
	 * @param problems takes what is wrong
	 */
	static void checkUrl(String field, @Nullable String url, BadRequest.Collector problems) {
		if (url != null) {
			checkUrl(field, url, url, problems);
		}
	}

	private static void checkUrl(String field, String url, String shown, BadRequest.Collector problems) {
		URI uri = parsed(url);
		if (uri != null && uri.getRawUserInfo() != null) {
			problems.reject(field, null, "a URL without user name and password");
			return;
		}
		problems.require(uri != null && isHttp(uri) && uri.getRawQuery() == null && uri.getRawFragment() == null, field,
				shown,
				"an http or https URL without query (ws or wss for WebSockets), such as https://backend.example.com/orders");
	}

	/**
	 * Tells whether a URL would pass as one that is always the same.
	 * @param url any text
	 * @return true where {@link #checkUrl} has nothing against it
	 */
	static boolean isUrl(String url) {
		BadRequest.Collector problems = BadRequest.collect();
		checkUrl("url", url, problems);
		return problems.isEmpty();
	}

	/**
	 * Tells whether a URL would pass as an endpoint.
	 * @param url any text
	 * @return true where {@link #checkEndpoint} has nothing against it
	 */
	static boolean isEndpoint(String url) {
		BadRequest.Collector problems = BadRequest.collect();
		checkEndpoint("url", url, problems);
		return problems.isEmpty();
	}

	private static boolean isHttp(URI uri) {
		String scheme = (uri.getScheme() == null) ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
		boolean http = Set.of("http", "https", "ws", "wss").contains(scheme);
		return http && uri.getHost() != null && !uri.getHost().isEmpty() && uri.getPort() <= 65535;
	}

	private static @Nullable URI parsed(String url) {
		try {
			return (url.length() <= 2000) ? new URI(url) : null;
		}
		catch (URISyntaxException _) {
			return null;
		}
	}

	static void checkTransports(List<String> transports, BadRequest.Collector problems) {
		problems.require(!transports.isEmpty() && Set.of("http", "https").containsAll(transports), "transport",
				transports.toString(), "http, https or both");
	}

	/**
	 * Takes blanks and repetitions away.
	 * @param words as typed
	 * @return the words, in their order
	 */
	static List<String> distinct(List<String> words) {
		Set<String> kept = new LinkedHashSet<>();
		for (String word : words) {
			if (!word.isBlank()) {
				kept.add(word.strip());
			}
		}
		return List.copyOf(kept);
	}

}
