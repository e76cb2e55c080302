package org.gatehouse.keymanager.site;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/**
 * Signs every browser in to the administrator's pages as {@code admin}.
 */
class SignedInAdministrator {

	@Bean
	FilterRegistrationBean<?> signIn() {
		OidcIdToken token = new OidcIdToken("token", Instant.now(), Instant.now().plusSeconds(3600),
				Map.of("sub", "admin", "roles", List.of("admin"), "tenant", "carbon.super"));
		OAuth2AuthenticationToken admin = new OAuth2AuthenticationToken(new DefaultOidcUser(List.of(), token),
				List.of(), "admin");
		FilterRegistrationBean<?> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			((HttpServletRequest) request).getSession(true)
				.setAttribute("GATEHOUSE_ADMIN_CONTEXT", new SecurityContextImpl(admin));
			chain.doFilter(request, response);
		});
		registration.setOrder(-200);
		return registration;
	}

}
