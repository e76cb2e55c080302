package org.gatehouse.keymanager.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.gatehouse.keymanager.scim.ScimFilter.Compare;
import org.gatehouse.keymanager.scim.ScimFilter.Operator;
import org.gatehouse.keymanager.scim.ScimFilter.Present;
import org.gatehouse.keymanager.scim.ScimFilter.Within;
import org.gatehouse.keymanager.scim.ScimTokens.End;
import org.gatehouse.keymanager.scim.ScimTokens.Mark;
import org.gatehouse.keymanager.scim.ScimTokens.Quoted;
import org.gatehouse.keymanager.scim.ScimTokens.Token;
import org.gatehouse.keymanager.scim.ScimTokens.Word;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters and paths (the grammars of RFC 7644, figures 1 and 7) by recursive
 * descent. How deep, how long and how many comparisons they can be has a limit, since
 * they come from outside and become SQL.
 */
final class ScimFilterParser {

	static final int DEEPEST = 20;

	static final int MOST_COMPARISONS = 100;

	private static final Pattern NAME = Pattern.compile("[A-Za-z$][\\w$-]*(\\.[A-Za-z$][\\w$-]*)?");

	private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

	private final List<Token> tokens;

	private int position;

	private int depth;

	private int comparisons;

	private boolean inBrackets;

	private ScimFilterParser(List<Token> tokens) {
		this.tokens = tokens;
	}

	/**
	 * Reads a filter.
	 * @param text the filter
	 * @return what it says
	 * @throws ScimProblem invalidFilter, if it is none or beyond the limits
	 */
	static ScimFilter parse(String text) {
		ScimFilterParser parser = new ScimFilterParser(ScimTokens.of(text));
		ScimFilter filter = parser.either();
		parser.end();
		return filter;
	}

	/**
	 * Reads the path of a PATCH step.
	 * @param text the path
	 * @return what it names
	 * @throws ScimProblem invalidPath, or invalidFilter where it is about the filter in
	 * it
	 */
	static ScimPath path(String text) {
		ScimFilterParser parser = new ScimFilterParser(pathTokens(text));
		if (!(parser.next() instanceof Word(String written))) {
			throw ScimProblem.invalidPath(text);
		}
		String name = ScimSchemas.withoutSchema(written);
		if (!NAME.matcher(name).matches()) {
			throw ScimProblem.invalidPath(text);
		}
		ScimPath path;
		if (parser.take('[')) {
			ScimFilter filter = parser.brackets();
			path = new ScimPath(text, name, filter, parser.subAttribute(text));
		}
		else {
			int dot = name.indexOf('.');
			path = (dot < 0) ? new ScimPath(text, name, null, null)
					: new ScimPath(text, name.substring(0, dot), null, name.substring(dot + 1));
		}
		if (!(parser.peek() instanceof End)) {
			throw ScimProblem.invalidPath(text);
		}
		return path;
	}

	private static List<Token> pathTokens(String text) {
		try {
			return ScimTokens.of(text);
		}
		catch (ScimProblem _) {
			throw ScimProblem.invalidPath(text);
		}
	}

	private @Nullable String subAttribute(String text) {
		if (!(peek() instanceof Word(String word))) {
			return null;
		}
		this.position++;
		if (!word.startsWith(".") || word.indexOf('.', 1) > 0 || !NAME.matcher(word.substring(1)).matches()) {
			throw ScimProblem.invalidPath(text);
		}
		return word.substring(1);
	}

	private ScimFilter either() {
		List<ScimFilter> parts = joined("or", this::both);
		return (parts.size() == 1) ? parts.getFirst() : new ScimFilter.Or(parts);
	}

	private ScimFilter both() {
		List<ScimFilter> parts = joined("and", this::one);
		return (parts.size() == 1) ? parts.getFirst() : new ScimFilter.And(parts);
	}

	private List<ScimFilter> joined(String by, Supplier<ScimFilter> part) {
		List<ScimFilter> parts = new ArrayList<>();
		do {
			parts.add(part.get());
		}
		while (takeWord(by));
		return List.copyOf(parts);
	}

	private ScimFilter one() {
		if (take('(')) {
			return parentheses();
		}
		Token token = next();
		if (!(token instanceof Word(String written))) {
			throw unexpected(token, "the name of an attribute");
		}
		if (written.equalsIgnoreCase("not") && take('(')) {
			return new ScimFilter.Not(parentheses());
		}
		return comparison(written);
	}

	private ScimFilter parentheses() {
		deeper();
		ScimFilter inner = either();
		close(')');
		return inner;
	}

	private ScimFilter brackets() {
		deeper();
		this.inBrackets = true;
		ScimFilter inner = either();
		this.inBrackets = false;
		close(']');
		return inner;
	}

	private void deeper() {
		if (++this.depth > DEEPEST) {
			throw ScimProblem.invalidFilter("deeper than " + DEEPEST + " (expected: fewer parentheses)");
		}
	}

	private void close(char mark) {
		Token token = next();
		if (!token.equals(new Mark(mark))) {
			throw unexpected(token, "'" + mark + "', and or or");
		}
		this.depth--;
	}

	private ScimFilter comparison(String written) {
		String name = ScimSchemas.withoutSchema(written);
		if (!NAME.matcher(name).matches()) {
			throw ScimProblem.invalidFilter("'" + written + "' (expected: the name of an attribute)");
		}
		if (++this.comparisons > MOST_COMPARISONS) {
			throw ScimProblem.invalidFilter("more than " + MOST_COMPARISONS + " comparisons (expected: fewer)");
		}
		int dot = name.indexOf('.');
		if (take('[')) {
			if (this.inBrackets || dot >= 0) {
				throw ScimProblem.invalidFilter("'" + written + "[' (expected: brackets behind one attribute's name)");
			}
			return new Within(name, brackets());
		}
		return (dot < 0) ? compared(name) : inside(name.substring(0, dot), compared(name.substring(dot + 1)));
	}

	/** That a list has no such value is not the same as that it has another value. */
	private static ScimFilter inside(String name, ScimFilter part) {
		return (part instanceof ScimFilter.Not(ScimFilter opposite)) ? new ScimFilter.Not(new Within(name, opposite))
				: new Within(name, part);
	}

	private ScimFilter compared(String name) {
		Token token = next();
		if (!(token instanceof Word(String written))) {
			throw unexpected(token, "an operator behind '" + name + "'");
		}
		String operator = written.toUpperCase(Locale.ROOT);
		return switch (operator) {
			case "PR" -> new Present(name);
			case "EQ", "NE" -> {
				ScimFilter.Value value = value();
				ScimFilter same = (value != null) ? new Compare(name, Operator.EQ, value) : absent(name);
				yield operator.equals("EQ") ? same : opposite(same);
			}
			case "CO", "SW", "EW", "GT", "GE", "LT", "LE" -> {
				ScimFilter.Value value = value();
				if (value == null) {
					throw ScimProblem.invalidFilter(name + " " + written + " null (expected: eq or ne, or a value)");
				}
				yield new Compare(name, Operator.valueOf(operator), value);
			}
			default -> throw ScimProblem
				.invalidFilter("'" + written + "' (expected: eq, ne, co, sw, ew, pr, gt, ge, lt or le)");
		};
	}

	private static ScimFilter absent(String name) {
		return new ScimFilter.Not(new Present(name));
	}

	private static ScimFilter opposite(ScimFilter filter) {
		return (filter instanceof ScimFilter.Not(ScimFilter part)) ? part : new ScimFilter.Not(filter);
	}

	/** The value that comes next; null where it is JSON's null. */
	private ScimFilter.@Nullable Value value() {
		Token token = next();
		return switch (token) {
			case Quoted(String text) -> new ScimFilter.Text(text);
			// JSON's words are in lower case, but some clients write True.
			case Word(String word) when word.equalsIgnoreCase("true") -> new ScimFilter.Truth(true);
			case Word(String word) when word.equalsIgnoreCase("false") -> new ScimFilter.Truth(false);
			case Word(String word) when word.equals("null") -> null;
			case Word(String word) when NUMBER.matcher(word).matches() -> new ScimFilter.Digits(word);
			case Word _, Mark _, End _ ->
				throw unexpected(token, "a text in double quotes, a number, true, false or null");
		};
	}

	private Token peek() {
		return this.tokens.get(this.position);
	}

	/** The end stays where it is. */
	private Token next() {
		Token token = peek();
		if (!(token instanceof End)) {
			this.position++;
		}
		return token;
	}

	private boolean take(char mark) {
		boolean there = peek().equals(new Mark(mark));
		this.position += there ? 1 : 0;
		return there;
	}

	private boolean takeWord(String word) {
		boolean there = peek() instanceof Word(String written) && written.equalsIgnoreCase(word);
		this.position += there ? 1 : 0;
		return there;
	}

	private void end() {
		if (!(peek() instanceof End)) {
			throw unexpected(peek(), "and, or, or the end");
		}
	}

	private static ScimProblem unexpected(Token token, String expected) {
		return ScimProblem.invalidFilter(token + " (expected: " + expected + ")");
	}

}
