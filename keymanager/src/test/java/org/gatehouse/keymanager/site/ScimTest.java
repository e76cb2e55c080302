package org.gatehouse.keymanager.site;

import java.net.http.HttpRequest;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The base of tests that call the SCIM endpoints as an administrator.
 */
abstract class ScimTest extends KeyManagerTest {

	static final String ADMIN = basic("admin", "admin");

	@Autowired
	ScimTest(News news) {
		super(news);
	}

	/** Sends a request with a SCIM body, in which ' stands for ". */
	Answer scim(String method, String path, @Nullable String body, String... headers) {
		HttpRequest.Builder request = request("/scim2" + path).header("Authorization", ADMIN)
			.header("Content-Type", "application/scim+json")
			.method(method, (body != null) ? HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))
					: HttpRequest.BodyPublishers.noBody());
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return send(request);
	}

	/** Makes something, and tells its path. */
	String made(String path, String body) {
		Answer made = scim("POST", path, body);
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return path + "/" + made.text("id");
	}

	String user(String name, String more) {
		return made("/Users", "{'userName':'%s'%s}".formatted(name, more));
	}

	static String id(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

	Answer patch(String path, String operations, String... headers) {
		return scim("PATCH", path, """
				{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[%s]}"""
			.formatted(operations), headers);
	}

	/** What a filter finds among users, by their names. */
	List<String> names(String filter) {
		return names("/Users", "userName", filter);
	}

	List<String> names(String path, String attribute, String filter) {
		Answer found = scim("GET", path + "?" + encoded("filter", filter.replace('\'', '"')), null);
		assertThat(found.status()).as(found.body()).isEqualTo(200);
		List<String> names = found.json()
			.path("Resources")
			.valueStream()
			.map((JsonNode resource) -> resource.path(attribute).asString())
			.toList();
		assertThat(found.json().path("totalResults").asInt()).isEqualTo(names.size());
		return names;
	}

	static void assertRefused(Answer answer, int status, String type) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
		assertThat(answer.json().at("/schemas/0").asString()).isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
		assertThat(answer.text("status")).isEqualTo(Integer.toString(status));
		assertThat(answer.text("scimType")).isEqualTo(type);
		assertThat(answer.text("detail")).isNotEmpty();
	}

}
