package org.gatehouse.publisher.definition;

import org.gatehouse.web.rest.BadRequest;
import tools.jackson.databind.JsonNode;

/**
 * Reads other documents than definitions with the same care: JSON or YAML without
 * objects, bombs and endless depth.
 */
public final class SpecificationFile {

	private static final DefinitionLimits LIMITS = new DefinitionLimits(256 * 1024, 50, 20_000);

	private SpecificationFile() {
	}

	/**
	 * Reads a document.
	 * @param text JSON or YAML
	 * @return its root
	 * @throws BadRequest if it cannot be read
	 */
	public static JsonNode read(String text) {
		try {
			return DocumentSource.of(text, LIMITS).parse();
		}
		catch (RefusedDocument ex) {
			throw new BadRequest("policySpecFile", null, "JSON or YAML; " + ex.getMessage());
		}
	}

}
