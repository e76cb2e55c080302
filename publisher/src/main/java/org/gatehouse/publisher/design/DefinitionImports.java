package org.gatehouse.publisher.design;

import org.gatehouse.publisher.PublisherProperties;
import org.gatehouse.publisher.definition.Definition;
import org.gatehouse.publisher.definition.DefinitionLimits;
import org.gatehouse.publisher.definition.DefinitionProblem;
import org.gatehouse.publisher.definition.DefinitionReader;
import org.gatehouse.publisher.definition.DefinitionRefusal;
import org.gatehouse.publisher.definition.DefinitionResult;
import org.gatehouse.web.fetch.DocumentFetcher;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.FieldError;
import org.gatehouse.web.rest.TooLarge;

import org.springframework.stereotype.Component;

/**
 * Reads documents that someone uploaded, typed or pointed to.
 */
@Component
public class DefinitionImports {

	private final DefinitionReader reader = new DefinitionReader(DefinitionLimits.DEFAULT);

	private final DocumentFetcher fetcher;

	DefinitionImports(PublisherProperties properties) {
		this.fetcher = new DocumentFetcher("gatehouse.publisher.import-hosts", properties.importHosts());
	}

	/**
	 * Reads an uploaded document.
	 * @param document its bytes
	 * @return the definition or the refusal
	 */
	public DefinitionResult read(byte[] document) {
		return this.reader.read(document);
	}

	/**
	 * Reads a typed document.
	 * @param document its text
	 * @return the definition or the refusal
	 */
	public DefinitionResult read(String document) {
		return this.reader.read(document);
	}

	/**
	 * Fetches and reads a document.
	 * @param url an http or https URL
	 * @return the definition or the refusal
	 * @throws BadRequest if nothing can be fetched from there
	 * @throws TooLarge if the document is beyond the limit
	 */
	public DefinitionResult fetch(String url) {
		return this.reader.read(this.fetcher.fetch("url", url, DefinitionLimits.DEFAULT.maxBytes()));
	}

	/**
	 * Insists on a definition.
	 * @param result what became of reading a document
	 * @return the definition
	 * @throws BadRequest with each problem under its JSON pointer, and its line in the
	 * text
	 * @throws TooLarge if the document is beyond the limits
	 */
	public Definition require(DefinitionResult result) {
		return switch (result) {
			case Definition definition -> definition;
			case DefinitionRefusal refusal when refusal.reason() == DefinitionRefusal.Reason.TOO_LARGE ->
				throw new TooLarge(refusal.problems().getFirst().toString());
			case DefinitionRefusal refusal ->
				throw new BadRequest(refusal.problems().stream().map(DefinitionImports::error).toList());
		};
	}

	private static FieldError error(DefinitionProblem problem) {
		return new FieldError(problem.pointer().isEmpty() ? "definition" : problem.pointer(), null, problem.message()
				+ ((problem.line() != null) ? " [line " + problem.line() + ", column " + problem.column() + "]" : ""));
	}

}
