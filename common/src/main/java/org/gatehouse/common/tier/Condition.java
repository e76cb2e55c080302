package org.gatehouse.common.tier;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a call can be told by. Values are regular expressions of RE2's syntax, which match
 * in linear time; one has to be found somewhere in the value, so that {@code ^} and
 * {@code $} bind it. What a call does not have at all matches nothing; an inverted
 * condition holds where it otherwise would not.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = Condition.Address.class, name = "ADDRESS"),
		@JsonSubTypes.Type(value = Condition.Header.class, name = "HEADER"),
		@JsonSubTypes.Type(value = Condition.Query.class, name = "QUERY"),
		@JsonSubTypes.Type(value = Condition.Claim.class, name = "CLAIM") })
public sealed interface Condition {

	/** The most characters of a regular expression. */
	int MAX_PATTERN = 500;

	/**
	 * Tells whether the condition is turned round.
	 * @return true where it holds for the calls that it does not describe
	 */
	boolean inverted();

	/**
	 * The client's IP address.
	 *
	 * @param range the addresses, a single one included
	 * @param inverted whether all others are meant
	 */
	record Address(IpRange range, boolean inverted) implements Condition {

	}

	/**
	 * A header field; of a repeated one any value.
	 *
	 * @param name the field's name
	 * @param pattern what its value contains
	 * @param inverted whether all others are meant
	 */
	record Header(String name, String pattern, boolean inverted) implements Condition {

		public Header {
			check(name, pattern);
		}

	}

	/**
	 * A query parameter, decoded; of a repeated one any value.
	 *
	 * @param name the parameter's name
	 * @param pattern what its value contains
	 * @param inverted whether all others are meant
	 */
	record Query(String name, String pattern, boolean inverted) implements Condition {

		public Query {
			check(name, pattern);
		}

	}

	/**
	 * A claim of the access token; of a list any value.
	 *
	 * @param name the claim's name
	 * @param pattern what its value contains
	 * @param inverted whether all others are meant
	 */
	record Claim(String name, String pattern, boolean inverted) implements Condition {

		public Claim {
			check(name, pattern);
		}

	}

	private static void check(String name, String pattern) {
		if (name.isBlank() || name.length() > 200) {
			throw new IllegalArgumentException("name: '" + name + "' (expected: 1 to 200 characters)");
		}
		if (pattern.isEmpty() || pattern.length() > MAX_PATTERN) {
			throw new IllegalArgumentException(
					"pattern: " + pattern.length() + " characters (expected: 1 to " + MAX_PATTERN + ")");
		}
	}

}
