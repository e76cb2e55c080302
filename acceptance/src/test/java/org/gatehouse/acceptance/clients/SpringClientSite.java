package org.gatehouse.acceptance.clients;

import java.security.Principal;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * Somebody's web site whose users sign in with Gatehouse, as Spring Security's guide has
 * it.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@EnableWebSecurity
class SpringClientSite {

	/** The last who came, with tokens. */
	final AtomicReference<@Nullable OAuth2AuthorizedClient> visitor = new AtomicReference<>();

	@Bean
	TomcatServletWebServerFactory webServer(Port port) {
		return new TomcatServletWebServerFactory(port.number());
	}

	@Bean
	DispatcherServlet dispatcher() {
		return new DispatcherServlet();
	}

	@Bean
	ServletRegistrationBean<DispatcherServlet> pages(DispatcherServlet dispatcher) {
		return new ServletRegistrationBean<>(dispatcher, "/");
	}

	@Bean
	DelegatingFilterProxyRegistrationBean security() {
		return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
	}

	@Bean
	ClientRegistrationRepository registrations(ClientRegistration registration) {
		return new InMemoryClientRegistrationRepository(registration);
	}

	@Bean
	OAuth2AuthorizedClientRepository clients() {
		return new HttpSessionOAuth2AuthorizedClientRepository();
	}

	@Bean
	SecurityFilterChain chain(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.oauth2Login(Customizer.withDefaults())
			.build();
	}

	/** Where the site listens. */
	record Port(int number) {

	}

	@RestController
	static class Home {

		private final SpringClientSite site;

		private final OAuth2AuthorizedClientRepository clients;

		Home(SpringClientSite site, OAuth2AuthorizedClientRepository clients) {
			this.site = site;
			this.clients = clients;
		}

		@GetMapping("/home")
		String home(Principal visitor, HttpServletRequest request) {
			OAuth2AuthenticationToken signedIn = (OAuth2AuthenticationToken) visitor;
			this.site.visitor.set(
					this.clients.loadAuthorizedClient(signedIn.getAuthorizedClientRegistrationId(), signedIn, request));
			OidcUser user = (OidcUser) Objects.requireNonNull(signedIn.getPrincipal());
			return "Hello " + user.getPreferredUsername() + ", "
					+ Objects.requireNonNull(user.getUserInfo()).getSubject();
		}

	}

}
