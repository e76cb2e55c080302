package org.gatehouse.web;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.web.security.SecurityHeaders;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Closes what no module protects. A configuration of its own, so that it comes after
 * those of all modules: it matches every request that is left.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
public class ClosedPathsAutoConfiguration {

	/**
	 * The chain of every path that no other chain has. Nobody may use what a module
	 * forgot to protect; to the outside it is not there.
	 * @param http a fresh builder
	 * @param properties knows the public URL
	 * @return the chain
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	SecurityFilterChain closedSecurity(HttpSecurity http, WebProperties properties) {
		http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
			.exceptionHandling(failures -> failures
				.authenticationEntryPoint((_, response, _) -> response.sendError(HttpServletResponse.SC_NOT_FOUND)))
			.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable);
		SecurityHeaders.forPages(http, properties.publicUrl().toString());
		return http.build();
	}

}
