package org.gatehouse.keymanager.endpoints;

import java.util.List;
import java.util.Set;

import jakarta.servlet.Filter;

import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.authorization.oidc.web.OidcLogoutEndpointFilter;
import org.springframework.security.oauth2.server.authorization.oidc.web.OidcProviderConfigurationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.oidc.web.OidcUserInfoEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.NimbusJwkSetEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationServerMetadataEndpointFilter;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.RequestCacheAwareFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * The way of requests for tokens: that of all OAuth endpoints, without the filters that
 * let such a request pass unseen, which is felt where the signature is short.
 */
final class TokenEndpointChain {

	/**
	 * Filters that have nothing to do at the token endpoint: other endpoints', and those
	 * for a browser, which neither signs in nor out there, comes back to no page, sends
	 * no bearer token in place of a client's credentials, and is not asked for a proof
	 * against forged requests. Whatever is not named here stays.
	 */
	private static final Set<Class<?>> OTHERS = Set.of(OAuth2AuthorizationEndpointFilter.class,
			OAuth2AuthorizationServerMetadataEndpointFilter.class, OAuth2ProtectedResourceMetadataFilter.class,
			NimbusJwkSetEndpointFilter.class, OidcProviderConfigurationEndpointFilter.class,
			OidcUserInfoEndpointFilter.class, OidcLogoutEndpointFilter.class, BearerTokenAuthenticationFilter.class,
			LogoutFilter.class, CsrfFilter.class, RequestCacheAwareFilter.class);

	private TokenEndpointChain() {
	}

	/**
	 * Makes the chain.
	 * @param oauth the chain of all endpoints
	 * @return the chain of {@code POST /oauth2/token}
	 */
	static SecurityFilterChain of(SecurityFilterChain oauth) {
		List<Filter> filters = oauth.getFilters()
			.stream()
			.filter((filter) -> !OTHERS.contains(filter.getClass().getNestHost()))
			.toList();
		return new DefaultSecurityFilterChain(
				PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/oauth2/token"), filters);
	}

}
