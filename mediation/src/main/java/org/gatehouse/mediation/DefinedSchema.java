package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import org.gatehouse.common.runtime.OperationDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema of an API's definition, ready to check values.
 */
final class DefinedSchema {

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(200).build())
			.build())
		.build();

	/** More is not told of a value. */
	private static final int MOST_TOLD = 3;

	private final Schema schema;

	private DefinedSchema(Schema schema) {
		this.schema = schema;
	}

	/**
	 * Compiles a schema.
	 * @param definition the definition that it is of
	 * @param json the schema with everything that it refers to, null for none
	 * @return the schema, null where there is none
	 * @throws RuntimeException of any kind if the library cannot compile it
	 */
	static @Nullable DefinedSchema of(OperationDefinition definition, @Nullable String json) {
		if (json == null) {
			return null;
		}
		JsonNode node = JSON.readTree(json);
		requireInner(node);
		SchemaRegistryConfig config = SchemaRegistryConfig.builder()
			.pathType(PathType.JSON_POINTER)
			.regularExpressionFactory((regex) -> {
				Pattern pattern = Pattern.compile(regex);
				return (value) -> pattern.matcher(value).find();
			})
			.build();
		SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
				definition.dialect().equals("3.1") ? Dialects.getOpenApi31() : Dialects.getOpenApi30(),
				(builder) -> builder.schemaRegistryConfig(config));
		Schema schema = registry.getSchema(node);
		schema.initializeValidators();
		return new DefinedSchema(schema);
	}

	/** Nothing is fetched. */
	private static void requireInner(JsonNode node) {
		for (String name : List.of("$ref", "$dynamicRef", "$recursiveRef", "$schema", "$id")) {
			JsonNode reference = node.path(name);
			if (reference.isString() && !reference.stringValue().startsWith("#")) {
				throw new IllegalArgumentException(
						name + ": '" + reference.stringValue() + "' (expected: a place in the definition)");
			}
		}
		node.values().forEach(DefinedSchema::requireInner);
	}

	/**
	 * Reads a document.
	 * @param bytes JSON
	 * @return its root
	 * @throws JacksonException if it is none, or goes beyond the limits
	 */
	static JsonNode read(byte[] bytes) {
		return JSON.readTree(bytes);
	}

	/**
	 * Checks a body.
	 * @param body the body
	 * @return what is wrong with it, null where nothing is
	 */
	@Nullable String broken(JsonNode body) {
		List<Error> errors = this.schema.validate(body);
		return errors.isEmpty() ? null : told(errors, "the body", "");
	}

	/**
	 * Checks another value.
	 * @param value the value
	 * @param label what it is called
	 * @return what is wrong with it, null where nothing is
	 */
	@Nullable String broken(JsonNode value, String label) {
		List<Error> errors = this.schema.validate(value);
		return errors.isEmpty() ? null : told(errors, label, label + " at ");
	}

	/**
	 * Finds what is wrong within an object.
	 * @param object the object
	 * @return the names of its members that break the schema
	 */
	Set<String> brokenMembers(JsonNode object) {
		Set<String> names = new LinkedHashSet<>();
		for (Error error : this.schema.validate(object)) {
			JsonPointer place = JsonPointer.compile(String.valueOf(error.getInstanceLocation()));
			if (!place.matches()) {
				names.add(place.getMatchingProperty());
			}
		}
		return names;
	}

	/** Where, and which rule: never what stands there. */
	private static String told(List<Error> errors, String whole, String within) {
		List<String> told = new ArrayList<>();
		for (Error error : errors) {
			String place = String.valueOf(error.getInstanceLocation());
			String of = (error.getProperty() == null) ? "" : " '" + error.getProperty() + "'";
			told.add((place.isEmpty() ? whole : within + place) + " breaks " + error.getKeyword() + of);
			if (told.size() == MOST_TOLD) {
				break;
			}
		}
		return String.join("; ", told) + ((errors.size() > MOST_TOLD) ? "; and more" : "");
	}

}
