package org.gatehouse.publisher.definition;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * A document's text in one of the two languages that OpenAPI may be written in.
 */
sealed interface DocumentSource permits JsonSource, YamlSource {

	/**
	 * Parses the text.
	 * @return its root value
	 * @throws RefusedDocument where the text is malformed, has a key twice in one object,
	 * or is beyond the limits
	 */
	JsonNode parse() throws RefusedDocument;

	/**
	 * Adds lines to problems of a text that {@link #parse()} has accepted.
	 * @param problems with pointers
	 * @return the same problems in the same order
	 */
	List<DefinitionProblem> locate(List<DefinitionProblem> problems);

	/**
	 * Chooses the language by the first character that counts.
	 * @param text the document
	 * @param limits what to refuse
	 * @return JSON where it opens an object or an array, else YAML
	 */
	static DocumentSource of(String text, DefinitionLimits limits) {
		String start = text.stripLeading();
		boolean json = start.startsWith("{") || start.startsWith("[");
		return json ? new JsonSource(text, limits) : new YamlSource(text, limits);
	}

}
