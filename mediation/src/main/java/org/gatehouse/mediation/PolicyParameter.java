package org.gatehouse.mediation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a policy.
 *
 * @param name its name in a use
 * @param displayName what people read
 * @param description what it is for, one sentence
 * @param type what its value may be
 * @param required true if a use must give it
 * @param defaultValue what it is where a use does not give it, null for nothing
 * @param allowedValues the values of an {@link Type#ENUM}, else empty
 * @param least the least {@link Type#INTEGER}
 * @param most the greatest {@link Type#INTEGER}
 * @param validationRegex what a {@link Type#STRING} must match as a whole, in the syntax
 * of RE2, null for anything
 */
public record PolicyParameter(String name, String displayName, String description, Type type, boolean required,
		@Nullable String defaultValue, List<String> allowedValues, long least, long most,
		@Nullable String validationRegex) {

	static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}";

	public PolicyParameter {
		allowedValues = List.copyOf(allowedValues);
	}

	/** What a value may be. */
	public enum Type {

		/** Plain text. */
		STRING("String"),
		/** Text with <code>${expression}</code> in it. */
		TEMPLATE("String"),
		/** Several lines of text with <code>${expression}</code> in it. */
		TEXT("String"),
		/** Several lines of plain text. */
		LINES("String"),
		/** An expression. */
		EXPRESSION("String"),
		/** A regular expression in the syntax of RE2. */
		REGEX("String"),
		/** A whole number. */
		INTEGER("Integer"),
		/** {@code true} or {@code false}. */
		BOOLEAN("Boolean"),
		/** One of a few words. */
		ENUM("Enum");

		private final String wireName;

		Type(String wireName) {
			this.wireName = wireName;
		}

		/**
		 * The name in WSO2's contract.
		 * @return {@code String}, {@code Integer}, {@code Boolean} or {@code Enum}
		 */
		public String wireName() {
			return this.wireName;
		}

		/**
		 * Tells whether a value has several lines.
		 * @return true if it may
		 */
		public boolean isLong() {
			return this == TEXT || this == LINES;
		}

	}

	static PolicyParameter text(Type type, String name, String displayName, String description) {
		return new PolicyParameter(name, displayName, description, type, true, null, List.of(), 0, 0, null);
	}

	static PolicyParameter token(String name, String displayName, String description) {
		return text(Type.STRING, name, displayName, description).matching(TOKEN);
	}

	static PolicyParameter number(String name, String displayName, String description, long least, long most,
			long otherwise) {
		return new PolicyParameter(name, displayName, description, Type.INTEGER, false, Long.toString(otherwise),
				List.of(), least, most, null);
	}

	static PolicyParameter flag(String name, String displayName, String description, boolean otherwise) {
		return new PolicyParameter(name, displayName, description, Type.BOOLEAN, false, Boolean.toString(otherwise),
				List.of(), 0, 0, null);
	}

	static PolicyParameter choice(String name, String displayName, String description, String... values) {
		return new PolicyParameter(name, displayName, description, Type.ENUM, false, values[0], List.of(values), 0, 0,
				null);
	}

	PolicyParameter matching(String regex) {
		return new PolicyParameter(this.name, this.displayName, this.description, this.type, this.required,
				this.defaultValue, this.allowedValues, this.least, this.most, regex);
	}

	PolicyParameter or(String otherwise) {
		return new PolicyParameter(this.name, this.displayName, this.description, this.type, false, otherwise,
				this.allowedValues, this.least, this.most, this.validationRegex);
	}

}
