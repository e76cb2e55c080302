package org.gatehouse.mediation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;

import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML is read without document types, and so without entities, and nothing is fetched.
 */
final class Xml {

	private Xml() {
	}

	/** Reads the calls and answers of others. */
	abstract static class Handler extends DefaultHandler {

		@Override
		public InputSource resolveEntity(String publicId, String systemId) {
			return new InputSource(new StringReader(""));
		}

	}

	/**
	 * Reads a document.
	 * @param document the bytes
	 * @param handler is told what is in it
	 * @throws SAXException if it is not well-formed, has a document type, or the handler
	 * has had enough
	 */
	static void read(byte[] document, Handler handler) throws SAXException {
		try {
			SAXParserFactory factory = SAXParserFactory.newInstance();
			factory.setNamespaceAware(false);
			factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
			factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
			factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
			SAXParser parser = factory.newSAXParser();
			parser.parse(new ByteArrayInputStream(document), handler);
		}
		catch (ParserConfigurationException ex) {
			throw new IllegalStateException("the platform's parser knows these features", ex);
		}
		catch (IOException ex) {
			throw new SAXException(ex);
		}
	}

	/** Text without the characters that XML cannot hold. */
	static String plain(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!isAllowed(text.charAt(i))) {
				StringBuilder out = new StringBuilder(text.length());
				text.chars().forEach((c) -> out.append(isAllowed((char) c) ? (char) c : '\ufffd'));
				return out.toString();
			}
		}
		return text;
	}

	private static boolean isAllowed(char c) {
		return c >= 0x20 ? c != 0xfffe && c != 0xffff : c == '\t' || c == '\n' || c == '\r';
	}

	/** A member's name as an element's. */
	static String name(String member) {
		StringBuilder name = new StringBuilder(member.length() + 1);
		for (int i = 0; i < member.length(); i++) {
			char c = member.charAt(i);
			boolean letter = Character.isLetter(c) || c == '_';
			if (i == 0 && !letter) {
				name.append('_');
			}
			name.append((letter || Character.isDigit(c) || c == '-' || c == '.') ? c : '_');
		}
		return name.isEmpty() ? "_" : name.toString();
	}

}
