package org.gatehouse.publisher.definition;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a document, and where.
 *
 * @param pointer the JSON pointer (RFC 6901) of the place, empty for the whole document
 * @param line the line, from 1; null where only the pointer is known
 * @param column the column, from 1; null where only the pointer is known
 * @param message what is wrong and what was expected, in one sentence without the place
 */
public record DefinitionProblem(String pointer, @Nullable Integer line, @Nullable Integer column, String message) {

	static DefinitionProblem at(String pointer, String message) {
		return new DefinitionProblem(pointer, null, null, message);
	}

	DefinitionProblem on(int foundLine, int foundColumn) {
		return new DefinitionProblem(this.pointer, foundLine, foundColumn, this.message);
	}

	/**
	 * The place in words.
	 * @return such as {@code line 3, column 7 (/info/title)}; never empty
	 */
	public String place() {
		String path = this.pointer.isEmpty() ? "the document's root" : this.pointer;
		if (this.line == null) {
			return path;
		}
		String position = "line " + this.line + ", column " + this.column;
		return this.pointer.isEmpty() ? position : position + " (" + path + ")";
	}

	@Override
	public String toString() {
		return place() + ": " + this.message;
	}

}
