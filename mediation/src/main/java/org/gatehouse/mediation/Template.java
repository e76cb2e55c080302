package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Text with places for values: what stands between <code>${</code> and <code>}</code> is
 * an expression; <code>$${</code> stands for a plain <code>${</code>.
 */
final class Template {

	static final Template EMPTY = new Template(List.of(), Escaping.NONE, "");

	private final List<Part> parts;

	private final Escaping escaping;

	private final @Nullable String constant;

	private Template(List<Part> parts, Escaping escaping, @Nullable String constant) {
		this.parts = parts;
		this.escaping = escaping;
		this.constant = constant;
	}

	private record Part(String text, @Nullable Expression expression) {

	}

	/**
	 * Reads a template.
	 * @param text as it was typed
	 * @param escaping how values are written
	 * @param expressions compiles
	 * @param scope what expressions may look at
	 * @return the template
	 * @throws IllegalArgumentException if it is broken, with what was expected as message
	 */
	static Template parse(String text, Escaping escaping, Expressions expressions, Expressions.Scope scope) {
		List<Part> parts = new ArrayList<>();
		StringBuilder plain = new StringBuilder();
		int at = 0;
		for (int mark = text.indexOf("${"); mark >= 0; mark = text.indexOf("${", at)) {
			if (mark > at && text.charAt(mark - 1) == '$') {
				plain.append(text, at, mark - 1).append("${");
				at = mark + 2;
				continue;
			}
			plain.append(text, at, mark);
			int end = end(text, mark + 2);
			parts.add(new Part(plain.toString(), expressions.text(text.substring(mark + 2, end).strip(), scope)));
			plain.setLength(0);
			at = end + 1;
		}
		plain.append(text, at, text.length());
		if (parts.isEmpty()) {
			return new Template(List.of(), escaping, plain.toString());
		}
		parts.add(new Part(plain.toString(), null));
		return new Template(List.copyOf(parts), escaping, null);
	}

	/** The closing brace that is neither within quotes nor of an inner pair. */
	private static int end(String text, int from) {
		char quote = 0;
		int depth = 0;
		for (int i = from; i < text.length(); i++) {
			char c = text.charAt(i);
			if (quote != 0) {
				if (c == '\\') {
					i++;
				}
				else if (c == quote) {
					quote = 0;
				}
			}
			else if (c == '"' || c == '\'') {
				quote = c;
			}
			else if (c == '{') {
				depth++;
			}
			else if (c == '}' && depth-- == 0) {
				return i;
			}
		}
		throw new IllegalArgumentException("a closing brace for each ${");
	}

	/**
	 * Fills in the values.
	 * @param message what expressions look at
	 * @return the text
	 */
	String render(Message message) {
		return (this.constant != null) ? this.constant : render(View.of(message));
	}

	String render(View view) {
		if (this.constant != null) {
			return this.constant;
		}
		StringBuilder out = new StringBuilder();
		for (Part part : this.parts) {
			out.append(part.text());
			if (part.expression() != null) {
				out.append(this.escaping.escape(part.expression().text(view)));
			}
		}
		return out.toString();
	}

	/** The text where no value changes it, null where one does. */
	@Nullable String constant() {
		return this.constant;
	}

}
