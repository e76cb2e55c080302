package org.gatehouse.publisher.definition;

import java.util.Map;

import org.gatehouse.publisher.definition.DefinitionRefusal.Reason;
import tools.jackson.databind.JsonNode;

/**
 * Refuses values that do harm further on: numbers such as 1e1000000000, which are short
 * to write and take all memory when somebody computes with them; text that is none (a NUL
 * character, half of a surrogate pair), which databases do not store.
 */
final class ValueRules {

	private static final int MAX_SCALE = 400;

	private ValueRules() {
	}

	static void check(JsonNode document) throws RefusedDocument {
		check(document, DocumentPath.ROOT);
	}

	private static void check(JsonNode node, DocumentPath path) throws RefusedDocument {
		if (node.isObject()) {
			for (Map.Entry<String, JsonNode> member : node.properties()) {
				if (!isText(member.getKey())) {
					throw refused(path, "a key has characters that are no text");
				}
				if (isWorthALook(member.getValue())) {
					check(member.getValue(), path.child(member.getKey()));
				}
			}
		}
		else if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				check(node.get(i), path.child(i));
			}
		}
		else if (node.isString() && !isText(node.stringValue())) {
			throw refused(path, "has characters that are no text (expected: no NUL and no half surrogate pairs)");
		}
		else if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > MAX_SCALE) {
			throw refused(path, "the number's exponent is too large (expected: at most " + MAX_SCALE + ")");
		}
	}

	private static boolean isWorthALook(JsonNode node) {
		return node.isContainer() || node.isString() || node.isBigDecimal();
	}

	private static boolean isText(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == 0) {
				return false;
			}
			if (Character.isSurrogate(character)) {
				boolean pair = Character.isHighSurrogate(character) && i + 1 < text.length()
						&& Character.isLowSurrogate(text.charAt(i + 1));
				if (!pair) {
					return false;
				}
				i++;
			}
		}
		return true;
	}

	private static RefusedDocument refused(DocumentPath path, String message) {
		return new RefusedDocument(Reason.INVALID, DefinitionProblem.at(path.pointer(), message));
	}

}
