package org.gatehouse.server.node;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who may use what the server itself answers: anyone asks for its health, gateways alone
 * for the feed.
 */
@Configuration(proxyBeanMethods = false)
class NodeSecurity {

	@Bean
	@Order(10)
	SecurityFilterChain healthSecurity(HttpSecurity http) {
		stateless(http.securityMatcher("/livez", "/readyz"));
		return http.build();
	}

	@Bean
	@Order(11)
	SecurityFilterChain internalSecurity(HttpSecurity http, NodeToken token) {
		stateless(http.securityMatcher("/internal/**"));
		http.addFilterBefore(new TokenFilter(token), AnonymousAuthenticationFilter.class);
		return http.build();
	}

	private static void stateless(HttpSecurity http) {
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable);
	}

	private static final class TokenFilter extends OncePerRequestFilter {

		private final NodeToken token;

		TokenFilter(NodeToken token) {
			this.token = token;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
			if (authorization != null && this.token.isProvenBy(authorization)) {
				chain.doFilter(request, response);
			}
			else {
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"gateway nodes\"");
				response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
			}
		}

	}

}
