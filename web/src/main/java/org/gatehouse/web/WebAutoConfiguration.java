package org.gatehouse.web;

import org.gatehouse.web.security.SecurityHeaders;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * What every node with a web role has: REST failures, page layout, assets, sign-in,
 * security headers.
 */
@AutoConfiguration(before = { ErrorMvcAutoConfiguration.class, WebMvcAutoConfiguration.class },
		beforeName = "org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration")
@EnableConfigurationProperties(WebProperties.class)
@ComponentScan(excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX,
		pattern = "org\\.gatehouse\\.web\\.policies\\..*"))
public class WebAutoConfiguration {

	/**
	 * The chain of what anyone may have: assets, the error page, the way to the store.
	 * @param http a fresh builder
	 * @param properties knows the public URL
	 * @return the chain
	 */
	@Bean
	@Order(90)
	SecurityFilterChain openSecurity(HttpSecurity http, WebProperties properties) {
		http.securityMatcher("/", "/error", "/favicon.ico", "/assets/**")
			.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
			.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable);
		SecurityHeaders.forPages(http, properties.publicUrl().toString());
		return http.build();
	}

	/**
	 * The texts of all modules.
	 * @return the source
	 */
	@Bean
	MessageSource messageSource() {
		return ModuleMessages.find();
	}

}
