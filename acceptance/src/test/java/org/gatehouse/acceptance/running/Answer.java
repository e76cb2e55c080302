package org.gatehouse.acceptance.running;

import java.net.http.HttpHeaders;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server answered.
 *
 * @param status the HTTP status, 0 where there was no answer
 * @param headers the headers
 * @param body the body as text; where there was no answer, why
 */
public record Answer(int status, HttpHeaders headers, String body) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/**
	 * The body as JSON.
	 * @return the tree, a missing node where the body is none
	 */
	public JsonNode json() {
		try {
			return this.body.isBlank() ? JSON.missingNode() : JSON.readTree(this.body);
		}
		catch (JacksonException _) {
			return JSON.missingNode();
		}
	}

	/**
	 * A field of the JSON body.
	 * @param name its name
	 * @return its value as text, empty where it is not there
	 */
	public String text(String name) {
		return json().path(name).asString("");
	}

	/**
	 * Makes sure of the status.
	 * @param expected the statuses that are well
	 * @return this answer
	 */
	public Answer expect(Integer... expected) {
		assertThat(this.status).as("status of: %s", this.body).isIn((Object[]) expected);
		return this;
	}

}
