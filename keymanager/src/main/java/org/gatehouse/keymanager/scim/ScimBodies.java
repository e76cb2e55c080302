package org.gatehouse.keymanager.scim;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Reads the bodies of requests, and no more of them than is good.
 */
@Component
class ScimBodies {

	/** Enough for as many members as a request may name, with their names and URLs. */
	static final int LARGEST = 4 * 1024 * 1024;

	private final JsonMapper json;

	ScimBodies(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Reads a body.
	 * @param request the request
	 * @return the JSON value that it is
	 * @throws IOException if the caller stopped sending
	 * @throws ScimProblem if it is too large (413), or no JSON
	 */
	JsonNode read(HttpServletRequest request) throws IOException {
		byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
		if (body.length > LARGEST) {
			throw new ScimProblem(413, null, "the body (expected: at most " + LARGEST + " bytes)");
		}
		try {
			JsonNode node = this.json.readTree(body);
			if (!node.isMissingNode()) {
				return node;
			}
		}
		catch (JacksonException _) {
			// Told below, without what was sent: there can be a password in it.
		}
		throw ScimProblem.invalidSyntax("the body (expected: a JSON document)");
	}

}
