package org.gatehouse.store;

import java.io.UnsupportedEncodingException;
import java.net.URI;

import org.gatehouse.testkit.postgres.PostgresTest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * The base of tests that call the store's REST interface, with the real database.
 */
@SpringBootTest(classes = StoreTestApplication.class)
@AutoConfigureMockMvc
public abstract class StoreRestTest implements PostgresTest {

	@Autowired
	protected MockMvcTester mvc;

	@Autowired
	protected StoreFixture store;

	private final JsonMapper json = new JsonMapper();

	/**
	 * An answer.
	 *
	 * @param status the HTTP status
	 * @param body the JSON of the body, an empty object where there is none
	 * @param response for its headers
	 */
	public record Answer(int status, JsonNode body, MockHttpServletResponse response) {

		/**
		 * A text in the body.
		 * @param pointer where
		 * @return the text, empty where there is none
		 */
		public String at(String pointer) {
			JsonNode node = this.body.at(pointer);
			return (node.isMissingNode() || node.isNull()) ? "" : node.asString();
		}

	}

	protected Answer get(@Nullable String token, String path) {
		return call(HttpMethod.GET, token, path, null, null);
	}

	protected Answer post(@Nullable String token, String path, String body) {
		return call(HttpMethod.POST, token, path, body.replace('\'', '"'), null);
	}

	protected Answer put(@Nullable String token, String path, String body) {
		return call(HttpMethod.PUT, token, path, body.replace('\'', '"'), null);
	}

	protected Answer delete(@Nullable String token, String path) {
		return call(HttpMethod.DELETE, token, path, null, null);
	}

	protected Answer call(HttpMethod method, @Nullable String token, String path, @Nullable String body,
			@Nullable String ifMatch) {
		var request = this.mvc.method(method).uri(URI.create(StorePaths.REST + path));
		if (token != null) {
			request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
		}
		if (ifMatch != null) {
			request.header(HttpHeaders.IF_MATCH, ifMatch);
		}
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).content(body);
		}
		MockHttpServletResponse response = request.exchange().getResponse();
		try {
			String content = response.getContentAsString();
			return new Answer(response.getStatus(), this.json.readTree(content.isEmpty() ? "{}" : content), response);
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Makes an application and answers its id. */
	protected String application(String user) {
		return post(user, "/applications", "{'name':'" + StoreFixture.name("app") + "','throttlingPolicy':'Unlimited'}")
			.at("/applicationId");
	}

}
