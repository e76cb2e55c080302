package org.gatehouse.publisher.definition;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes numbers for the text that they were meant to be where YAML invites the mistake:
 * {@code version: 1.10}, {@code swagger: 2.0}.
 */
final class VersionText {

	private VersionText() {
	}

	static void correct(ObjectNode document, Problems warnings) {
		correct(document, "swagger", "", warnings);
		correct(document, "openapi", "", warnings);
		if (document.path("info") instanceof ObjectNode info) {
			correct(info, "version", "/info", warnings);
			correct(info, "title", "/info", warnings);
		}
	}

	private static void correct(ObjectNode object, String key, String pointer, Problems warnings) {
		JsonNode value = object.path(key);
		if (value.isNumber()) {
			String text = value.isBigDecimal() ? value.decimalValue().toString() : value.asString();
			object.put(key, text);
			warnings.add(Pointers.child(pointer, key), "is the number " + text + " (expected: text); taken as text");
		}
	}

}
