package org.gatehouse.publisher.definition;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class HostileDefinitionTests {

	private static final String VALID = """
			openapi: 3.0.0
			info: {title: "News \\u00e4", version: '1.0', x-n: 1.5e3}
			paths:
			  /items/{id}: &item
			    parameters:
			    - {name: id, in: path, required: true, schema: {type: string, enum: [a, b]}}
			    get:
			      responses:
			        '200':
			          description: |
			            Many
			            lines
			  /other/{id}: *item
			""";

	private static final String VALID_JSON = """
			{"swagger": "2.0", "info": {"title": "News \\u00e4", "version": "1.0", "x-n": 1.5e3},
			 "paths": {"/items/{id}": {"get": {"parameters": [{"name": "id", "in": "path", "required": true,
			 "type": "string"}], "responses": {"200": {"description": "OK", "schema": {"type": "object"}}}}}}}
			""";

	private final DefinitionReader reader = new DefinitionReader(DefinitionLimits.DEFAULT);

	static Stream<Arguments> documents() {
		StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
		for (int i = 1; i < 20; i++) {
			bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
		}
		StringBuilder wrong = new StringBuilder("{\"swagger\": \"2.0\", \"paths\": {\"x-\": 0");
		for (int i = 0; i < 20_000; i++) {
			wrong.append(", \"/p%d\": {\"get\": {\"responses\": {\"200\": 5}}}".formatted(i));
		}
		return Stream.of(Arguments.of("deep JSON", "[".repeat(100_000), "levels"),
				Arguments.of("deep objects", "{\"a\":".repeat(100_000), "levels"),
				Arguments.of("deep YAML", "a: " + "[".repeat(100_000), "levels"),
				Arguments.of("deep blocks", "- ".repeat(10_000), "levels"),
				Arguments.of("aliases that expand", bomb.toString(), "too many values"),
				Arguments.of("an alias within itself", "a: &a\n  b: *a\n", "no anchor before it"),
				Arguments.of("a class to make", "a: !!javax.script.ScriptEngineManager [x]", "not known"),
				Arguments.of("a tag", "a: !ruby/object x", "not known"),
				Arguments.of("a key twice", "openapi: 3.0.0\nopenapi: 3.0.1", "there twice"),
				Arguments.of("a JSON key twice", "{\"openapi\": \"3.0.0\", \"openapi\": \"1\"}", "Duplicate"),
				Arguments.of("a huge number", "{\"openapi\": \"3.0.0\", \"x-a\": 1e1000000000}", "exponent"),
				Arguments.of("a huge version", "openapi: 3.0.0\ninfo: {version: 1e1000000000}", "exponent"),
				Arguments.of("a NUL", "{\"openapi\": \"3.0.0\", \"x-a\": \"\\u0000\"}", "no text"),
				Arguments.of("half a pair", "{\"openapi\": \"3.0.0\", \"x-a\": \"\\ud800\"}", "no text"),
				Arguments.of("two values", "{} {}", "second value"), Arguments.of("nothing", "", "empty"),
				Arguments.of("two documents", "a: 1\n---\nb: 2\n", "second document"),
				Arguments.of("XML", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "no object"),
				Arguments.of("many errors", wrong.append("}}").toString(), "integer found, object expected"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("documents")
	void refusesInShortTime(String name, String document, String message) {
		DefinitionResult result = assertTimeout(Duration.ofSeconds(20), () -> this.reader.read(document));
		assertThat(result).isInstanceOfSatisfying(DefinitionRefusal.class,
				(refusal) -> assertThat(refusal.problems().getFirst().toString()).contains(message, "line "));
	}

	@Test
	void answersAnyTruncation() {
		for (String document : new String[] { VALID, VALID_JSON }) {
			assertThat(this.reader.read(document)).isInstanceOf(Definition.class);
			for (int end = 0; end < document.length(); end++) {
				assertThat(this.reader.read(document.substring(0, end))).isNotNull();
			}
		}
	}

	@Test
	void answersAnyMutation() {
		Random random = new Random(42);
		for (int round = 0; round < 4000; round++) {
			byte[] bytes = ((round % 2 == 0) ? VALID : VALID_JSON).getBytes(StandardCharsets.UTF_8);
			for (int i = 0; i <= random.nextInt(4); i++) {
				byte[] pieces = "{}[]:,&*!|>%@\\\"'\n\t -#0x1e9\0\u00ff".getBytes(StandardCharsets.UTF_8);
				int at = random.nextInt(bytes.length);
				bytes[at] = (random.nextInt(3) == 0) ? (byte) random.nextInt(256)
						: pieces[random.nextInt(pieces.length)];
			}
			assertThat(this.reader.read(bytes)).isNotNull();
		}
	}

}
