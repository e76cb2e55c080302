package org.gatehouse.publisher.definition;

import java.util.List;

import org.gatehouse.publisher.definition.DefinitionRefusal.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON by Jackson, strictly: RFC 8259 and nothing beside, no key twice.
 *
 * @param text the document
 * @param limits what to refuse
 */
record JsonSource(String text, DefinitionLimits limits) implements DocumentSource {

	@Override
	public JsonNode parse() throws RefusedDocument {
		JsonMapper mapper = JsonMapper.builder(factory())
			.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.build();
		try (JsonParser parser = mapper.createParser(this.text)) {
			return parse(mapper, parser);
		}
	}

	private JsonNode parse(JsonMapper mapper, JsonParser parser) throws RefusedDocument {
		try {
			JsonNode root = mapper.readTree(parser);
			if (parser.nextToken() != null) {
				throw refused(Reason.UNREADABLE, "a second value begins (expected: one)",
						parser.currentTokenLocation());
			}
			return root;
		}
		catch (StreamConstraintsException ex) {
			throw refused(Reason.TOO_LARGE, "too deep or too many values (expected: at most " + this.limits.maxDepth()
					+ " levels and " + this.limits.maxNodes() + " values)", parser.currentLocation());
		}
		catch (JacksonException ex) {
			TokenStreamLocation location = (ex.getLocation() != null) ? ex.getLocation() : parser.currentLocation();
			throw refused(Reason.UNREADABLE, ex.getOriginalMessage(), location);
		}
	}

	private JsonFactory factory() {
		return JsonFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(this.limits.maxDepth())
				.maxTokenCount(2L * this.limits.maxNodes())
				.maxStringLength(this.limits.maxBytes())
				.maxNumberLength(400)
				.build())
			.build();
	}

	private static RefusedDocument refused(Reason reason, String message, TokenStreamLocation location) {
		DefinitionProblem problem = DefinitionProblem.at("", message);
		return new RefusedDocument(reason,
				problem.on(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr())));
	}

	@Override
	public List<DefinitionProblem> locate(List<DefinitionProblem> problems) {
		PositionIndex index = new PositionIndex(problems);
		try (JsonParser parser = factory().createParser(ObjectReadContext.empty(), this.text)) {
			parser.nextToken();
			walk(parser, "", index);
		}
		return index.locate(problems);
	}

	/** Depth is bounded: only a text that was parsed within the limits gets here. */
	private static void walk(JsonParser parser, String pointer, PositionIndex index) {
		TokenStreamLocation location = parser.currentTokenLocation();
		index.record(pointer, location.getLineNr(), location.getColumnNr());
		if (parser.currentToken() == JsonToken.START_OBJECT) {
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String child = Pointers.child(pointer, parser.currentName());
				TokenStreamLocation key = parser.currentTokenLocation();
				index.record(child, key.getLineNr(), key.getColumnNr());
				parser.nextToken();
				walk(parser, child, index);
			}
		}
		else if (parser.currentToken() == JsonToken.START_ARRAY) {
			for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
				walk(parser, Pointers.child(pointer, i), index);
			}
		}
	}

}
