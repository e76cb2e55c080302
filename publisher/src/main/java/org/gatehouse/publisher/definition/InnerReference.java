package org.gatehouse.publisher.definition;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * References within a document: {@code #} and a JSON pointer.
 */
final class InnerReference {

	/** Longer chains of references are taken for circles. */
	private static final int LONGEST_CHAIN = 20;

	private InnerReference() {
	}

	static boolean isInner(String reference) {
		return reference.startsWith("#");
	}

	/**
	 * Looks up one reference.
	 * @param document the root
	 * @param reference starts with {@code #}
	 * @return what it names; null where there is nothing
	 */
	static @Nullable JsonNode target(JsonNode document, String reference) {
		if (reference.equals("#")) {
			return document;
		}
		if (!reference.startsWith("#/")) {
			return null;
		}
		String pointer;
		try {
			// URLDecoder is for forms: there a plus is a space, here it is a plus.
			pointer = URLDecoder.decode(reference.substring(2).replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
		JsonNode node = document;
		for (String part : pointer.split("/", -1)) {
			String key = part.replace("~1", "/").replace("~0", "~");
			node = node.isArray() ? item(node, key) : node.path(key);
			if (node.isMissingNode()) {
				return null;
			}
		}
		return node;
	}

	private static JsonNode item(JsonNode array, String key) {
		return key.matches("\\d{1,9}") ? array.path(Integer.parseInt(key)) : array.path(-1);
	}

	/**
	 * Follows references from a value to one that is no reference.
	 * @param document the root
	 * @param node a value, possibly with {@code $ref}
	 * @return the value itself where it refers to nothing; null where the chain leaves
	 * the document, ends nowhere or runs in a circle
	 */
	static @Nullable JsonNode follow(JsonNode document, JsonNode node) {
		JsonNode current = node;
		for (int i = 0; i < LONGEST_CHAIN; i++) {
			JsonNode reference = current.path("$ref");
			if (!reference.isString()) {
				return current;
			}
			JsonNode next = target(document, reference.stringValue());
			if (next == null) {
				return null;
			}
			current = next;
		}
		return null;
	}

}
