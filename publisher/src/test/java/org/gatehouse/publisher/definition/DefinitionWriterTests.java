package org.gatehouse.publisher.definition;

import java.util.List;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class DefinitionWriterTests {

	private static final DefinedScope READ = new DefinedScope("news_read", "Read", "Reading news", List.of("employee"));

	private final DefinitionReader reader = new DefinitionReader(DefinitionLimits.DEFAULT);

	@Test
	void writesADocumentAsItCame() {
		String document = """
				{"openapi":"3.0.0","info":{"title":"a","version":"b","x-price":1.50},"paths":{"/a":{"get":{"x-auth-type":"None",\
				"x-throttling-tier":"Gold","responses":{"200":{"description":"OK"}}}}}}""";
		assertThat(DefinitionWriter.write(read(document))).isEqualTo(document);
	}

	@Test
	void generatesADocumentThatReadsBackAsItsOperations() {
		List<DefinedOperation> operations = List.of(operation(HttpVerb.GET, "/items/{id}", AuthType.ANY, "news_read"),
				operation(HttpVerb.POST, "/*", AuthType.NONE));
		Definition definition = read(DefinitionWriter.generate("News", "1.0.0", "All", operations, List.of(READ)));
		assertThat(definition.warnings()).isEmpty();
		assertThat(definition.operations()).isEqualTo(operations);
		assertThat(definition.scopes())
			.containsExactly(new DefinedScope("news_read", "news_read", "Reading news", List.of("employee")));
	}

	@Test
	void bringsADocumentUpToDateAndKeepsTheRest() {
		for (String start : List.of("\"openapi\":\"3.0.0\"", "\"swagger\":\"2.0\"")) {
			String document = "{" + start + """
					,"info":{"title":"a","version":"b"},"paths":{
					"/a":{"get":{"operationId":"kept","responses":{"200":{"description":"OK"}}},
					      "post":{"responses":{"200":{"description":"OK"}}}},
					"/gone":{"get":{"responses":{"200":{"description":"OK"}}}}}}""";
			List<DefinedOperation> operations = List.of(operation(HttpVerb.GET, "/a", AuthType.NONE, "news_read"),
					operation(HttpVerb.PUT, "/new", AuthType.ANY));
			Definition updated = read(DefinitionWriter.update(document, operations, List.of(READ)));
			assertThat(updated.operations()).extracting(DefinedOperation::verb, DefinedOperation::authType)
				.containsExactly(tuple(HttpVerb.GET, AuthType.NONE), tuple(HttpVerb.PUT, AuthType.ANY));
			assertThat(updated.operations().getFirst().scopes()).containsExactly("news_read");
			assertThat(updated.document().at("/paths/~1a/get/operationId").asString()).isEqualTo("kept");
			assertThat(updated.document().at("/paths").has("/gone")).isFalse();
		}
	}

	private Definition read(String document) {
		DefinitionResult result = this.reader.read(document);
		assertThat(result).isInstanceOf(Definition.class);
		return (Definition) result;
	}

	private static DefinedOperation operation(HttpVerb verb, String pattern, @Nullable AuthType authType,
			String... scopes) {
		return new DefinedOperation(verb, new UrlPattern(pattern), "", List.of(), authType, "Gold", List.of(scopes));
	}

}
