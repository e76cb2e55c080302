package org.gatehouse.store.tryout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.store.console.ConsoleRequest;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * Reads the console's form: values of the path, and lines of names with values.
 */
final class Fields {

	private static final String PATH = "path.";

	private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

	private Fields() {
	}

	/**
	 * The names of a pattern's parameters, {@code *} among them for a wildcard.
	 */
	static List<String> parameters(String pattern) {
		List<String> names = new ArrayList<>();
		Matcher parameter = PARAMETER.matcher(pattern);
		while (parameter.find()) {
			names.add(parameter.group(1));
		}
		if (pattern.endsWith("*")) {
			names.add("*");
		}
		return names;
	}

	static Map<String, String> pathValues(MultiValueMap<String, String> fields) {
		Map<String, String> values = new LinkedHashMap<>();
		fields.forEach((name, value) -> {
			if (name.startsWith(PATH)) {
				values.put(name.substring(PATH.length()), String.valueOf(value.getFirst()));
			}
		});
		return values;
	}

	/**
	 * Reads one name with a value on each line.
	 * @param field the form field, for the refusal
	 * @param text what was typed, null for nothing
	 * @param separator what stands between name and value
	 */
	static List<ConsoleRequest.Field> lines(String field, @Nullable String text, char separator) {
		List<ConsoleRequest.Field> found = new ArrayList<>();
		if (text == null) {
			return found;
		}
		for (String line : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
			int at = line.indexOf(separator);
			if (at < 1) {
				throw new BadRequest(field, line, "name " + separator + " value on each line");
			}
			found.add(new ConsoleRequest.Field(line.substring(0, at).strip(), line.substring(at + 1).strip()));
		}
		return found;
	}

}
