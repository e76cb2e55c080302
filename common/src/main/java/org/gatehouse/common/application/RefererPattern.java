package org.gatehouse.common.application;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Pages from which a browser may call, as {@code [SCHEME://]HOST[:PORT][/PATH]}:
 * {@code www.example.com}, {@code *.example.com} for all hosts below it,
 * {@code example.com/app/*} for all pages below a path. Browsers tell other sites their
 * page's origin alone, unless the page asks them to tell all.
 *
 * @param scheme {@code http} or {@code https}, null for either
 * @param host the host in lower case
 * @param below true for the hosts below the host, without itself
 * @param port the port, -1 for any
 * @param path the path, empty for any
 * @param deep true for all that begins with the path
 */
public record RefererPattern(@Nullable String scheme, String host, boolean below, int port, String path, boolean deep) {

	private static final Pattern FORM = Pattern
		.compile("(?:(https?)://)?(\\*\\.)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?"
				+ "(/[\\x21-\\x29\\x2B-\\x7E]*)?(\\*)?");

	/**
	 * Reads a pattern.
	 * @param text the pattern
	 * @return what it says
	 * @throws IllegalArgumentException with the text if it is none
	 */
	public static RefererPattern of(String text) {
		String plain = text.strip();
		int slash = plain.indexOf('/', plain.contains("://") ? plain.indexOf("://") + 3 : 0);
		int end = (slash < 0) ? plain.length() : slash;
		Matcher form = FORM.matcher(plain.substring(0, end).toLowerCase(Locale.ROOT) + plain.substring(end));
		if (!form.matches() || (form.group(6) != null && form.group(5) == null)) {
			throw new IllegalArgumentException(
					"referer: '" + text + "' (expected: such as https://www.example.com/app/* or *.example.com)");
		}
		return new RefererPattern(form.group(1), form.group(3), form.group(2) != null,
				(form.group(4) != null) ? Integer.parseInt(form.group(4)) : -1,
				(form.group(5) != null) ? form.group(5) : "", form.group(6) != null);
	}

	/**
	 * Tells whether a call came from one of the pages.
	 * @param referer the call's {@code Referer}
	 * @return false too for what is no http or https URL
	 */
	public boolean matches(String referer) {
		URI page;
		try {
			page = URI.create(referer);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
		String from = page.getHost();
		String by = page.getScheme();
		if (from == null || by == null || !(by.equalsIgnoreCase("http") || by.equalsIgnoreCase("https"))) {
			return false;
		}
		String name = from.toLowerCase(Locale.ROOT);
		boolean sameHost = this.below ? name.endsWith("." + this.host) : name.equals(this.host);
		return sameHost && (this.scheme == null || this.scheme.equalsIgnoreCase(by))
				&& (this.port < 0 || this.port == portOf(page, by)) && isAt(page.getRawPath());
	}

	private static int portOf(URI page, String scheme) {
		return (page.getPort() >= 0) ? page.getPort() : scheme.equalsIgnoreCase("https") ? 443 : 80;
	}

	private boolean isAt(@Nullable String at) {
		String found = (at == null || at.isEmpty()) ? "/" : at;
		return this.path.isEmpty() || (this.deep ? found.startsWith(this.path) : found.equals(this.path));
	}

}
