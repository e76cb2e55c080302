package org.gatehouse.mediation;

import java.util.ArrayDeque;
import java.util.Deque;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Refuses JSON that is too deep, too wide or too long, is no JSON, or names a member
 * twice.
 *
 * @param factory makes parsers that keep the depth and the lengths
 * @param members how many members an object may have
 * @param elements how many elements an array may have
 * @param most how long a body may be
 */
record JsonThreats(JsonFactory factory, int members, int elements, int most) implements Action {

	static Action make(Values values) {
		StreamReadConstraints constraints = StreamReadConstraints.builder()
			.maxNestingDepth(values.number("maxJsonDepth"))
			.maxStringLength(values.number("maxStringLength"))
			.maxNameLength(values.number("maxKeyLength"))
			.maxNumberLength(values.number("maxNumberLength"))
			.build();
		JsonFactory factory = JsonFactory.builder()
			.streamReadConstraints(constraints)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build();
		return new JsonThreats(factory, values.number("maxPropertyCount"), values.number("maxArrayElementCount"),
				values.number("maxBytes"));
	}

	@Override
	public int bodyLimit() {
		return this.most;
	}

	@Override
	public Outcome apply(Message message) {
		if (message.body().length == 0) {
			return Outcome.NEXT;
		}
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), message.body())) {
			return walk(parser);
		}
		catch (StreamConstraintsException ex) {
			return threat("a body beyond the limits of depth or length");
		}
		catch (JacksonException ex) {
			return threat("a body that is no JSON, or names a member twice");
		}
	}

	private Outcome walk(JsonParser parser) {
		Deque<int[]> counts = new ArrayDeque<>();
		int values = 0;
		for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
			if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
				counts.pop();
				continue;
			}
			if (token == JsonToken.PROPERTY_NAME) {
				parser.currentName();
				if (++counts.element()[0] > this.members) {
					return threat("an object with more than " + this.members + " members");
				}
				continue;
			}
			int[] around = counts.peek();
			if (around == null && ++values > 1) {
				return threat("more than one JSON value");
			}
			if (around != null && around[1] == 1 && ++around[0] > this.elements) {
				return threat("an array with more than " + this.elements + " elements");
			}
			if (token.isStructStart()) {
				counts.push(new int[] { 0, (token == JsonToken.START_ARRAY) ? 1 : 0 });
			}
			else {
				// The length is looked at when the value is.
				parser.getString();
			}
		}
		return Outcome.NEXT;
	}

	private static Outcome threat(String detail) {
		return new Outcome.Refused(Refusal.THREAT, detail);
	}

}
