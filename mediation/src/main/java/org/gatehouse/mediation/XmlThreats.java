package org.gatehouse.mediation;

import java.util.Arrays;

import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/**
 * Refuses XML that is too deep, too wide or too long, is no XML, or has a document type
 * and so may have entities.
 *
 * @param depth how deep elements may stand
 * @param elements how many there may be
 * @param attributes how many an element may have
 * @param children how many an element may have
 * @param text how long a text or an attribute may be
 * @param name how long a name may be
 * @param most how long a body may be
 */
record XmlThreats(int depth, int elements, int attributes, int children, int text, int name,
		int most) implements Action {

	static Action make(Values values) {
		return new XmlThreats(values.number("maxXmlDepth"), values.number("maxElementCount"),
				values.number("maxAttributeCount"), values.number("maxChildrenPerElement"),
				values.number("maxTextLength"), values.number("maxNameLength"), values.number("maxBytes"));
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
		Counter counter = new Counter(this);
		try {
			Xml.read(message.body(), counter);
			return Outcome.NEXT;
		}
		catch (SAXException ex) {
			return new Outcome.Refused(Refusal.THREAT,
					counter.found.isEmpty() ? "a body that is no XML, or has a document type" : counter.found);
		}
	}

	/** Counts while the document is read, and stops where it is enough. */
	private static final class Counter extends Xml.Handler {

		private final XmlThreats limits;

		private String found = "";

		private int[] children = new int[16];

		private int open;

		private int all;

		private int characters;

		Counter(XmlThreats limits) {
			this.limits = limits;
		}

		private void require(boolean holds, String what) throws SAXException {
			if (!holds) {
				this.found = what;
				throw new SAXException(what);
			}
		}

		@Override
		public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
			require(this.open < this.limits.depth, "elements more than " + this.limits.depth + " deep");
			require(++this.all <= this.limits.elements, "more than " + this.limits.elements + " elements");
			require(name.length() <= this.limits.name, "a name longer than " + this.limits.name);
			require(attributes.getLength() <= this.limits.attributes,
					"an element with more than " + this.limits.attributes + " attributes");
			for (int i = 0; i < attributes.getLength(); i++) {
				require(attributes.getQName(i).length() <= this.limits.name, "a name longer than " + this.limits.name);
				require(attributes.getValue(i).length() <= this.limits.text, "a text longer than " + this.limits.text);
			}
			if (this.open > 0) {
				require(++this.children[this.open - 1] <= this.limits.children,
						"an element with more than " + this.limits.children + " children");
			}
			if (this.open == this.children.length) {
				this.children = Arrays.copyOf(this.children, this.open * 2);
			}
			this.children[this.open++] = 0;
			this.characters = 0;
		}

		@Override
		public void endElement(String uri, String localName, String name) {
			this.open--;
			this.characters = 0;
		}

		@Override
		public void characters(char[] text, int from, int count) throws SAXException {
			this.characters += count;
			require(this.characters <= this.limits.text, "a text longer than " + this.limits.text);
		}

	}

}
