package org.gatehouse.publisher.design;

import java.util.Map;

import org.gatehouse.publisher.PublisherFixture;
import org.gatehouse.publisher.PublisherRestTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

class ImportRestIT extends PublisherRestTest {

	private static String document(String title) {
		return """
				{"openapi":"3.0.3","info":{"title":"%s","version":"1.2.3","description":"Pets"},
				 "servers":[{"url":"https://pets.example/v1"}],
				 "components":{"securitySchemes":{"default":{"type":"oauth2","flows":{"clientCredentials":
				   {"tokenUrl":"https://pets.example/token","scopes":{"pets_write":"Change pets"}}}}}},
				 "paths":{"/pets":{
				   "get":{"x-auth-type":"None","summary":"List","responses":{"200":{"description":"ok"}}},
				   "post":{"security":[{"default":["pets_write"]}],"responses":{"200":{"description":"ok"}}}}}}"""
			.formatted(title);
	}

	@Test
	void aFileBecomesAnApi() {
		String name = PublisherFixture.name("Pets");

		Answer imported = upload(HttpMethod.POST, "/apis/import-openapi", document(name), Map.of());

		assertThat(imported.status()).isEqualTo(201);
		assertThat(imported.at("/name")).isEqualTo(name);
		assertThat(imported.at("/version")).isEqualTo("1.2.3");
		assertThat(imported.at("/endpointConfig/production_endpoints/url")).isEqualTo("https://pets.example/v1");
		assertThat(imported.at("/operations/0/authType")).isEqualTo("None");
		assertThat(imported.at("/operations/1/authType")).isEqualTo("Application & Application User");
		assertThat(imported.at("/operations/1/scopes/0")).isEqualTo("pets_write");
	}

	@Test
	void additionalPropertiesWinOverTheDocument() {
		String name = PublisherFixture.name("Other");

		Answer imported = upload(HttpMethod.POST, "/apis/import-openapi", null, Map.of("inlineAPIDefinition",
				document("Title"), "additionalProperties",
				"{\"name\":\"" + name + "\",\"context\":\"" + name
						+ "\",\"version\":\"9\",\"policies\":[\"Gold\"],\"endpointConfig\":{\"production_endpoints\":"
						+ "{\"url\":\"http://else.example\"}}}"));

		assertThat(imported.status()).isEqualTo(201);
		assertThat(imported.at("/name")).isEqualTo(name);
		assertThat(imported.at("/context")).isEqualTo("/" + name);
		assertThat(imported.at("/version")).isEqualTo("9");
		assertThat(imported.at("/policies/0")).isEqualTo("Gold");
		assertThat(imported.at("/endpointConfig/production_endpoints/url")).isEqualTo("http://else.example");
		assertThat(imported.body().get("operations")).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense: [", "{}", "{\"openapi\":\"3.0.3\"}",
			"{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{}}",
			"{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{\"/x\":{\"get\":{\"x-throttling-tier\":"
					+ "\"Nope\",\"responses\":{\"200\":{\"description\":\"ok\"}}}}}}" })
	void aDocumentThatCannotBeTakenLeavesNoRow(String document) {
		Map<String, Long> before = this.fixture.rows();

		Answer refused = upload(HttpMethod.POST, "/apis/import-openapi", document, Map.of());

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isNotEmpty();
		assertThat(this.fixture.rows()).isEqualTo(before);
	}

	@Test
	void anImportWithATakenContextLeavesNoRow() {
		String name = PublisherFixture.name("Twice");
		upload(HttpMethod.POST, "/apis/import-openapi", document(name), Map.of());
		Map<String, Long> before = this.fixture.rows();

		Answer refused = upload(HttpMethod.POST, "/apis/import-openapi", document(name), Map.of());

		assertThat(refused.status()).isEqualTo(409);
		assertThat(this.fixture.rows()).isEqualTo(before);
	}

	@Test
	void oneSourceIsNeeded() {
		assertThat(upload(HttpMethod.POST, "/apis/import-openapi", null, Map.of()).at("/error/0/code"))
			.isEqualTo("file");
		assertThat(upload(HttpMethod.POST, "/apis/import-openapi", document("x"), Map.of("url", "http://x.example"))
			.status()).isEqualTo(400);
		assertThat(upload(HttpMethod.POST, "/apis/import-openapi", document("x"), Map.of("additionalProperties", "[]"))
			.at("/error/0/code")).isEqualTo("additionalProperties");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://x.example/a", "nonsense", "http://127.0.0.1/a", "http://169.254.169.254/latest",
			"http://[::1]/a", "http://10.0.0.1/", "http://user:pass@x.example/" })
	void aUrlThatLeadsNowhereItMayGoIsRefused(String url) {
		Answer refused = upload(HttpMethod.POST, "/apis/import-openapi", null, Map.of("url", url));

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo("url");
	}

	@Test
	void theDefinitionFollowsTheOperations() {
		Answer imported = upload(HttpMethod.POST, "/apis/import-openapi", document(PublisherFixture.name("Pets")),
				Map.of());
		put("/apis/" + imported.id(), "{'name':'" + imported.at("/name") + "','context':'" + imported.at("/context")
				+ "','version':'1.2.3','operations':[{'target':'/pets','verb':'GET','authType':'Application'}]}", null);

		Answer definition = get("/apis/" + imported.id() + "/swagger");

		assertThat(definition.at("/paths/~1pets/get/x-auth-type")).isEqualTo("Application");
		assertThat(definition.body().at("/paths/~1pets/post").isMissingNode()).isTrue();
	}

	@Test
	void aNewDefinitionReplacesTheOperations() {
		Answer created = post("/apis", api(""));

		Answer replaced = upload(HttpMethod.PUT, "/apis/" + created.id() + "/swagger", null,
				Map.of("apiDefinition", document("x")));

		assertThat(replaced.status()).isEqualTo(200);
		assertThat(get("/apis/" + created.id()).body().get("operations").findValuesAsString("target"))
			.containsExactly("/pets", "/pets");
		assertThat(get("/apis/" + created.id()).at("/operations/0/authType")).isEqualTo("None");
	}

	@Test
	void aDocumentIsValidatedWithoutBeingStored() {
		Map<String, Long> before = this.fixture.rows();

		Answer valid = upload(HttpMethod.POST, "/apis/validate-openapi", document("Pets"), Map.of());
		Answer invalid = upload(HttpMethod.POST, "/apis/validate-openapi", "{\"openapi\":\"3.0.3\"}", Map.of());

		assertThat(valid.at("/isValid")).isEqualTo("true");
		assertThat(valid.at("/info/openAPIVersion")).isEqualTo("3.0.3");
		assertThat(invalid.at("/isValid")).isEqualTo("false");
		assertThat(invalid.body().get("errors")).isNotEmpty();
		assertThat(this.fixture.rows()).isEqualTo(before);
	}

}
