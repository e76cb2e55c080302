package org.gatehouse.publisher.definition;

import java.util.List;

import tools.jackson.databind.node.ObjectNode;

/**
 * A document that was read: what Gatehouse needs of it, and the document itself.
 *
 * @param specification the version of OpenAPI, such as {@code 2.0} or {@code 3.1.0}
 * @param title {@code info.title}; may be blank
 * @param version {@code info.version}; may be blank
 * @param description {@code info.description}; may be empty
 * @param tags the names of the document's tags, in order
 * @param servers the addresses that the document names, with variables replaced by their
 * defaults; relative where the document's are
 * @param basePath the path of the first server, without a slash at its end; empty for
 * none
 * @param operations in the document's order
 * @param scopes declared OAuth 2.0 scopes, in order
 * @param warnings what is odd but does not stop an import
 * @param document the whole document; treat as read-only
 */
public record Definition(String specification, String title, String version, String description, List<String> tags,
		List<String> servers, String basePath, List<DefinedOperation> operations, List<DefinedScope> scopes,
		List<DefinitionProblem> warnings, ObjectNode document) implements DefinitionResult {

	public Definition {
		tags = List.copyOf(tags);
		servers = List.copyOf(servers);
		operations = List.copyOf(operations);
		scopes = List.copyOf(scopes);
		warnings = List.copyOf(warnings);
	}

}
