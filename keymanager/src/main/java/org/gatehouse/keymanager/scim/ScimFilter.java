package org.gatehouse.keymanager.scim;

import java.util.List;

/**
 * A filter (RFC 7644 section 3.4.2.2), with less to tell apart than in the text:
 * {@code a.b eq 1} is {@code a[b eq 1]}, {@code ne} is the opposite of {@code eq}, and
 * {@code eq null} the opposite of {@code pr}. Names are as they were written, without the
 * schema before them.
 */
sealed interface ScimFilter {

	/**
	 * All of several filters.
	 *
	 * @param parts at least two
	 */
	record And(List<ScimFilter> parts) implements ScimFilter {

	}

	/**
	 * One of several filters.
	 *
	 * @param parts at least two
	 */
	record Or(List<ScimFilter> parts) implements ScimFilter {

	}

	/**
	 * The opposite of a filter.
	 *
	 * @param part the filter
	 */
	record Not(ScimFilter part) implements ScimFilter {

	}

	/**
	 * An attribute has a value.
	 *
	 * @param attribute its name
	 */
	record Present(String attribute) implements ScimFilter {

	}

	/**
	 * An attribute's value compares with another.
	 *
	 * @param attribute its name
	 * @param operator how
	 * @param value the other value
	 */
	record Compare(String attribute, Operator operator, Value value) implements ScimFilter {

		String text() {
			if (this.value instanceof Text(String text)) {
				return text;
			}
			throw mismatch("a text in quotes");
		}

		boolean truth() {
			if (this.value instanceof Truth(boolean truth)) {
				return truth;
			}
			throw mismatch("true or false");
		}

		ScimProblem mismatch(String expected) {
			return ScimProblem.invalidFilter(
					this.attribute + " " + this.operator + " " + this.value + " (expected: " + expected + ")");
		}

	}

	/**
	 * A part of an attribute, or one of its values, fits a filter.
	 *
	 * @param attribute the attribute's name
	 * @param part a filter about the names inside
	 */
	record Within(String attribute, ScimFilter part) implements ScimFilter {

	}

	/**
	 * How values compare.
	 */
	enum Operator {

		/** The same. */
		EQ,
		/** Contains. */
		CO,
		/** Starts with. */
		SW,
		/** Ends with. */
		EW,
		/** Greater, later. */
		GT,
		/** Greater or the same. */
		GE,
		/** Less, earlier. */
		LT,
		/** Less or the same. */
		LE

	}

	/**
	 * What an attribute is compared with.
	 */
	sealed interface Value {

	}

	/**
	 * A text, or what is written as one, such as a time.
	 *
	 * @param text without its quotes
	 */
	record Text(String text) implements Value {

		@Override
		public String toString() {
			return "'" + this.text + "'";
		}

	}

	/**
	 * True or false.
	 *
	 * @param truth which of them
	 */
	record Truth(boolean truth) implements Value {

		@Override
		public String toString() {
			return Boolean.toString(this.truth);
		}

	}

	/**
	 * A number, of which no attribute has one.
	 *
	 * @param digits as it was written
	 */
	record Digits(String digits) implements Value {

		@Override
		public String toString() {
			return this.digits;
		}

	}

}
