package org.gatehouse.keymanager.scim;

import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScimProjectionTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static String shown(String parameter, String names) {
		ObjectNode user = (ObjectNode) JSON.readTree("""
				{"schemas":["s"],"id":"1","userName":"ann","name":{"givenName":"A","familyName":"L"},
				 "emails":[{"value":"a@b.c","type":"work"}]}""");
		return ScimProjection.of(Map.of(parameter, names)).apply(user).toString();
	}

	@Test
	void showsWhatWasAskedForWithItsIdentity() {
		assertThat(shown("attributes", "USERNAME, name.givenName"))
			.isEqualTo("{\"schemas\":[\"s\"],\"id\":\"1\",\"userName\":\"ann\",\"name\":{\"givenName\":\"A\"}}");
		assertThat(shown("attributes", "urn:ietf:params:scim:schemas:core:2.0:User:emails.value"))
			.isEqualTo("{\"schemas\":[\"s\"],\"id\":\"1\",\"emails\":[{\"value\":\"a@b.c\"}]}");
		assertThat(shown("attributes", "nickName")).isEqualTo("{\"schemas\":[\"s\"],\"id\":\"1\"}");
	}

	@Test
	void leavesOutWhatWasExcludedButNeverTheIdentity() {
		assertThat(shown("excludedAttributes", "id,schemas,emails,name.familyName"))
			.isEqualTo("{\"schemas\":[\"s\"],\"id\":\"1\",\"userName\":\"ann\",\"name\":{\"givenName\":\"A\"}}");
		assertThat(shown("excludedAttributes", "")).contains("emails", "familyName");
	}

	@Test
	void refusesBothAtOnce() {
		assertThatExceptionOfType(ScimProblem.class)
			.isThrownBy(() -> ScimProjection.of(Map.of("attributes", "a", "excludedAttributes", "b")));
	}

}
