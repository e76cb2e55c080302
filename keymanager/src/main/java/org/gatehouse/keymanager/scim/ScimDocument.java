package org.gatehouse.keymanager.scim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads values out of what a caller sent. Names of attributes are compared ignoring case
 * (RFC 7643 section 2.1).
 *
 * @param node a JSON object
 */
record ScimDocument(JsonNode node) {

	/** How many members a request or an answer has at most. */
	static final int MOST_MEMBERS = 10_000;

	ScimDocument {
		if (!node.isObject()) {
			throw ScimProblem.invalidSyntax("expected a JSON object");
		}
	}

	/**
	 * Takes a body for what it says that it is.
	 * @param body what was sent
	 * @param schema what is expected; nothing is held against a body that does not say
	 * @return the body
	 */
	static ScimDocument of(JsonNode body, String schema) {
		ScimDocument document = new ScimDocument(body);
		JsonNode schemas = document.get("schemas");
		if (schemas == null) {
			return document;
		}
		for (JsonNode named : schemas) {
			if (named.isString() && named.stringValue().equalsIgnoreCase(schema)) {
				return document;
			}
		}
		throw ScimProblem.invalidSyntax("schemas: expected an array with " + schema);
	}

	@Nullable JsonNode get(String name) {
		for (Map.Entry<String, JsonNode> property : this.node.properties()) {
			if (property.getKey().equalsIgnoreCase(name)) {
				return property.getValue().isNull() ? null : property.getValue();
			}
		}
		return null;
	}

	boolean has(String name) {
		return this.node.propertyNames().stream().anyMatch((property) -> property.equalsIgnoreCase(name));
	}

	@Nullable String text(String name) {
		JsonNode value = get(name);
		return (value != null) ? text(value, name) : null;
	}

	String required(String name) {
		String value = text(name);
		if (value == null || value.isBlank()) {
			throw ScimProblem.invalidValue(name + " is missing");
		}
		return value;
	}

	@Nullable ScimDocument object(String name) {
		JsonNode value = get(name);
		return (value != null) ? new ScimDocument(value) : null;
	}

	static String text(JsonNode value, String name) {
		if (!value.isString()) {
			throw ScimProblem.invalidValue(name + ": expected a string");
		}
		return value.stringValue();
	}

	/** Some clients send a boolean as a string. */
	static boolean truth(JsonNode value, String name) {
		if (value.isBoolean()) {
			return value.booleanValue();
		}
		if (value.isString()) {
			switch (value.stringValue().toLowerCase(Locale.ROOT)) {
				case "true" -> {
					return true;
				}
				case "false" -> {
					return false;
				}
				default -> {
				}
			}
		}
		throw ScimProblem.invalidValue(name + ": expected true or false");
	}

	/** The e-mail address that counts: the primary one, else the first. */
	static @Nullable String email(@Nullable JsonNode emails) {
		if (emails == null) {
			return null;
		}
		if (emails.isString()) {
			return emails.stringValue();
		}
		String first = null;
		for (JsonNode email : emails.isArray() ? emails : List.of(emails)) {
			String value = email.isString() ? email.stringValue() : new ScimDocument(email).required("value");
			JsonNode primary = email.isObject() ? new ScimDocument(email).get("primary") : null;
			if (primary != null && truth(primary, "primary")) {
				return value;
			}
			first = (first != null) ? first : value;
		}
		return first;
	}

	/** The ids of members, as an array of objects with a value or of plain ids. */
	static Set<UUID> ids(@Nullable JsonNode members) {
		Set<UUID> ids = new LinkedHashSet<>();
		if (members == null) {
			return ids;
		}
		if (members.size() > MOST_MEMBERS) {
			throw new ScimProblem(413, null,
					"members: " + members.size() + " (expected: at most " + MOST_MEMBERS + " at once)");
		}
		for (JsonNode member : members.isArray() ? members : List.of(members)) {
			ids.add(id(member.isString() ? member.stringValue() : new ScimDocument(member).required("value")));
		}
		return ids;
	}

	static UUID id(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException ex) {
			throw ScimProblem.invalidValue("'" + text + "' (expected: an id)");
		}
	}

}
