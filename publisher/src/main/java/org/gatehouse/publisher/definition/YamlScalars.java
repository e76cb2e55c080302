package org.gatehouse.publisher.definition;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a scalar stands for by the core schema of YAML 1.2 (10.3.2). Numbers keep their
 * digits: {@code version: 1.10} must not become 1.1.
 */
final class YamlScalars {

	private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);

	/** Longer numbers are text: nobody computes with them, and reading them is slow. */
	private static final int LONGEST_NUMBER = 400;

	private YamlScalars() {
	}

	static JsonNode resolve(String text, boolean plain, @Nullable String tag) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		String kind = (tag != null) ? tag : RESOLVER.resolve(text, plain).getValue();
		if (text.length() > LONGEST_NUMBER) {
			return nodes.stringNode(text);
		}
		try {
			if (kind.equals(Tag.NULL.getValue())) {
				return nodes.nullNode();
			}
			if (kind.equals(Tag.BOOL.getValue())) {
				return nodes.booleanNode(text.equalsIgnoreCase("true"));
			}
			if (kind.equals(Tag.INT.getValue())) {
				return integer(text, nodes);
			}
			if (kind.equals(Tag.FLOAT.getValue())) {
				return nodes.numberNode(new BigDecimal(text));
			}
		}
		catch (NumberFormatException ex) {
			// .inf and .nan, which JSON does not have, or a tag that promised too much.
			return nodes.stringNode(text);
		}
		return nodes.stringNode(text);
	}

	private static JsonNode integer(String text, JsonNodeFactory nodes) {
		String digits = text.startsWith("+") ? text.substring(1) : text;
		BigInteger value;
		if (digits.startsWith("0x")) {
			value = new BigInteger(digits.substring(2), 16);
		}
		else if (digits.startsWith("0o")) {
			value = new BigInteger(digits.substring(2), 8);
		}
		else {
			value = new BigInteger(digits);
		}
		if (value.bitLength() < 32) {
			return nodes.numberNode(value.intValue());
		}
		return (value.bitLength() < 64) ? nodes.numberNode(value.longValue()) : nodes.numberNode(value);
	}

}
