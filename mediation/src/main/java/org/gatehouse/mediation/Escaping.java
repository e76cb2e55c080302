package org.gatehouse.mediation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import tools.jackson.core.io.JsonStringEncoder;

/**
 * How a value that comes from a call is written where a template has a place for it, so
 * that it cannot become more than a value.
 */
enum Escaping {

	/** As it is. */
	NONE {
		@Override
		String escape(String value) {
			return value;
		}
	},
	/** In a header field: no line ends, nothing beyond Latin-1. */
	HEADER {
		@Override
		String escape(String value) {
			StringBuilder out = new StringBuilder(value.length());
			for (int i = 0; i < value.length(); i++) {
				char c = value.charAt(i);
				out.append((c < 0x20 || c == 0x7f) ? ' ' : (c > 0xff) ? '?' : c);
			}
			return out.toString();
		}
	},
	/** In a path or query: percent-encoded but for unreserved characters (RFC 3986). */
	URL {
		@Override
		String escape(String value) {
			StringBuilder out = new StringBuilder(value.length());
			for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
				char c = (char) (b & 0xff);
				if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
						|| "-._~".indexOf(c) >= 0) {
					out.append(c);
				}
				else {
					out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
				}
			}
			return out.toString();
		}
	},
	/** Within a JSON string. */
	JSON {
		@Override
		String escape(String value) {
			StringBuilder out = new StringBuilder(value.length() + 8);
			JsonStringEncoder.getInstance().quoteAsString(value, out);
			return out.toString();
		}
	},
	/** Within XML text or an attribute's value. */
	XML {
		@Override
		String escape(String value) {
			return Xml.plain(value)
				.replace("&", "&amp;")
				.replace("<", "&lt;")
				.replace(">", "&gt;")
				.replace("\"", "&quot;")
				.replace("'", "&apos;");
		}
	};

	abstract String escape(String value);

	/** What is needed in a body of a media type. */
	static Escaping of(String mediaType) {
		String type = mediaType.toLowerCase(Locale.ROOT);
		return Bodies.isJson(type) ? JSON : (Bodies.isXml(type) || type.contains("html")) ? XML : NONE;
	}

}
