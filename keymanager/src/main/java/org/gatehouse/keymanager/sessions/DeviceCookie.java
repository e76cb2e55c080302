package org.gatehouse.keymanager.sessions;

import java.time.Duration;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.accounts.Origin;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie by which a browser is known again after a sign-in. It opens nothing: it only
 * keeps somebody else's guessing from holding up its owner.
 */
public final class DeviceCookie {

	private static final String NAME = "__Host-gatehouse-device";

	private static final Duration LIFETIME = Duration.ofDays(180);

	private DeviceCookie() {
	}

	/**
	 * Where a request to sign in comes from.
	 * @param request the request
	 * @return its address, and the browser where it is known
	 */
	public static Origin origin(HttpServletRequest request) {
		String value = value(request);
		return Origin.of(request.getRemoteAddr(), (value != null) ? TokenHash.of(value) : null);
	}

	/**
	 * Lets the browser be known again.
	 * @param request the request that signed somebody in
	 * @param response its response
	 * @return the hash of the cookie
	 */
	static String remember(HttpServletRequest request, HttpServletResponse response) {
		String known = value(request);
		String value = (known != null) ? known : ClientSecrets.newSecret();
		ResponseCookie cookie = ResponseCookie.from(NAME, value)
			.path("/")
			.secure(true)
			.httpOnly(true)
			.sameSite("Lax")
			.maxAge(LIFETIME)
			.build();
		response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
		return TokenHash.of(value);
	}

	private static @Nullable String value(HttpServletRequest request) {
		Cookie[] cookies = request.getCookies();
		if (cookies != null) {
			for (Cookie cookie : cookies) {
				if (NAME.equals(cookie.getName()) && cookie.getValue().matches("[A-Za-z0-9_-]{40,64}")) {
					return cookie.getValue();
				}
			}
		}
		return null;
	}

}
