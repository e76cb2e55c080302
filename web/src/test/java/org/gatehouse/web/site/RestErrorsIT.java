package org.gatehouse.web.site;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = { TestSite.class, TestSite.Items.class, TestSite.Pages.class })
@AutoConfigureMockMvc
class RestErrorsIT {

	@Autowired
	private MockMvcTester mvc;

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			{"name":"x","size":"large","colours":[]}      ; size       ; a number
			{"name":"x","size":1,"colours":["RED","BLUE"]}; colours[1] ; RED, GREEN
			{"name":"x","size":1,"colours":"RED"}         ; colours    ; an array
			{"name":["x"],"size":1,"colours":[]}          ; name       ; a string
			{"size":1,"colours":[]}                       ; name       ; 1 to 60 characters
			[]                                            ; body       ; an object
			{"name":                                      ; body       ; a JSON document
			""")
	void aWrongBodyIsAnsweredWithTheFieldAndTheExpectation(String body, String field, String expectation) {
		var answer = assertThat(
				this.mvc.post().uri("/api/am/test/v1/items").contentType(MediaType.APPLICATION_JSON).content(body));
		answer.hasStatus(400);
		answer.bodyJson().extractingPath("$.code").isEqualTo(400);
		answer.bodyJson().extractingPath("$.error[0].code").isEqualTo(field);
		answer.bodyJson().extractingPath("$.error[0].message").asString().contains(expectation);
	}

	@Test
	void aTakenNameIs409WithItsField() {
		var answer = assertThat(this.mvc.post()
			.uri("/api/am/test/v1/items")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"name\":\"taken\",\"size\":1,\"colours\":[]}"));
		answer.hasStatus(409);
		answer.bodyJson().extractingPath("$.error[0].code").isEqualTo("name");
	}

	@ParameterizedTest
	@CsvSource({ "/api/am/test/v1/items/5f7e2a9e-21e9-4a51-8d6b-000000000000, 404",
			"/api/am/test/v1/items/nonsense, 404", "/api/am/test/v1/nothing, 404", "/api/am/test/v1/items?limit=0, 400",
			"/api/am/test/v1/items?offset=x, 400" })
	void everyRefusalHasTheContractsShape(String uri, int status) {
		var answer = assertThat(this.mvc.get().uri(uri).header("X-Request-Id", "my-id-1"));
		answer.hasStatus(status).hasHeader("X-Request-Id", "my-id-1");
		answer.bodyJson().hasPathSatisfying("$.code", code -> code.assertThat().isEqualTo(status));
		answer.bodyJson().extractingPath("$.moreInfo").isEqualTo("request my-id-1");
		answer.bodyJson().hasPath("$.message").hasPath("$.description").hasPath("$.error");
	}

	@Test
	void aWrongMethodOrMediaTypeKeepsItsStatus() {
		assertThat(this.mvc.delete().uri("/api/am/test/v1/items")).hasStatus(405).headers().containsHeader("Allow");
		assertThat(this.mvc.post().uri("/api/am/test/v1/items").contentType(MediaType.TEXT_PLAIN).content("x"))
			.hasStatus(415);
	}

	@Test
	void aBugIs500WithoutDetails() {
		var answer = assertThat(this.mvc.get().uri("/api/am/test/v1/bug"));
		answer.hasStatus(500);
		answer.bodyText().doesNotContain("secret-host").doesNotContain("Exception");
	}

	@Test
	void aClientThatHasLeftIsToldNothing() {
		assertThat(this.mvc.get().uri("/api/am/test/v1/gone")).bodyText().isEmpty();
	}

	@Test
	void aMissingOrBadTokenIs401WithAChallenge() {
		var none = assertThat(this.mvc.get().uri("/api/am/test/v1/secret"));
		none.hasStatus(401).headers().containsHeader("WWW-Authenticate");
		none.bodyJson().extractingPath("$.code").isEqualTo(401);
		var bad = assertThat(this.mvc.get().uri("/api/am/test/v1/secret").header("Authorization", "Bearer abc"));
		bad.hasStatus(401).bodyText().doesNotContain("abc\"");
	}

	@Test
	void aListHasLinksThatKeepTheQuery() {
		var answer = assertThat(this.mvc.get().uri("/api/am/test/v1/items?query=tag:x&limit=2&offset=2"));
		answer.bodyJson().extractingPath("$.pagination.next").isEqualTo("/items?query=tag:x&limit=2&offset=4");
		answer.bodyJson().extractingPath("$.pagination.total").isEqualTo(40);
	}

}
