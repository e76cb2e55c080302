package org.gatehouse.mediation;

import com.google.re2j.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line to the log: the call's identifier and a text, without line ends, and
 * without anything that looks like a token, a password or a key.
 *
 * @param text what is said
 */
record LogAction(Template text) implements Action {

	private static final Logger LOG = LoggerFactory.getLogger("org.gatehouse.mediation.log");

	private static final int LONGEST = 2000;

	/**
	 * Schemes with their credentials, JSON Web Tokens, cookies, and long random words.
	 */
	private static final Pattern SECRET = Pattern
		.compile("(?i)\\b(bearer|basic|digest|apikey)\\s+[^\\s,;\"']+|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+"
				+ "|\\b(access_token|refresh_token|client_secret|password|apikey|api_key)=[^\\s&;,\"']+"
				+ "|[A-Za-z0-9_-]{40,}");

	static Action make(Values values) {
		return new LogAction(values.template("message", Escaping.NONE));
	}

	@Override
	public Outcome apply(Message message) {
		LOG.info("request {} {} {} {}: {}", message.facts().requestId(), message.flow().wireName(),
				message.facts().apiName(), message.facts().apiVersion(),
				line(this.text.render(View.withoutCredentials(message))));
		return Outcome.NEXT;
	}

	static String line(String text) {
		String cut = (text.length() > LONGEST) ? text.substring(0, LONGEST) + "…" : text;
		StringBuilder plain = new StringBuilder(cut.length());
		cut.chars()
			.forEach((c) -> plain.append((Character.isISOControl(c) || c == 0x2028 || c == 0x2029) ? ' ' : (char) c));
		return SECRET.matcher(plain.toString()).replaceAll("***");
	}

}
