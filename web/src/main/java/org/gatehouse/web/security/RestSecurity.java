package org.gatehouse.web.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.web.rest.RestErrors;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/**
 * Sets up the chain of a REST interface: bearer tokens only, no session, refusals in the
 * contract's shape. A token's scopes are authorities, such as
 * {@code SCOPE_apim:api_create}. The {@code JwtDecoder} bean verifies tokens.
 */
@Component
public class RestSecurity {

	private final JsonMapper json;

	RestSecurity(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Makes the chain of a REST interface.
	 * @param http a fresh builder
	 * @param pattern the interface's paths, such as {@code /api/am/publisher/v4/**}
	 * @param access who may call what
	 * @return the chain
	 */
	public SecurityFilterChain chain(HttpSecurity http, String pattern,
			Customizer<AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry> access) {
		http.securityMatcher(pattern)
			.authorizeHttpRequests(access)
			.oauth2ResourceServer(bearer -> bearer.jwt(Customizer.withDefaults())
				.authenticationEntryPoint(entryPoint())
				.accessDeniedHandler(accessDenied()))
			.exceptionHandling(
					failures -> failures.authenticationEntryPoint(entryPoint()).accessDeniedHandler(accessDenied()))
			.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable);
		SecurityHeaders.forData(http);
		return http.build();
	}

	/**
	 * Answers callers without a valid token: 401 with the challenge of RFC 6750.
	 * @return the entry point
	 */
	public AuthenticationEntryPoint entryPoint() {
		BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
		return (request, response, failure) -> {
			challenge.commence(request, response, failure);
			String description = (failure instanceof OAuth2AuthenticationException)
					? "The access token is expired, revoked or not one of this server"
					: "The operation needs an access token (Authorization: Bearer …)";
			write(response, response.getStatus(), description);
		};
	}

	/**
	 * Answers callers whose token lacks a scope: 403.
	 * @return the handler
	 */
	public AccessDeniedHandler accessDenied() {
		BearerTokenAccessDeniedHandler challenge = new BearerTokenAccessDeniedHandler();
		return (request, response, failure) -> {
			challenge.handle(request, response, failure);
			write(response, HttpServletResponse.SC_FORBIDDEN, "The access token's scopes do not allow this operation");
		};
	}

	private void write(HttpServletResponse response, int status, String description) throws IOException {
		response.setStatus(status);
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.getOutputStream().write(this.json.writeValueAsBytes(RestErrors.body(status, description)));
	}

}
