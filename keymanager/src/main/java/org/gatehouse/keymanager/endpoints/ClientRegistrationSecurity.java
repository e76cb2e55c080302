package org.gatehouse.keymanager.endpoints;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.keymanager.registration.InitialTokenService;
import org.gatehouse.web.security.SecurityHeaders;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/**
 * Who may register clients (RFC 7591). It comes before the chain of the other OAuth
 * endpoints, which also knows people by their cookies. A client's own registration access
 * token (RFC 7592) is no access token; its controller looks at it.
 */
@Configuration(proxyBeanMethods = false)
class ClientRegistrationSecurity {

	@Bean
	@Order(9)
	SecurityFilterChain clientRegistrationChain(HttpSecurity http, BearerTokens bearer, InitialTokenService initial,
			JsonMapper json, Clock clock) {
		DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
		BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
		BearerTokenAccessDeniedHandler denial = new BearerTokenAccessDeniedHandler();
		AuthenticationEntryPoint unknown = (request, response, failure) -> {
			challenge.commence(request, response, failure);
			write(json, response, "invalid_token");
		};
		AccessDeniedHandler denied = (request, response, failure) -> {
			denial.handle(request, response, failure);
			write(json, response, "insufficient_scope");
		};
		ClientGuesses guesses = new ClientGuesses(
				(request, response) -> unknown.commence(request, response, new InvalidBearerTokenException("unknown")),
				clock);
		http.securityMatcher("/oauth2/register", "/oauth2/register/**")
			.addFilterBefore(guesses, SecurityContextHolderFilter.class)
			.authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.POST, "/oauth2/register")
				.hasAuthority("SCOPE_apim:client_register")
				.anyRequest()
				.permitAll())
			.oauth2ResourceServer((server) -> server
				.bearerTokenResolver((request) -> "POST".equals(request.getMethod()) ? header.resolve(request) : null)
				.jwt((jwt) -> jwt.authenticationManager(either(initial, bearer.authentication())))
				.authenticationEntryPoint(unknown)
				.accessDeniedHandler(denied))
			.exceptionHandling((failures) -> failures.authenticationEntryPoint(unknown).accessDeniedHandler(denied))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable);
		SecurityHeaders.forData(http);
		return http.build();
	}

	private static AuthenticationManager either(InitialTokenService initial, AuthenticationManager accessTokens) {
		return (token) -> {
			Authentication known = initial.authenticate(((BearerTokenAuthenticationToken) token).getToken());
			return (known != null) ? known : accessTokens.authenticate(token);
		};
	}

	private static void write(JsonMapper json, HttpServletResponse response, String error) throws IOException {
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.getOutputStream().write(json.writeValueAsBytes(Map.of("error", error)));
	}

}
