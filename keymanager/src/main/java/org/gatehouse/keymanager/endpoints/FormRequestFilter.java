package org.gatehouse.keymanager.endpoints;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes at the endpoints for clients what RFC 6749 section 3.2 says and nothing else: a
 * POST of a form, each parameter once, none in the URL where logs would keep it, and one
 * kind of client authentication.
 */
final class FormRequestFilter extends OncePerRequestFilter {

	private static final Set<String> PATHS = Set.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect",
			"/oauth2/device_authorization");

	private static final int LONGEST = 8192;

	private final OAuthErrors errors;

	FormRequestFilter(OAuthErrors errors) {
		this.errors = errors;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !PATHS.contains(request.getRequestURI().substring(request.getContextPath().length()));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!"POST".equals(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, "POST");
			this.errors.write(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED,
					new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "The endpoint takes POST only", null));
			return;
		}
		String problem;
		try {
			problem = problem(request);
		}
		catch (IllegalStateException _) {
			// The container cannot read the parameters, or there are too many.
			problem = "The parameters cannot be read";
		}
		if (problem != null) {
			this.errors.write(response, HttpServletResponse.SC_BAD_REQUEST,
					new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, problem, null));
			return;
		}
		if (kindsOfAuthentication(request) > 1) {
			this.errors.write(response, HttpServletResponse.SC_UNAUTHORIZED,
					new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT,
							"The client authenticates in more than one way (expected: one)", null));
			return;
		}
		chain.doFilter(request, response);
	}

	private static long kindsOfAuthentication(HttpServletRequest request) {
		return Stream
			.of(request.getHeader(HttpHeaders.AUTHORIZATION), request.getParameter("client_secret"),
					request.getParameter("client_assertion"))
			.filter(Objects::nonNull)
			.count();
	}

	/** Who authenticates by the header does not name somebody else in the body. */
	private static boolean namesAnother(HttpServletRequest request) {
		String named = request.getParameter("client_id");
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (named == null || header == null) {
			return false;
		}
		String client = ClientGuesses.clientId(request);
		return client != null && !named.equals(client) && !named
			.equals(URLDecoder.decode(client.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8));
	}

	private static boolean isForm(@Nullable String type) {
		return type != null && type.split(";", 2)[0].strip()
			.toLowerCase(Locale.ROOT)
			.equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
	}

	private static @Nullable String problem(HttpServletRequest request) {
		if (!isForm(request.getContentType())) {
			return "Content-Type: expected " + MediaType.APPLICATION_FORM_URLENCODED_VALUE;
		}
		if (request.getQueryString() != null && !request.getQueryString().isEmpty()) {
			return "Parameters belong into the body, not into the URL";
		}
		for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
			if (parameter.getValue().length != 1) {
				return "A parameter is there more than once";
			}
			if (parameter.getKey().length() > LONGEST || parameter.getValue()[0].length() > LONGEST) {
				return "A parameter is longer than " + LONGEST + " characters";
			}
		}
		if (namesAnother(request)) {
			return "client_id: another than the client that authenticates";
		}
		return null;
	}

}
