package org.gatehouse.web.security;

import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.db.signin.SignIns;
import org.gatehouse.web.WebProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.stereotype.Component;

/**
 * Sets up the chain of a portal: sign-in and sign-out by OpenID Connect with the key
 * manager, protection against forged requests, security headers. One session serves all
 * portals of one origin, so everything that a chain keeps there has a name of its own.
 */
@Component
public class PortalSecurity {

	private final PortalClients clients;

	private final BackChannel backChannel;

	private final WebProperties properties;

	private final ObjectProvider<SignIns> signIns;

	PortalSecurity(PortalClients clients, BackChannel backChannel, WebProperties properties,
			ObjectProvider<SignIns> signIns) {
		this.clients = clients;
		this.backChannel = backChannel;
		this.properties = properties;
		this.signIns = signIns;
	}

	/**
	 * Makes the chain of a portal.
	 * @param http a fresh builder
	 * @param portal the portal
	 * @param access who may see what below the portal's path; must end with
	 * {@code anyRequest()}. See {@link SignedInUsers#having} for permissions
	 * @return the chain
	 */
	public SecurityFilterChain chain(HttpSecurity http, Portal portal,
			Customizer<AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry> access) {
		HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
		contexts.setSpringSecurityContextKey("GATEHOUSE_" + portal.name() + "_CONTEXT");
		HttpSessionCsrfTokenRepository csrfTokens = new HttpSessionCsrfTokenRepository();
		csrfTokens.setSessionAttributeName("GATEHOUSE_" + portal.name() + "_CSRF");
		http.securityMatcher(portal.path(), portal.path() + "/**").authorizeHttpRequests(requests -> {
			requests.requestMatchers(portal.path() + "/sign-in-failed", portal.path() + "/signed-out").permitAll();
			requests.requestMatchers(portal.path() + "/sign-in").authenticated();
			access.customize(requests);
		})
			.securityContext(context -> context.securityContextRepository(contexts))
			.addFilterAfter(new EndedSignIns(this::lasts, EndedSignIns::ofPortal, contexts),
					SecurityContextHolderFilter.class)
			.requestCache(cache -> cache.requestCache(requestCache(portal)))
			.csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
			.exceptionHandling(failures -> failures.accessDeniedHandler(new RefusedRequests()))
			.sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()))
			.oauth2Login(login -> login.clientRegistrationRepository(this.clients)
				.authorizedClientRepository(new NoAuthorizedClients())
				.loginPage(portal.signInPath())
				.loginProcessingUrl(portal.path() + "/login/oauth2/code/*")
				.authorizationEndpoint(start -> start.baseUri(portal.path() + "/oauth2/authorization")
					.authorizationRequestRepository(new PendingSignIns(portal)))
				.tokenEndpoint(token -> token.accessTokenResponseClient(this.backChannel.codeExchange()))
				.defaultSuccessUrl(portal.path())
				.failureUrl(portal.path() + "/sign-in-failed"))
			.logout(logout -> logout.logoutUrl(portal.path() + "/sign-out")
				.addLogoutHandler((_, _, authentication) -> end(authentication))
				.logoutSuccessHandler(signedOut(portal)));
		SecurityHeaders.forPages(http, this.properties.publicUrl().toString());
		return http.build();
	}

	private boolean lasts(UUID signIn) {
		SignIns known = this.signIns.getIfAvailable();
		return known == null || known.lasts(signIn);
	}

	/**
	 * Ends the sign-in for all portals, even where the browser does not follow to the key
	 * manager.
	 */
	private void end(@Nullable Authentication authentication) {
		UUID signIn = EndedSignIns.ofPortal(authentication);
		if (signIn != null) {
			this.signIns.ifAvailable(known -> known.end(signIn));
		}
	}

	/**
	 * Only pages are returned to after signing in; a form would have to be sent again.
	 */
	private static HttpSessionRequestCache requestCache(Portal portal) {
		HttpSessionRequestCache cache = new HttpSessionRequestCache();
		cache.setSessionAttrName("GATEHOUSE_" + portal.name() + "_REQUEST");
		cache.setRequestMatcher(request -> HttpMethod.GET.matches(request.getMethod()));
		return cache;
	}

	private OidcClientInitiatedLogoutSuccessHandler signedOut(Portal portal) {
		OidcClientInitiatedLogoutSuccessHandler handler = new OidcClientInitiatedLogoutSuccessHandler(this.clients);
		handler.setPostLogoutRedirectUri(this.properties.publicUrl() + portal.path() + "/signed-out");
		handler.setDefaultTargetUrl(portal.path() + "/signed-out");
		return handler;
	}

	/** The portals need to know who signs in, and no token for anything. */
	private static final class NoAuthorizedClients implements OAuth2AuthorizedClientRepository {

		@Override
		public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String clientRegistrationId,
				@Nullable Authentication principal, HttpServletRequest request) {
			return null;
		}

		@Override
		public void saveAuthorizedClient(OAuth2AuthorizedClient authorizedClient, Authentication principal,
				HttpServletRequest request, HttpServletResponse response) {
			// nothing to keep
		}

		@Override
		public void removeAuthorizedClient(String clientRegistrationId, @Nullable Authentication principal,
				HttpServletRequest request, HttpServletResponse response) {
			// nothing was kept
		}

	}

}
