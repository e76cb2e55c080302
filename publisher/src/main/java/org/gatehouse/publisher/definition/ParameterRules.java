package org.gatehouse.publisher.definition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parameters: each once, path parameters and the path's placeholders the same set, one
 * body at most; and no two paths that differ in the names of their placeholders only.
 */
final class ParameterRules {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]*)}");

	private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "options", "head", "patch",
			"trace");

	private final Specification specification;

	private final JsonNode document;

	private final Problems warnings;

	private ParameterRules(Specification specification, JsonNode document, Problems warnings) {
		this.specification = specification;
		this.document = document;
		this.warnings = warnings;
	}

	static void check(Specification specification, JsonNode document, Problems warnings) {
		ParameterRules rules = new ParameterRules(specification, document, warnings);
		Map<String, String> shapes = new HashMap<>();
		for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
			if (!path.getKey().startsWith("/")) {
				continue;
			}
			String pointer = Pointers.child("/paths", path.getKey());
			String twin = shapes.putIfAbsent(PLACEHOLDER.matcher(path.getKey()).replaceAll("{}"), path.getKey());
			if (twin != null) {
				warnings.add(pointer, "matches the same calls as the path '" + twin + "'");
			}
			rules.path(path.getKey(), path.getValue(), pointer);
		}
	}

	private void path(String path, JsonNode item, String pointer) {
		Map<String, JsonNode> shared = parameters(item.path("parameters"), pointer + "/parameters");
		for (Map.Entry<String, JsonNode> member : item.properties()) {
			if (VERBS.contains(member.getKey())) {
				String place = Pointers.child(pointer, member.getKey());
				Map<String, JsonNode> own = parameters(member.getValue().path("parameters"), place + "/parameters");
				Map<String, JsonNode> all = new HashMap<>(shared);
				all.putAll(own);
				operation(path, all, place);
			}
		}
	}

	private Map<String, JsonNode> parameters(JsonNode list, String pointer) {
		Map<String, JsonNode> parameters = new HashMap<>();
		for (int i = 0; i < list.size(); i++) {
			JsonNode parameter = resolved(list.path(i));
			if (parameter == null) {
				continue;
			}
			String name = parameter.path("name").asString("");
			String place = parameter.path("in").asString("");
			if (parameters.putIfAbsent(place + " " + name, parameter) != null) {
				this.warnings.add(Pointers.child(pointer, i),
						"the " + place + " parameter '" + name + "' is there twice");
			}
		}
		return parameters;
	}

	private @Nullable JsonNode resolved(JsonNode parameter) {
		return parameter.isObject() ? InnerReference.follow(this.document, parameter) : null;
	}

	private void operation(String path, Map<String, JsonNode> parameters, String pointer) {
		Set<String> placeholders = new LinkedHashSet<>();
		Matcher matcher = PLACEHOLDER.matcher(path);
		while (matcher.find()) {
			placeholders.add(matcher.group(1));
		}
		Set<String> described = new HashSet<>();
		int bodies = 0;
		boolean form = false;
		for (JsonNode parameter : parameters.values()) {
			String place = parameter.path("in").asString("");
			String name = parameter.path("name").asString("");
			bodies += place.equals("body") ? 1 : 0;
			form |= place.equals("formData");
			if (place.equals("path")) {
				described.add(name);
				if (!placeholders.contains(name)) {
					this.warnings.add(pointer, "the path parameter '" + name + "' is not in the path");
				}
			}
		}
		for (String placeholder : placeholders) {
			if (!described.contains(placeholder)) {
				this.warnings.add(pointer, "'{" + placeholder + "}' of the path is no path parameter");
			}
		}
		if (this.specification == Specification.V2 && (bodies > 1 || (bodies == 1 && form))) {
			this.warnings.add(pointer + "/parameters", "more than one body (expected: one body, or form data)");
		}
	}

}
