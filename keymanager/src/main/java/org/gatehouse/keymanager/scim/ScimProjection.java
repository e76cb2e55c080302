package org.gatehouse.keymanager.scim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which attributes an answer has (RFC 7644 section 3.9). {@code id} and {@code schemas}
 * are always in it.
 *
 * @param only the names of those asked for, in lower case; empty for all
 * @param without the names of those not asked for, in lower case
 */
record ScimProjection(Set<String> only, Set<String> without) {

	private static final Set<String> ALWAYS = Set.of("id", "schemas");

	ScimProjection {
		if (!only.isEmpty() && !without.isEmpty()) {
			throw ScimProblem.invalidValue("attributes and excludedAttributes (expected: one of the two)");
		}
	}

	/**
	 * Reads the parameters of a request.
	 * @param parameters the query's parameters
	 * @return what is asked for
	 */
	static ScimProjection of(Map<String, String> parameters) {
		return new ScimProjection(names(split(parameters.get("attributes"))),
				names(split(parameters.get("excludedAttributes"))));
	}

	/** Whether an attribute, or a part of it, is to be shown. */
	boolean shows(String attribute) {
		String name = attribute.toLowerCase(Locale.ROOT);
		return this.only.isEmpty() ? !this.without.contains(name)
				: ALWAYS.contains(name) || this.only.contains(name) || startsPart(name);
	}

	/**
	 * Leaves out what is not to be shown.
	 * @param resource a resource, which is changed
	 * @return the same resource
	 */
	ObjectNode apply(ObjectNode resource) {
		for (String name : List.copyOf(resource.propertyNames())) {
			String key = name.toLowerCase(Locale.ROOT);
			if (ALWAYS.contains(key)) {
				continue;
			}
			if (!shows(name)) {
				resource.remove(name);
			}
			else if (!this.only.contains(key)) {
				JsonNode value = resource.get(name);
				prune(value, key);
				if (value.isContainer() && value.isEmpty() && !this.only.isEmpty()) {
					resource.remove(name);
				}
			}
		}
		return resource;
	}

	private void prune(JsonNode value, String key) {
		if (value instanceof ObjectNode object) {
			for (String part : List.copyOf(object.propertyNames())) {
				String name = key + "." + part.toLowerCase(Locale.ROOT);
				if (this.only.isEmpty() ? this.without.contains(name) : !this.only.contains(name)) {
					object.remove(part);
				}
			}
		}
		else if (value.isArray()) {
			value.forEach((element) -> prune(element, key));
		}
	}

	private boolean startsPart(String name) {
		return this.only.stream().anyMatch((one) -> one.startsWith(name + "."));
	}

	static Set<String> names(List<String> written) {
		Set<String> names = new LinkedHashSet<>();
		for (String name : written) {
			String local = ScimSchemas.withoutSchema(name.strip());
			if (!local.isEmpty()) {
				names.add(local.toLowerCase(Locale.ROOT));
			}
		}
		return names;
	}

	private static List<String> split(@Nullable String names) {
		return (names != null) ? List.of(names.split(",")) : List.of();
	}

}
