package org.gatehouse.common.runtime;

import java.util.List;

/**
 * Which pages of other origins may call an API (the Fetch standard's CORS protocol), in
 * place of the gateway's rules.
 *
 * @param origins the allowed origins as a browser sends them, {@code *} for all
 * @param credentials whether a page may send cookies and certificates; not with {@code *}
 * @param headers the request headers that are allowed, {@code *} for whichever a page
 * asks for; where empty, the gateway's
 * @param methods the methods that are allowed, of those that the called path has; where
 * empty, all of them
 * @param exposedHeaders the answer's headers that a page may read; where empty, the
 * gateway's
 * @param maxAge for how many seconds a browser may remember a preflight's answer, 0 for
 * as long as the gateway says
 * @param privateNetwork whether a public page may call a gateway in a private network
 */
public record CorsSettings(List<String> origins, boolean credentials, List<String> headers, List<String> methods,
		List<String> exposedHeaders, int maxAge, boolean privateNetwork) {

	public CorsSettings {
		origins = (origins != null) ? List.copyOf(origins) : List.of();
		headers = (headers != null) ? List.copyOf(headers) : List.of();
		methods = (methods != null) ? List.copyOf(methods) : List.of();
		exposedHeaders = (exposedHeaders != null) ? List.copyOf(exposedHeaders) : List.of();
	}

}
