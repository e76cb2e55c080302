package org.gatehouse.keymanager.scim;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts a filter, or the path of a PATCH, into its words, texts and marks.
 */
final class ScimTokens {

	/** More than a browser or a proxy lets through in an address. */
	static final int LONGEST = 4000;

	private static final JsonMapper JSON = new JsonMapper();

	private final String text;

	private final List<Token> tokens = new ArrayList<>();

	private int position;

	private ScimTokens(String text) {
		this.text = text;
	}

	/**
	 * A piece of a filter.
	 */
	sealed interface Token {

	}

	/**
	 * A name, an operator, a number, true, false or null.
	 *
	 * @param text as it was written
	 */
	record Word(String text) implements Token {

		@Override
		public String toString() {
			return "'" + this.text + "'";
		}

	}

	/**
	 * A text that stood in quotes.
	 *
	 * @param text what it says
	 */
	record Quoted(String text) implements Token {

		@Override
		public String toString() {
			return "a text in quotes";
		}

	}

	/**
	 * A parenthesis or a bracket.
	 *
	 * @param mark the character
	 */
	record Mark(char mark) implements Token {

		@Override
		public String toString() {
			return "'" + this.mark + "'";
		}

	}

	/**
	 * Nothing more comes.
	 */
	record End() implements Token {

		@Override
		public String toString() {
			return "the end";
		}

	}

	/**
	 * Cuts a text.
	 * @param text a filter or a path
	 * @return its pieces, the last of which is the end
	 * @throws ScimProblem if it is too long, or has characters that stand nowhere
	 */
	static List<Token> of(String text) {
		if (text.length() > LONGEST) {
			throw ScimProblem.invalidFilter(text.length() + " characters (expected: at most " + LONGEST + ")");
		}
		return new ScimTokens(text).cut();
	}

	private List<Token> cut() {
		while (this.position < this.text.length()) {
			char next = this.text.charAt(this.position);
			switch (next) {
				case ' ', '\t' -> this.position++;
				case '(', ')', '[', ']' -> {
					this.tokens.add(new Mark(next));
					this.position++;
				}
				case '"' -> this.tokens.add(quoted());
				default -> this.tokens.add(word());
			}
		}
		this.tokens.add(new End());
		return List.copyOf(this.tokens);
	}

	private Word word() {
		int start = this.position;
		while (this.position < this.text.length() && isOfWord(this.text.charAt(this.position))) {
			this.position++;
		}
		if (this.position == start) {
			throw ScimProblem.invalidFilter("character " + (start + 1)
					+ " (expected: a name, an operator, a text in double quotes, or a parenthesis)");
		}
		return new Word(this.text.substring(start, this.position));
	}

	private static boolean isOfWord(char one) {
		return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9')
				|| "_-$.:+".indexOf(one) >= 0;
	}

	private Quoted quoted() {
		int start = this.position++;
		while (this.position < this.text.length() && this.text.charAt(this.position) != '"') {
			this.position += (this.text.charAt(this.position) == '\\') ? 2 : 1;
		}
		this.position++;
		if (this.position > this.text.length()) {
			throw ScimProblem.invalidFilter("the text from character " + (start + 1) + " on (expected: a closing \")");
		}
		try {
			String value = JSON.readValue(this.text.substring(start, this.position), String.class);
			// PostgreSQL keeps no such character, and answers a question for one with a
			// failure.
			if (value.indexOf('\0') < 0) {
				return new Quoted(value);
			}
		}
		catch (JacksonException _) {
			// Told below.
		}
		throw ScimProblem.invalidFilter(
				"the text from character " + (start + 1) + " on (expected: a JSON string without control characters)");
	}

}
