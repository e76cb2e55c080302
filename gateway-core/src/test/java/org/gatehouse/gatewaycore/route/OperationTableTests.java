package org.gatehouse.gatewaycore.route;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OperationTableTests {

	private static OperationTable<String> table(String... patterns) {
		OperationTable<String> table = new OperationTable<>();
		for (String pattern : patterns) {
			table.put(HttpVerb.GET, new UrlPattern(pattern), pattern);
		}
		return table;
	}

	@ParameterizedTest
	@CsvSource({ "'', /", "/, /", "/items, /items", "/items/, /items", "/items/new, /items/new",
			"/items/5, /items/{id}", "/items/5/, /items/{id}", "/items/5.json, /items/{id}.json",
			"/items/.json, /items/{id}", "/items/a:b, /items/{a}:{b}", "/items/5/parts, /items/{id}/parts",
			"/items/new/parts, /items/{id}/parts", "/items/5/other, ", "/files, /files/*", "/files/, /files/*",
			"/files/a/b/c, /files/*", "/files/a/special, /files/{x}/special", "/gr%C3%B6%C3%9Fe, /größe", "/unknown, ",
			"/v1/a/b/c, /v1/{+name}", "/state/town/x, /state/*/x", "/abc-5, /abc*" })
	void theMostSpecificPatternWins(String path, String pattern) {
		OperationTable<String> table = table("/", "/items", "/items/{id}", "/items/{id}.json", "/items/{a}:{b}",
				"/items/new", "/items/{id}/parts", "/files/*", "/files/{x}/special", "/größe", "/v1/{+name}",
				"/state/*/x", "/abc*");
		assertThat(table.find(HttpVerb.GET, path, 0)).isEqualTo(pattern);
	}

	@Test
	void aResourceThatLacksTheMethodGivesWay() {
		OperationTable<String> table = new OperationTable<>();
		table.put(HttpVerb.GET, new UrlPattern("/items/{id}"), "one");
		table.put(HttpVerb.POST, new UrlPattern("/*"), "all");
		assertThat(table.find(HttpVerb.POST, "/items/5", 0)).isEqualTo("all");
		assertThat(table.find(HttpVerb.DELETE, "/items/5", 0)).isNull();
		assertThat(table.verbs("/items/5", 0)).containsExactly(HttpVerb.GET, HttpVerb.POST, HttpVerb.HEAD);
		assertThat(table.verbs("/x", 0)).containsExactly(HttpVerb.POST);
	}

	@Test
	void headIsServedByTheGetOfTheSameResource() {
		OperationTable<String> table = new OperationTable<>();
		table.put(HttpVerb.GET, new UrlPattern("/secret"), "secret");
		table.put(HttpVerb.HEAD, new UrlPattern("/*"), "open");
		assertThat(table.find(HttpVerb.HEAD, "/secret", 0)).isEqualTo("secret");
		assertThat(table.find(HttpVerb.HEAD, "/other", 0)).isEqualTo("open");
	}

	@Test
	void thePathBelowThePrefixDecides() {
		assertThat(table("/a").find(HttpVerb.GET, "/ctx/1.0.0/a", 10)).isEqualTo("/a");
		assertThat(table("/*").find(HttpVerb.GET, "/ctx/1.0.0", 10)).isEqualTo("/*");
	}

	@Test
	void thousandsOfPathsAreFound() {
		OperationTable<String> table = new OperationTable<>();
		for (int i = 0; i < 5000; i++) {
			table.put(HttpVerb.GET, new UrlPattern("/resource" + i + "/{id}"), "r" + i);
		}
		assertThat(table.find(HttpVerb.GET, "/resource4711/x", 0)).isEqualTo("r4711");
		assertThat(table.find(HttpVerb.GET, "/resource5000/x", 0)).isNull();
	}

	@Test
	void theLongestPrefixWins() {
		ApiTable.Editor<String> editor = new ApiTable.Editor<>();
		editor.put("/news", "default");
		editor.put("/news/1.0.0", "one");
		editor.put("/t/acme.com/news/1.0.0", "acme");
		ApiTable<String> apis = editor.table();
		assertThat(apis.find("/news/1.0.0/x")).isEqualTo(new ApiTable.Match<>("one", 11));
		assertThat(apis.find("/news/1.0.1/x")).isEqualTo(new ApiTable.Match<>("default", 5));
		assertThat(apis.find("/news")).isEqualTo(new ApiTable.Match<>("default", 5));
		assertThat(apis.find("/t/acme.com/news/1.0.0")).isEqualTo(new ApiTable.Match<>("acme", 22));
		assertThat(apis.find("/newsx")).isNull();
		assertThat(apis.find("/t")).isNull();
	}

	@Test
	void aVersionOfTheTableStaysAsItWas() {
		ApiTable.Editor<String> editor = new ApiTable.Editor<>();
		for (int i = 0; i < 100; i++) {
			editor.put("/api" + i + "/1", "a" + i);
		}
		ApiTable<String> before = editor.table();
		editor.put("/api1/1", "other");
		editor.put("/api1/2", "new");
		for (int i = 2; i < 100; i++) {
			editor.remove("/api" + i + "/1");
		}
		editor.remove("/api1/3");
		ApiTable<String> after = editor.table();
		for (int i = 0; i < 100; i++) {
			assertThat(before.find("/api" + i + "/1/x")).as("before %d", i)
				.isEqualTo(new ApiTable.Match<>("a" + i, ("/api" + i + "/1").length()));
			assertThat(after.find("/api" + i + "/1") == null).as("after %d", i).isEqualTo(i > 1);
		}
		assertThat(before.find("/api1/2")).isNull();
		assertThat(after.find("/api1/1")).isEqualTo(new ApiTable.Match<>("other", 7));
		assertThat(after.find("/api1/2")).isEqualTo(new ApiTable.Match<>("new", 7));
		editor.put("/api50/1", "back");
		assertThat(editor.table().find("/api50/1")).isEqualTo(new ApiTable.Match<>("back", 8));
	}

}
