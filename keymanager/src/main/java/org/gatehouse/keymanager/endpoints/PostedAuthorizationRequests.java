package org.gatehouse.keymanager.endpoints;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Asks for an authorization request that a page of a client posts (OpenID Connect Core
 * section 3.1.2.1) once more by GET: a browser sends no cookie with what pages of others
 * post, and who has to sign in before comes back by GET.
 */
final class PostedAuthorizationRequests extends OncePerRequestFilter {

	static final String PATH = "/oauth2/authorize";

	/** A longer address is refused on its way. */
	private static final int LONGEST = 8192;

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !HttpMethod.POST.matches(request.getMethod()) || !isRequest(request);
	}

	/**
	 * Tells a request for authorization from the answer of a user who was asked.
	 * @param request the HTTP request
	 * @return true where it is the first
	 */
	static boolean isRequest(HttpServletRequest request) {
		return PATH.equals(request.getRequestURI().substring(request.getContextPath().length()))
				&& request.getParameter(OAuth2ParameterNames.RESPONSE_TYPE) != null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		UriComponentsBuilder again = UriComponentsBuilder.fromPath(request.getContextPath() + PATH);
		request.getParameterMap().forEach((name, values) -> {
			for (String value : values) {
				again.queryParam(UriUtils.encode(name, UTF_8), UriUtils.encode(value, UTF_8));
			}
		});
		String address = again.build(true).toUriString();
		if (address.length() > LONGEST) {
			response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
			return;
		}
		response.setStatus(HttpServletResponse.SC_SEE_OTHER);
		response.setHeader(HttpHeaders.LOCATION, address);
	}

}
