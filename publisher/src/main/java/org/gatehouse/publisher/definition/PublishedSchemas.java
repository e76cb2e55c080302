package org.gatehouse.publisher.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import tools.jackson.databind.JsonNode;

/**
 * The JSON Schemas that the OpenAPI Initiative publishes for its documents, from this
 * jar; nothing is fetched. Compiled when first needed, once.
 */
final class PublishedSchemas {

	private static final String DIALECT = "https://spec.openapis.org/oas/3.1/dialect/base";

	private static final Map<String, String> RESOURCES = Map.of("http://swagger.io/v2/schema.json", "openapi-2.0.json",
			"https://spec.openapis.org/oas/3.0/schema/2024-10-18", "openapi-3.0.json",
			"https://spec.openapis.org/oas/3.1/schema/2025-11-23", "openapi-3.1.json", DIALECT,
			"openapi-3.1-dialect.json", "https://spec.openapis.org/oas/3.1/meta/base", "openapi-3.1-vocabulary.json",
			"https://gatehouse.invalid/openapi-3.1-document", "openapi-3.1-document.json");

	private final Map<Specification, Schema> compiled = new EnumMap<>(Specification.class);

	/**
	 * Checks a document.
	 * @param specification the document's
	 * @param document its root object
	 * @param warnings take what need not stop an import
	 * @return what breaks the schema, empty where nothing does
	 */
	List<DefinitionProblem> check(Specification specification, JsonNode document, Problems warnings) {
		FirstErrors errors = new FirstErrors(SchemaErrors.CONSIDERED);
		try {
			schema(specification).validate(document, (ExecutionContext context) -> context.setErrors(errors));
		}
		catch (FirstErrors.EnoughException ex) {
			return SchemaErrors.explain(specification, errors, new Problems());
		}
		return SchemaErrors.explain(specification, errors, warnings);
	}

	private synchronized Schema schema(Specification specification) {
		return this.compiled.computeIfAbsent(specification, PublishedSchemas::compile);
	}

	private static Schema compile(Specification specification) {
		SpecificationVersion dialect = (specification == Specification.V3_1) ? SpecificationVersion.DRAFT_2020_12
				: SpecificationVersion.DRAFT_4;
		SchemaRegistryConfig config = SchemaRegistryConfig.builder()
			.pathType(PathType.JSON_POINTER)
			.formatAssertionsEnabled(false)
			.build();
		SchemaRegistry registry = SchemaRegistry.withDefaultDialect(dialect,
				(builder) -> builder.schemaRegistryConfig(config).schemas(PublishedSchemas::resource));
		String id = switch (specification) {
			case V2 -> "http://swagger.io/v2/schema.json";
			case V3_0 -> "https://spec.openapis.org/oas/3.0/schema/2024-10-18";
			case V3_1 -> "https://gatehouse.invalid/openapi-3.1-document";
		};
		Schema schema = registry.getSchema(SchemaLocation.of(id));
		schema.initializeValidators();
		return schema;
	}

	@SuppressWarnings("NullAway") // the library asks for null where it shall look
									// elsewhere
	private static String resource(String iri) {
		String name = RESOURCES.get(iri);
		return (name != null) ? text(name) : null;
	}

	private static String text(String name) {
		try (InputStream in = PublishedSchemas.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IllegalStateException("resource: '" + name + "' (expected: in this jar)");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
