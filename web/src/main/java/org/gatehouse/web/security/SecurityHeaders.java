package org.gatehouse.web.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The headers that keep browsers from doing what a page did not mean. Spring Security
 * adds nosniff, HSTS and {@code Cache-Control: no-store} by itself.
 */
public final class SecurityHeaders {

	private static final long ONE_YEAR = 31_536_000;

	private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
			+ "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'";

	private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

	private SecurityHeaders() {
	}

	/**
	 * For pages whose forms are sent to the platform itself.
	 * @param http the chain
	 * @param publicUrl the platform's own origin, to which signing out leads
	 */
	public static void forPages(HttpSecurity http, String publicUrl) {
		apply(http, PAGE + "; form-action 'self' " + publicUrl);
	}

	/**
	 * For the key manager's pages: a form sent there may end in a redirect to an OAuth
	 * client anywhere, which browsers check against {@code form-action} as well.
	 * @param http the chain
	 */
	public static void forPagesThatRedirectToClients(HttpSecurity http) {
		apply(http, PAGE);
	}

	/**
	 * For answers that are data.
	 * @param http the chain
	 */
	public static void forData(HttpSecurity http) {
		apply(http, DATA);
	}

	private static void apply(HttpSecurity http, String policy) {
		http.headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
			.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
			.frameOptions(frame -> frame.deny())
			.permissionsPolicyHeader(
					permissions -> permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
			.httpStrictTransportSecurity(hsts -> hsts.maxAgeInSeconds(ONE_YEAR).includeSubDomains(false)));
	}

}
