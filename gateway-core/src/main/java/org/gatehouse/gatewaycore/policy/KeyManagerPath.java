package org.gatehouse.gatewaycore.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.gatehouse.common.api.HttpVerb;
import org.jspecify.annotations.Nullable;

/**
 * A path at the gateway's ports that leads to the key manager.
 *
 * @param target the path there
 * @param verbs the methods that it takes
 */
record KeyManagerPath(String target, Set<HttpVerb> verbs) {

	private static final KeyManagerPath TOKEN = of("/oauth2/token", HttpVerb.POST);

	private static final KeyManagerPath REVOKE = of("/oauth2/revoke", HttpVerb.POST);

	private static final KeyManagerPath AUTHORIZE = of("/oauth2/authorize", HttpVerb.GET, HttpVerb.POST);

	private static final KeyManagerPath USERINFO = of("/userinfo", HttpVerb.GET, HttpVerb.POST);

	private static KeyManagerPath of(String target, HttpVerb... verbs) {
		return new KeyManagerPath(target, EnumSet.copyOf(Arrays.asList(verbs)));
	}

	/**
	 * Finds one.
	 * @param path the canonical path that was called
	 * @return null where it is none of them
	 */
	static @Nullable KeyManagerPath find(String path) {
		return switch (path) {
			case "/token" -> TOKEN;
			case "/revoke" -> REVOKE;
			case "/authorize" -> AUTHORIZE;
			case "/userinfo" -> USERINFO;
			default -> null;
		};
	}

	/**
	 * Refuses a method that the path does not take, in the words of RFC 6749 section 5.2
	 * as the key manager does: whoever calls here expects no API's error.
	 */
	Step.Answer refusal() {
		return new Step.Answer(405,
				Map.of("allow", names(this.verbs), "content-type", "application/json", "cache-control", "no-store"),
				"{\"error\":\"invalid_request\",\"error_description\":\"The endpoint takes "
						+ this.verbs.stream().map(HttpVerb::name).collect(Collectors.joining(" and ")) + " only\"}");
	}

	/** Lists methods as {@code Allow} does. */
	static String names(Collection<HttpVerb> verbs) {
		return verbs.stream().map(HttpVerb::name).collect(Collectors.joining(", "));
	}

}
