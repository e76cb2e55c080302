package org.gatehouse.mediation;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * JSON to XML and back. Attributes are members whose names begin with {@code @}, text
 * beside them is the member {@code #text}, an array is an element repeated.
 */
final class Conversions {

	/** Deeper bodies are refused. */
	private static final int DEEPEST = 200;

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
			.build())
		.build();

	private static final XMLOutputFactory WRITERS = XMLOutputFactory.newInstance();

	private Conversions() {
	}

	/**
	 * Makes an action that turns JSON bodies into XML.
	 *
	 * @param root the outermost element of JSON that has none
	 * @param most how long a body may be
	 */
	record ToXml(String root, int most) implements Action {

		@Override
		public int bodyLimit() {
			return this.most;
		}

		@Override
		public Outcome apply(Message message) {
			if (message.body().length == 0) {
				return Outcome.NEXT;
			}
			try {
				message.body(xml(JSON.readTree(message.body()), this.root).getBytes(StandardCharsets.UTF_8),
						"application/xml; charset=UTF-8");
				return Outcome.NEXT;
			}
			catch (JacksonException ex) {
				return message.refused(Refusal.REQUEST_UNREADABLE, Refusal.ANSWER_UNREADABLE, "a body that is no JSON");
			}
		}

	}

	/**
	 * Makes an action that turns XML bodies into JSON.
	 *
	 * @param keepRoot true if the outermost element becomes a member
	 * @param most how long a body may be
	 */
	record ToJson(boolean keepRoot, int most) implements Action {

		@Override
		public int bodyLimit() {
			return this.most;
		}

		@Override
		public Outcome apply(Message message) {
			if (message.body().length == 0) {
				return Outcome.NEXT;
			}
			try {
				message.body(JSON.writeValueAsBytes(json(message.body(), this.keepRoot)), "application/json");
				return Outcome.NEXT;
			}
			catch (SAXException ex) {
				return message.refused(Refusal.REQUEST_UNREADABLE, Refusal.ANSWER_UNREADABLE,
						"a body that is no XML without a document type, or more than " + DEEPEST + " levels deep");
			}
		}

	}

	static String xml(JsonNode json, String root) {
		StringWriter text = new StringWriter();
		try {
			XMLStreamWriter writer = WRITERS.createXMLStreamWriter(text);
			boolean single = json.isObject() && json.size() == 1 && !json.values().iterator().next().isArray()
					&& !json.propertyNames().iterator().next().startsWith("@")
					&& !json.propertyNames().iterator().next().startsWith("#");
			if (single) {
				Map.Entry<String, JsonNode> only = json.properties().iterator().next();
				element(writer, only.getKey(), only.getValue());
			}
			else if (json.isArray()) {
				writer.writeStartElement(root);
				element(writer, "item", json);
				writer.writeEndElement();
			}
			else {
				element(writer, root, json);
			}
			writer.flush();
			return text.toString();
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException("nothing is written but memory", ex);
		}
	}

	private static void element(XMLStreamWriter writer, String name, JsonNode value) throws XMLStreamException {
		if (value.isArray()) {
			for (JsonNode item : value.values()) {
				if (item.isArray()) {
					writer.writeStartElement(Xml.name(name));
					element(writer, "item", item);
					writer.writeEndElement();
				}
				else {
					element(writer, name, item);
				}
			}
			return;
		}
		writer.writeStartElement(Xml.name(name));
		if (value.isObject()) {
			for (Map.Entry<String, JsonNode> member : value.properties()) {
				if (member.getKey().startsWith("@") && member.getValue().isValueNode()) {
					writer.writeAttribute(Xml.name(member.getKey().substring(1)),
							Xml.plain(member.getValue().asString("")));
				}
			}
			for (Map.Entry<String, JsonNode> member : value.properties()) {
				if (member.getKey().equals("#text")) {
					writer.writeCharacters(Xml.plain(member.getValue().asString("")));
				}
				else if (!member.getKey().startsWith("@") || !member.getValue().isValueNode()) {
					element(writer, member.getKey(), member.getValue());
				}
			}
		}
		else if (!value.isNull()) {
			writer.writeCharacters(Xml.plain(value.asString("")));
		}
		writer.writeEndElement();
	}

	static JsonNode json(byte[] xml, boolean keepRoot) throws SAXException {
		Tree tree = new Tree();
		Xml.read(xml, tree);
		JsonNode root = tree.root;
		return keepRoot ? root : root.values().iterator().next();
	}

	/** Builds the tree while the document is read. */
	private static final class Tree extends Xml.Handler {

		private final ObjectNode root = JsonNodeFactory.instance.objectNode();

		private final Deque<ObjectNode> open = new ArrayDeque<>();

		private final Deque<StringBuilder> text = new ArrayDeque<>();

		@Override
		public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
			if (this.open.size() >= DEEPEST) {
				throw new SAXException("too deep");
			}
			ObjectNode element = JsonNodeFactory.instance.objectNode();
			for (int i = 0; i < attributes.getLength(); i++) {
				element.put("@" + attributes.getQName(i), attributes.getValue(i));
			}
			this.open.push(element);
			this.text.push(new StringBuilder());
		}

		@Override
		public void characters(char[] characters, int from, int count) {
			this.text.element().append(characters, from, count);
		}

		@Override
		public void endElement(String uri, String localName, String name) {
			ObjectNode element = this.open.pop();
			String content = this.text.pop().toString().strip();
			JsonNode value = element;
			if (element.isEmpty()) {
				value = StringNode.valueOf(content);
			}
			else if (!content.isEmpty()) {
				element.put("#text", content);
			}
			ObjectNode parent = this.open.isEmpty() ? this.root : this.open.element();
			JsonNode present = parent.get(name);
			if (present instanceof ArrayNode many) {
				many.add(value);
			}
			else if (present != null) {
				parent.putArray(name).add(present).add(value);
			}
			else {
				parent.set(name, value);
			}
		}

	}

}
