package org.gatehouse.keymanager.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

	ScimDocument {
		if (!node.isObject()) {
			throw new ScimProblem(400, "invalidSyntax", "The body is no JSON object");
		}
	}

	@Nullable JsonNode get(String name) {
		for (Map.Entry<String, JsonNode> property : this.node.properties()) {
			if (property.getKey().equalsIgnoreCase(name)) {
				return property.getValue().isNull() ? null : property.getValue();
			}
		}
		return null;
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
	static List<UUID> ids(@Nullable JsonNode members) {
		List<UUID> ids = new ArrayList<>();
		if (members == null) {
			return ids;
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
