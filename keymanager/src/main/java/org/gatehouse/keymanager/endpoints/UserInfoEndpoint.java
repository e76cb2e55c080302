package org.gatehouse.keymanager.endpoints;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.oidc.web.OidcUserInfoEndpointFilter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Tells who the user is under both addresses: {@code /userinfo}, which the discovery
 * documents name, and {@code /oauth2/userinfo} among the other endpoints. The access
 * token comes in the header, or in the body of a form (RFC 6750 sections 2.1 and 2.2).
 */
final class UserInfoEndpoint extends AbstractHttpConfigurer<UserInfoEndpoint, HttpSecurity> {

	private static final String SECOND = "/oauth2/userinfo";

	private static final Set<String> PATHS = Set.of("/userinfo", SECOND);

	@Override
	public void configure(HttpSecurity http) {
		OidcUserInfoEndpointFilter second = new OidcUserInfoEndpointFilter(
				http.getSharedObject(AuthenticationManager.class), SECOND);
		second.setAuthenticationFailureHandler(UserInfoEndpoint::refuse);
		http.addFilterAfter(second, AuthorizationFilter.class);
	}

	static boolean is(HttpServletRequest request) {
		return PATHS.contains(request.getRequestURI().substring(request.getContextPath().length()));
	}

	/**
	 * Where access tokens are looked for. Other endpoints take forms, too, in which a
	 * token is no proof of who sends it.
	 * @return what finds them
	 */
	static BearerTokenResolver tokens() {
		DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
		DefaultBearerTokenResolver headerOrForm = new DefaultBearerTokenResolver();
		headerOrForm.setAllowFormEncodedBodyParameter(true);
		return (request) -> (is(request) ? headerOrForm : header).resolve(request);
	}

	/** Answers as RFC 6750 section 3.1 has it. */
	static void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		String error = (failure instanceof OAuth2AuthenticationException oauth) ? oauth.getError().getErrorCode()
				: OAuth2ErrorCodes.INVALID_REQUEST;
		HttpStatus status = switch (error) {
			case OAuth2ErrorCodes.INVALID_TOKEN -> HttpStatus.UNAUTHORIZED;
			case OAuth2ErrorCodes.INSUFFICIENT_SCOPE -> HttpStatus.FORBIDDEN;
			default -> HttpStatus.BAD_REQUEST;
		};
		String scope = (status == HttpStatus.FORBIDDEN) ? ", scope=\"openid\"" : "";
		response.setStatus(status.value());
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"" + error + "\"" + scope);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.getWriter().write("{\"error\":\"" + error + "\"}");
	}

}
