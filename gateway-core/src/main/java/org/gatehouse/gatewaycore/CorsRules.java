package org.gatehouse.gatewaycore;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Which cross-origin calls a browser may make (the Fetch standard's CORS protocol) to
 * APIs that do not say so themselves.
 *
 * @param enabled false to answer no preflight and add no header
 * @param origins the allowed origins, exactly as a browser sends them; {@code *} for all
 * @param headers the request headers that are allowed; {@code *} for whichever a page
 * asks for
 * @param methods the methods that are allowed, of those that the called path has; empty
 * for all of them
 * @param exposedHeaders the answer's headers that a page may read
 * @param credentials whether a page may send cookies; not with all origins
 * @param maxAge how long a browser may remember a preflight's answer
 * @param privateNetwork whether a public page may call a gateway in a private network
 */
public record CorsRules(boolean enabled, Set<String> origins, List<String> headers, Set<String> methods,
		List<String> exposedHeaders, boolean credentials, Duration maxAge, boolean privateNetwork) {

	public CorsRules {
		origins = Set.copyOf(origins);
		headers = List.copyOf(headers);
		methods = Set.copyOf(methods);
		exposedHeaders = List.copyOf(exposedHeaders);
		if (credentials && origins.contains("*")) {
			throw new IllegalArgumentException("credentials: true (expected: false where every origin is allowed)");
		}
	}

	/**
	 * All origins, no credentials.
	 * @return the rules of a gateway that was told nothing else
	 */
	public static CorsRules defaults() {
		return new CorsRules(true, Set.of("*"),
				List.of("Authorization", "ApiKey", "Content-Type", "SOAPAction", "X-Request-Id"), Set.of(),
				List.of("X-Request-Id", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate"), false,
				Duration.ofMinutes(10), false);
	}

}
