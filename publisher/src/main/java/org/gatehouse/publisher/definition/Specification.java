package org.gatehouse.publisher.definition;

import org.gatehouse.publisher.definition.DefinitionRefusal.Reason;
import tools.jackson.databind.JsonNode;

/**
 * The OpenAPI specifications that are understood.
 */
enum Specification {

	V2("2.0"), V3_0("3.0"), V3_1("3.1");

	private static final String EXPECTED = "(expected: swagger 2.0, openapi 3.0.x or openapi 3.1.x)";

	private final String number;

	Specification(String number) {
		this.number = number;
	}

	String number() {
		return this.number;
	}

	/**
	 * Tells a document's specification.
	 * @param document its root object
	 * @return the specification
	 * @throws RefusedDocument where the document names none, or another one
	 */
	static Specification of(JsonNode document) throws RefusedDocument {
		if (document.has("swagger")) {
			String version = document.path("swagger").asString("");
			if (version.equals("2.0") || version.equals("2")) {
				return V2;
			}
			throw unsupported("/swagger", "Swagger '" + version + "' is not supported " + EXPECTED);
		}
		if (document.has("openapi")) {
			String version = document.path("openapi").asString("");
			if (version.matches("3\\.0(\\..*)?")) {
				return V3_0;
			}
			if (version.matches("3\\.1(\\..*)?")) {
				return V3_1;
			}
			throw unsupported("/openapi", "OpenAPI '" + version + "' is not supported " + EXPECTED);
		}
		throw unsupported("", "the document has neither 'openapi' nor 'swagger' " + EXPECTED);
	}

	private static RefusedDocument unsupported(String pointer, String message) {
		return new RefusedDocument(Reason.UNSUPPORTED, DefinitionProblem.at(pointer, message));
	}

}
