package org.gatehouse.publisher.workspace;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/**
 * Signs every browser in to the publisher as {@code ann}, as the key manager would.
 */
class SignedInBrowser {

	@Bean
	FilterRegistrationBean<?> signIn() {
		OidcIdToken token = new OidcIdToken("token", Instant.now(), Instant.now().plusSeconds(3600),
				Map.of("sub", "ann", "roles", List.of("admin"), "tenant", "default"));
		OAuth2AuthenticationToken ann = new OAuth2AuthenticationToken(new DefaultOidcUser(List.of(), token), List.of(),
				"publisher");
		FilterRegistrationBean<?> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			((jakarta.servlet.http.HttpServletRequest) request).getSession(true)
				.setAttribute("GATEHOUSE_PUBLISHER_CONTEXT", new SecurityContextImpl(ann));
			chain.doFilter(request, response);
		});
		registration.setOrder(-200);
		return registration;
	}

}
