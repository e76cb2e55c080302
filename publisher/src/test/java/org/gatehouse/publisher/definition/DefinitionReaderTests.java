package org.gatehouse.publisher.definition;

import java.nio.charset.StandardCharsets;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.publisher.definition.DefinitionRefusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class DefinitionReaderTests {

	private final DefinitionReader reader = new DefinitionReader(DefinitionLimits.DEFAULT);

	@Test
	void readsSwaggerTwoWithItsExtensions() {
		Definition definition = read("""
				{"swagger": "2.0", "info": {"title": "News", "version": "1.0.0", "description": "All of it"},
				 "host": "news.example", "basePath": "/v1/", "schemes": ["https"],
				 "tags": [{"name": "papers"}], "produces": ["application/xml"],
				 "securityDefinitions": {"default": {"type": "oauth2", "flow": "implicit",
				   "authorizationUrl": "https://a.example", "scopes": {"news_read": "Read"},
				   "x-scopes-bindings": {"news_read": "employee,manager"}}},
				 "paths": {"/items/{id}": {"get": {"summary": "One", "x-auth-type": "Application User",
				   "x-throttling-tier": "Gold", "security": [{"default": ["news_read"]}],
				   "parameters": [{"name": "id", "in": "path", "required": true, "type": "string"}],
				   "responses": {"200": {"description": "OK"}}}}}}
				""");
		assertThat(definition.title()).isEqualTo("News");
		assertThat(definition.description()).isEqualTo("All of it");
		assertThat(definition.servers()).containsExactly("https://news.example/v1/");
		assertThat(definition.basePath()).isEqualTo("/v1");
		assertThat(definition.tags()).containsExactly("papers");
		assertThat(definition.warnings()).isEmpty();
		assertThat(definition.operations()).singleElement().satisfies((operation) -> {
			assertThat(operation.verb()).isEqualTo(HttpVerb.GET);
			assertThat(operation.pattern()).isEqualTo(new UrlPattern("/items/{id}"));
			assertThat(operation.produces()).containsExactly("application/xml");
			assertThat(operation.authType()).isEqualTo(AuthType.APPLICATION_USER);
			assertThat(operation.tier()).isEqualTo("Gold");
			assertThat(operation.scopes()).containsExactly("news_read");
		});
		assertThat(definition.scopes()).singleElement().satisfies((scope) -> {
			assertThat(scope.description()).isEqualTo("Read");
			assertThat(scope.roles()).containsExactly("employee", "manager");
		});
	}

	@Test
	void readsOpenApiThreeInYamlWithAliasesMergeKeysAndReferences() {
		Definition definition = read("""
				openapi: 3.0.3
				info: {title: News, version: '1'}
				servers:
				- url: https://{region}.news.example/v2
				  variables: {region: {default: eu}}
				x-shared: &responses
				  responses:
				    200: {description: OK, content: {application/json: {}}}
				paths:
				  /b:
				    get: {<<: *responses, summary: B}
				  /a:
				    $ref: '#/paths/~1b'
				""");
		assertThat(definition.basePath()).isEqualTo("/v2");
		assertThat(definition.servers()).containsExactly("https://eu.news.example/v2");
		assertThat(definition.operations()).extracting((operation) -> operation.pattern().value())
			.containsExactly("/b", "/a");
		assertThat(definition.operations().getFirst().produces()).containsExactly("application/json");
	}

	@Test
	void readsOpenApiThreeOneAndTellsWhatItLeavesOut() {
		Definition definition = read("""
				openapi: 3.1.0
				info: {title: Hooks, version: 1.10}
				paths:
				  /a: {trace: {responses: {'200': {description: OK}}}}
				webhooks: {}
				""");
		assertThat(definition.version()).isEqualTo("1.10");
		assertThat(definition.operations()).isEmpty();
		assertThat(definition.warnings()).extracting(DefinitionProblem::pointer)
			.containsExactly("/info/version", "/paths/~1a/trace", "/paths", "/webhooks");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', commentCharacter = '~',
			textBlock = """
					openapi: 3.0.0 | `` | 'info' is missing
					openapi: 3.0.0;info: {title: a, version: b};paths: {a: {}} | /paths/a | 'a' is not known here
					openapi: 3.0.0;info: {title: , version: b};paths: {} | /info/title | null found, string expected
					openapi: 3.2.0;info: {title: a, version: b};paths: {} | /openapi | OpenAPI '3.2.0' is not supported
					swagger: 1.2;info: {title: a, version: b};paths: {} | /swagger | Swagger '1.2' is not supported
					openapi: 3.1.0;info: {title: a, version: b};components: {schemas: {a: 5}} | /components/schemas/a | integer found
					openapi: 3.0.0;info: {title: a, version: b};paths: {/a?b: {}} | /paths/~1a?b | URL pattern: '/a?b'
					openapi: 3.0.0;info: {title: a, version: b};paths: {/a: {$ref: 'file:///x'}} | /paths/~1a/$ref | 'file:///x'
					""")
	void refusesWithThePlace(String document, String pointer, String message) {
		DefinitionRefusal refusal = refusal(document.replace(";", "\n"));
		assertThat(refusal.problems()).anySatisfy((problem) -> {
			assertThat(problem.pointer()).isEqualTo(pointer);
			assertThat(problem.message()).contains(message);
			assertThat(problem.line()).isNotNull();
		});
	}

	@Test
	void tellsOfTheFormThatWasMeantWhereAValueFitsNone() {
		DefinitionRefusal refusal = refusal("""
				swagger: '2.0'
				info: {title: a, version: b}
				paths:
				  /a:
				    get:
				      parameters:
				      - {name: q, in: query}
				      responses: {200: {description: OK}}
				""");
		assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
		assertThat(refusal.problems()).extracting(DefinitionProblem::toString)
			.containsExactly("line 7, column 9 (/paths/~1a/get/parameters/0): 'type' is missing");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', commentCharacter = '~',
			textBlock = """
					swagger: '2.0'\\npaths: {/a: {get: {parameters: [{name: b, in: path, required: true, type: string}], responses: {'200': {description: x}}}}} | 'b' is not in the path
					swagger: '2.0'\\npaths: {'/{a}': {get: {responses: {'200': {description: x}}}}}                        | '{a}' of the path is no path parameter
					swagger: '2.0'\\npaths: {/a: {get: {responses: {'888': {description: x}}}}}                            | no HTTP status
					swagger: '2.0'\\npaths: {/a: {get: {foo: bar, responses: {'200': {description: x}}}}}                  | 'foo' is not known here
					swagger: '2.0'\\npaths: {/a: {get: {x-auth-type: Foo, responses: {'200': {description: x}}}}}          | auth type: 'Foo'
					swagger: '2.0'\\npaths: {/a: {get: {responses: {'200': {description: x, schema: {$ref: other.json}}}}}} | 'other.json' is outside the document
					swagger: '2.0'\\npaths: {/a: {get: {responses: {'200': {description: x, schema: {$ref: '#/definitions/B'}}}}}} | names nothing
					swagger: '2.0'\\npaths: {/a: {get: {responses: {'200': {description: x, schema: {type: array}}}}}}     | an array without 'items'
					""")
	void importsWithAWarning(String document, String message) {
		Definition definition = read(document.replace("\\n", "\n") + "\ninfo: {title: a, version: b}\n");
		assertThat(definition.operations()).hasSize(1);
		assertThat(definition.warnings()).singleElement()
			.satisfies((problem) -> assertThat(problem.toString()).contains("line 2", message));
	}

	@Test
	void refusesWhatIsTooLargeNamingTheLimit() {
		DefinitionReader small = new DefinitionReader(DefinitionLimits.DEFAULT.withMaxBytes(10));
		assertThat(small.read("openapi: 3.0.0".getBytes(StandardCharsets.UTF_8)))
			.asInstanceOf(type(DefinitionRefusal.class))
			.satisfies((refusal) -> {
				assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
				assertThat(refusal.problems().getFirst().message()).contains("14 bytes", "at most 10");
			});
	}

	private Definition read(String document) {
		DefinitionResult result = this.reader.read(document.getBytes(StandardCharsets.UTF_8));
		assertThat(result).isInstanceOf(Definition.class);
		return (Definition) result;
	}

	private DefinitionRefusal refusal(String document) {
		DefinitionResult result = this.reader.read(document);
		assertThat(result).isInstanceOf(DefinitionRefusal.class);
		return (DefinitionRefusal) result;
	}

}
