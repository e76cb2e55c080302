package org.gatehouse.keymanager.sessions;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Says in two words what a browser says in twenty, so that people know their own again.
 */
final class BrowserName {

	private static final Map<String, String> BROWSERS = ordered("Edg/", "Edge", "OPR/", "Opera", "Firefox/", "Firefox",
			"Chrome/", "Chrome", "CriOS/", "Chrome", "FxiOS/", "Firefox", "Safari/", "Safari", "curl/", "curl", "Java",
			"Java");

	private static final Map<String, String> SYSTEMS = ordered("Windows", "Windows", "Android", "Android", "iPhone",
			"iPhone", "iPad", "iPad", "Mac OS X", "macOS", "CrOS", "ChromeOS", "Linux", "Linux");

	private BrowserName() {
	}

	static String of(@Nullable String userAgent) {
		String text = (userAgent != null) ? userAgent : "";
		String browser = first(BROWSERS, text, "Unknown browser");
		String system = first(SYSTEMS, text, "");
		return system.isEmpty() ? browser : browser + " on " + system;
	}

	private static String first(Map<String, String> names, String text, String otherwise) {
		return names.entrySet()
			.stream()
			.filter((name) -> text.contains(name.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(otherwise);
	}

	private static Map<String, String> ordered(String... pairs) {
		Map<String, String> names = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			names.put(pairs[i], pairs[i + 1]);
		}
		return names;
	}

}
