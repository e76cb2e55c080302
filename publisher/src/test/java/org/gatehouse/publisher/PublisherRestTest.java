package org.gatehouse.publisher;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

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
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * The base of tests that call the publisher's REST interface, with the real database.
 */
@SpringBootTest(classes = PublisherTestApplication.class)
@AutoConfigureMockMvc
public abstract class PublisherRestTest implements PostgresTest {

	/** The REST interface's base path. */
	private static final String REST = "/api/am/publisher/v4";

	@Autowired
	protected MockMvcTester mvc;

	@Autowired
	protected PublisherFixture fixture;

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

		/** The body's id. */
		public String id() {
			return at("/id");
		}

		/** The entity tag. */
		public @Nullable String tag() {
			return this.response.getHeader(HttpHeaders.ETAG);
		}

	}

	protected Answer get(String path) {
		return call(HttpMethod.GET, "ann", path, null, null);
	}

	protected Answer post(String path) {
		return call(HttpMethod.POST, "ann", path, null, null);
	}

	protected Answer post(String path, String body) {
		return call(HttpMethod.POST, "ann", path, body.replace('\'', '"'), null);
	}

	protected Answer put(String path, String body, @Nullable String ifMatch) {
		return call(HttpMethod.PUT, "ann", path, body.replace('\'', '"'), ifMatch);
	}

	protected Answer delete(String path) {
		return call(HttpMethod.DELETE, "ann", path, null, null);
	}

	protected Answer call(HttpMethod method, @Nullable String token, String path, @Nullable String body,
			@Nullable String ifMatch) {
		var request = this.mvc.method(method).uri(REST + path);
		if (token != null) {
			request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
		}
		if (ifMatch != null) {
			request.header(HttpHeaders.IF_MATCH, ifMatch);
		}
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).content(body);
		}
		return answer(request.exchange().getResponse());
	}

	/** Sends a form with a file named {@code file}, where there is a document. */
	protected Answer upload(HttpMethod method, String path, @Nullable String document, Map<String, String> fields) {
		var request = this.mvc.method(method)
			.uri(REST + path)
			.header(HttpHeaders.AUTHORIZATION, "Bearer ann")
			.multipart();
		if (document != null) {
			request.file(new MockMultipartFile("file", "api.json", "application/json",
					document.getBytes(StandardCharsets.UTF_8)));
		}
		fields.forEach(request::param);
		return answer(request.exchange().getResponse());
	}

	private Answer answer(MockHttpServletResponse response) {
		String content = new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
		return new Answer(response.getStatus(), this.json.readTree(content.isEmpty() ? "{}" : content), response);
	}

	/** A body with name, context and version of its own, and more fields after them. */
	protected static String api(String more) {
		String name = PublisherFixture.name("Api");
		return api(name, name.toLowerCase(Locale.ROOT), more);
	}

	protected static String api(String name, String context, String more) {
		return "{'name':'" + name + "','context':'" + context + "','version':'1.0.0'"
				+ (more.isEmpty() ? "" : "," + more) + "}";
	}

	/** What an API needs to be published. */
	protected static String publishable() {
		return "'policies':['Gold'],'endpointConfig':{'endpoint_type':'http',"
				+ "'production_endpoints':{'url':'http://backend.example/base'}}";
	}

	/** Makes an API that can be published, and answers its id. */
	protected String created() {
		return post("/apis", api(publishable())).id();
	}

	/** Makes and publishes an API, and answers its id. */
	protected String published() {
		String id = created();
		step(id, "Publish");
		return id;
	}

	protected Answer step(String id, String action) {
		return post("/apis/change-lifecycle?apiId=" + id + "&action=" + action);
	}

}
