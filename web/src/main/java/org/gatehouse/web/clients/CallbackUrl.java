package org.gatehouse.web.clients;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where an authorization code may be sent: an address that is compared as a whole, and
 * that a browser opens rather than runs (RFC 9700 section 4.1, RFC 8252 section 7).
 */
public final class CallbackUrl {

	private static final int LONGEST = 2000;

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private static final String EXPECTED = "an absolute https address, http on loopback, or an application's own scheme "
			+ "with a dot in it; without fragment, wildcard and user name";

	private CallbackUrl() {
	}

	/**
	 * Checks an address.
	 * @param wrong takes what is wrong
	 * @param field the field's name
	 * @param text what was filled in
	 * @return the address, null where nothing was filled in or it is wrong
	 */
	public static @Nullable String check(BadRequest.Collector wrong, String field, @Nullable String text) {
		if (text == null || text.isBlank()) {
			return null;
		}
		String url = text.strip();
		if (!isSafe(url)) {
			wrong.reject(field, url, EXPECTED);
			return null;
		}
		return url;
	}

	private static boolean isSafe(String text) {
		if (text.length() > LONGEST || text.contains("*") || text.contains("\\")) {
			return false;
		}
		URI url;
		try {
			url = new URI(text);
		}
		catch (URISyntaxException ex) {
			return false;
		}
		if (url.getScheme() == null || url.getRawFragment() != null || url.getRawUserInfo() != null
				|| (url.getRawPath() != null && !url.normalize().equals(url))) {
			return false;
		}
		return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
			case "https" -> url.getHost() != null;
			case "http" -> url.getHost() != null && LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
			// A reversed domain name; javascript:, data: and the like have no dot.
			default -> url.getScheme().contains(".") && !url.isOpaque();
		};
	}

}
