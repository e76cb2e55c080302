package org.gatehouse.publisher.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gatehouse.publisher.definition.DefinitionRefusal.Reason;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds one JSON tree from one YAML document's events. An alias shares its anchor's
 * node, but counts with all that is below it, so a document cannot expand beyond the
 * limits; an anchor becomes known when it is complete, so nothing contains itself.
 */
final class YamlTree {

	/**
	 * What aliases may add: far more than people write, far less than an attack needs.
	 */
	private static final int ALIASED_NODES = 200_000;

	/** The tags of YAML's own plain values; any other would have to make an object. */
	private static final Set<String> TAGS = Stream
		.of("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "binary")
		.map((name) -> "tag:yaml.org,2002:" + name)
		.collect(Collectors.toUnmodifiableSet());

	private final Parser parser;

	private final DefinitionLimits limits;

	private final @Nullable PositionIndex positions;

	private final Map<Anchor, Anchored> anchors = new HashMap<>();

	private int nodes;

	private int aliased;

	YamlTree(Parser parser, DefinitionLimits limits, @Nullable PositionIndex positions) {
		this.parser = parser;
		this.limits = limits;
		this.positions = positions;
	}

	JsonNode read() throws RefusedDocument {
		this.parser.next();
		Event start = this.parser.next();
		if (start.getEventId() == Event.ID.StreamEnd) {
			throw refused(Reason.UNREADABLE, "", start, "the document is empty");
		}
		JsonNode root = node(this.parser.next(), "", 1);
		this.parser.next();
		Event end = this.parser.next();
		if (end.getEventId() != Event.ID.StreamEnd) {
			throw refused(Reason.UNREADABLE, "", end, "a second document begins (expected: one)");
		}
		return root;
	}

	private JsonNode node(Event event, String pointer, int depth) throws RefusedDocument {
		record(pointer, event);
		this.nodes++;
		if (event instanceof AliasEvent alias) {
			return aliased(alias, pointer);
		}
		if (depth > this.limits.maxDepth()) {
			throw refused(Reason.TOO_LARGE, "", event,
					"nested too deep (expected: at most " + this.limits.maxDepth() + " levels)");
		}
		if (this.nodes > this.limits.maxNodes()) {
			throw tooMany(event);
		}
		checkTag(event, pointer);
		int before = this.nodes;
		JsonNode node = switch (event.getEventId()) {
			case MappingStart -> mapping(pointer, depth);
			case SequenceStart -> sequence(pointer, depth);
			case Scalar -> scalar((ScalarEvent) event);
			case Alias, Comment, DocumentEnd, DocumentStart, MappingEnd, SequenceEnd, StreamEnd, StreamStart ->
				throw refused(Reason.UNREADABLE, pointer, event, "unexpected " + event.getEventId());
		};
		Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
		anchor.ifPresent((name) -> this.anchors.put(name, new Anchored(node, 1 + this.nodes - before)));
		return node;
	}

	private JsonNode aliased(AliasEvent alias, String pointer) throws RefusedDocument {
		Anchored anchored = this.anchors.get(alias.getAlias());
		if (anchored == null) {
			throw refused(Reason.UNREADABLE, pointer, alias,
					"alias *" + alias.getAlias() + " names no anchor before it, or the value that it stands in");
		}
		this.nodes += anchored.weight();
		this.aliased += anchored.weight();
		if (this.aliased > ALIASED_NODES || this.nodes > this.limits.maxNodes()) {
			throw tooMany(alias);
		}
		return anchored.node();
	}

	private ObjectNode mapping(String pointer, int depth) throws RefusedDocument {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		ObjectNode merged = JsonNodeFactory.instance.objectNode();
		for (Event key = this.parser.next(); key.getEventId() != Event.ID.MappingEnd; key = this.parser.next()) {
			String name = key(key, pointer);
			String child = Pointers.child(pointer, name);
			record(child, key);
			JsonNode value = node(this.parser.next(), child, depth + 1);
			if (name.equals("<<") && ((ScalarEvent) key).isPlain()) {
				merge(merged, value, child, key);
			}
			else if (object.has(name)) {
				throw refused(Reason.INVALID, child, key, "the key '" + name + "' is there twice (expected: once)");
			}
			else {
				object.set(name, value);
			}
		}
		for (Map.Entry<String, JsonNode> entry : merged.properties()) {
			if (!object.has(entry.getKey())) {
				object.set(entry.getKey(), entry.getValue());
			}
		}
		return object;
	}

	private String key(Event event, String pointer) throws RefusedDocument {
		if (event instanceof ScalarEvent scalar) {
			return scalar.getValue();
		}
		if (event instanceof AliasEvent alias) {
			JsonNode value = aliased(alias, pointer);
			if (value.isString()) {
				return value.stringValue();
			}
		}
		throw refused(Reason.INVALID, pointer, event, "a key is no text (expected: text)");
	}

	/** YAML 1.1's merge key, which many documents still use. */
	private void merge(ObjectNode into, JsonNode value, String pointer, Event key) throws RefusedDocument {
		Iterable<JsonNode> sources = value.isArray() ? value : List.of(value);
		for (JsonNode source : sources) {
			if (!source.isObject()) {
				throw refused(Reason.INVALID, pointer, key, "'<<' merges no object (expected: objects)");
			}
			for (Map.Entry<String, JsonNode> entry : source.properties()) {
				if (!into.has(entry.getKey())) {
					into.set(entry.getKey(), entry.getValue());
				}
			}
		}
	}

	private ArrayNode sequence(String pointer, int depth) throws RefusedDocument {
		ArrayNode array = JsonNodeFactory.instance.arrayNode();
		for (Event item = this.parser.next(); item.getEventId() != Event.ID.SequenceEnd; item = this.parser.next()) {
			array.add(node(item, Pointers.child(pointer, array.size()), depth + 1));
		}
		return array;
	}

	private static JsonNode scalar(ScalarEvent event) {
		String tag = event.getTag().orElse(null);
		return YamlScalars.resolve(event.getValue(), tag == null && event.isPlain(), tag);
	}

	private static void checkTag(Event event, String pointer) throws RefusedDocument {
		Optional<String> tag = switch (event) {
			case ScalarEvent scalar -> scalar.getTag();
			case CollectionStartEvent collection -> collection.getTag();
			default -> Optional.empty();
		};
		if (tag.isPresent() && !TAGS.contains(tag.get())) {
			throw refused(Reason.INVALID, pointer, event, "the tag '" + tag.get() + "' is not known (expected: none)");
		}
	}

	private void record(String pointer, Event event) {
		if (this.positions != null) {
			Mark mark = event.getStartMark().orElse(null);
			if (mark != null) {
				this.positions.record(pointer, mark.getLine() + 1, mark.getColumn() + 1);
			}
		}
	}

	private RefusedDocument tooMany(Event event) {
		return refused(Reason.TOO_LARGE, "", event, "too many values (expected: at most " + this.limits.maxNodes()
				+ ", of which " + ALIASED_NODES + " by aliases)");
	}

	private static RefusedDocument refused(Reason reason, String pointer, Event event, String message) {
		DefinitionProblem problem = DefinitionProblem.at(pointer, message);
		Mark mark = event.getStartMark().orElse(null);
		return new RefusedDocument(reason,
				(mark != null) ? problem.on(mark.getLine() + 1, mark.getColumn() + 1) : problem);
	}

	/**
	 * A complete value with a name.
	 *
	 * @param node the value
	 * @param weight how many values it is, itself included
	 */
	private record Anchored(JsonNode node, int weight) {

	}

}
