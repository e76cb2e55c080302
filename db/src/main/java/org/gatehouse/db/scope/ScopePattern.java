package org.gatehouse.db.scope;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of the scope white-list. It is written by an administrator and run against
 * what strangers send, so that only those are taken that cannot run away: no reference
 * back, no look-around, no repetition within a repetition, and at most two open-ended
 * ones. Matching a scope of 255 characters then takes some ten thousand steps at most.
 */
public final class ScopePattern {

	private static final int MAX_LENGTH = 200;

	private static final int MAX_OPEN_ENDED = 2;

	private ScopePattern() {
	}

	/**
	 * Compiles a pattern.
	 * @param expression a regular expression that has to match the whole of a scope
	 * @return the pattern
	 * @throws IllegalArgumentException with a sentence for the administrator if it is no
	 * regular expression, or one that could run away
	 */
	public static Pattern compile(String expression) {
		if (expression.isBlank() || expression.length() > MAX_LENGTH) {
			throw refused(expression, "1 to " + MAX_LENGTH + " characters");
		}
		Pattern pattern;
		try {
			pattern = Pattern.compile(expression);
		}
		catch (PatternSyntaxException ex) {
			throw refused(expression, "a regular expression: " + ex.getDescription());
		}
		new Scan(expression).run();
		return pattern;
	}

	private static IllegalArgumentException refused(String expression, String expected) {
		return new IllegalArgumentException("'" + expression + "' (expected: " + expected + ")");
	}

	/**
	 * Walks once over an expression that compiles. It knows groups, classes, escapes and
	 * quantifiers, which is all that decides how long a match can take.
	 */
	private static final class Scan {

		private final String expression;

		/** For each open group, whether what stands around it repeats or chooses. */
		private final Deque<Boolean> groups = new ArrayDeque<>();

		private boolean variesHere;

		private int openEnded;

		Scan(String expression) {
			this.expression = expression;
		}

		void run() {
			int position = 0;
			while (position < this.expression.length()) {
				position = step(position);
			}
		}

		private int step(int position) {
			char current = this.expression.charAt(position);
			return switch (current) {
				case '\\' -> escape(position);
				case '[' -> quantifier(characterClass(position), false);
				case '(' -> open(position);
				case ')' -> close(position);
				case '|' -> choose(position);
				case '^', '$' -> position + 1;
				default -> quantifier(position + 1, false);
			};
		}

		private int escape(int position) {
			char escaped = this.expression.charAt(position + 1);
			if (escaped == 'k' || (escaped >= '1' && escaped <= '9')) {
				throw refused(this.expression, "no reference back to a group");
			}
			if (escaped == 'Q') {
				throw refused(this.expression, "no quotation by \\Q");
			}
			int end = position + 2;
			if ((escaped == 'p' || escaped == 'P' || escaped == 'x' || escaped == 'u') && end < this.expression.length()
					&& this.expression.charAt(end) == '{') {
				end = this.expression.indexOf('}', end) + 1;
			}
			return quantifier(end, false);
		}

		private int characterClass(int position) {
			int depth = 0;
			int at = position;
			do {
				char current = this.expression.charAt(at);
				if (current == '\\') {
					at++;
				}
				else if (current == '[') {
					depth++;
					// A bracket that comes first in a class stands for itself.
					int first = at + 1;
					if (first < this.expression.length() && this.expression.charAt(first) == '^') {
						first++;
					}
					if (first < this.expression.length() && this.expression.charAt(first) == ']') {
						at = first;
					}
				}
				else if (current == ']') {
					depth--;
				}
				at++;
			}
			while (depth > 0 && at < this.expression.length());
			return at;
		}

		private int open(int position) {
			this.groups.push(this.variesHere);
			this.variesHere = false;
			if (!this.expression.startsWith("(?", position)) {
				return position + 1;
			}
			if (!this.expression.startsWith("(?:", position)) {
				throw refused(this.expression, "groups only as (...) or (?:...)");
			}
			return position + 3;
		}

		private int close(int position) {
			boolean inside = this.variesHere;
			this.variesHere = this.groups.pop() || inside;
			return quantifier(position + 1, inside);
		}

		private int choose(int position) {
			this.variesHere = true;
			return position + 1;
		}

		private int quantifier(int position, boolean mustNotRepeat) {
			if (position >= this.expression.length()) {
				return position;
			}
			char current = this.expression.charAt(position);
			boolean repeats = current == '*' || current == '+' || current == '{';
			if (!repeats && current != '?') {
				return position;
			}
			if (repeats) {
				if (mustNotRepeat) {
					throw refused(this.expression, "no repetition of a group that repeats or chooses within");
				}
				this.variesHere = true;
			}
			int end = position + 1;
			if (current == '{') {
				end = this.expression.indexOf('}', position) + 1;
			}
			if (repeats && ++this.openEnded > MAX_OPEN_ENDED) {
				throw refused(this.expression, "at most " + MAX_OPEN_ENDED + " repetitions");
			}
			// Lazy and possessive forms.
			if (end < this.expression.length() && "?+".indexOf(this.expression.charAt(end)) >= 0) {
				end++;
			}
			return end;
		}

	}

}
