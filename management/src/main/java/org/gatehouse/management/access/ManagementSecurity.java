package org.gatehouse.management.access;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.management.ManagementProperties;
import org.gatehouse.web.rest.RestErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.AccountStatusUserDetailsChecker;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may do what: Basic to log in, the token that one gets there for all else, the name
 * and version of the node for everyone.
 */
@Configuration(proxyBeanMethods = false)
class ManagementSecurity {

	@Bean
	ManagementTokens managementTokens(ManagementProperties properties, Clock clock) {
		return new ManagementTokens(properties.maxTokens(), properties.tokenExpiry(), clock);
	}

	/**
	 * The chain of logging in. Where the node is a key manager as well, its way of
	 * signing in is used, with its brake on guessing.
	 * @param http a fresh builder
	 * @param administrators who may log in
	 * @param keyManager how the key manager checks passwords
	 * @param json writes what is said to those who know their password
	 * @return the chain
	 */
	@Bean
	@Order(40)
	SecurityFilterChain managementLoginSecurity(HttpSecurity http, Administrators administrators,
			ObjectProvider<AuthenticationProvider> keyManager, JsonMapper json) {
		AuthenticationProvider passwords = keyManager.orderedStream()
			.filter((provider) -> provider.supports(UsernamePasswordAuthenticationToken.class))
			.findFirst()
			.orElseGet(() -> byHash(administrators));
		http.securityMatcher((request) -> path(request).equals("/management/login"))
			.authenticationManager(new ProviderManager(List.of(passwords)))
			.httpBasic((basic) -> basic.authenticationEntryPoint(refused(json)))
			.authorizeHttpRequests((requests) -> requests.anyRequest()
				.access((user, _) -> new AuthorizationDecision(mayLogIn(user.get(), administrators))));
		return stateless(http, "Basic realm=\"Gatehouse\"");
	}

	@Bean
	@Order(41)
	SecurityFilterChain managementApiSecurity(HttpSecurity http, ManagementTokens tokens,
			Administrators administrators) {
		http.securityMatcher((request) -> below(path(request)))
			.oauth2ResourceServer((bearer) -> bearer
				.opaqueToken((opaque) -> opaque.introspector((token) -> principal(token, tokens, administrators)))
				.authenticationEntryPoint(challenge("Bearer realm=\"Gatehouse\"")))
			.authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.GET, "/management")
				.permitAll()
				.anyRequest()
				.hasAuthority(Administrators.AUTHORITY));
		return stateless(http, "Bearer realm=\"Gatehouse\"");
	}

	private static SecurityFilterChain stateless(HttpSecurity http, String challenge) {
		return http.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.exceptionHandling((failures) -> failures.authenticationEntryPoint(challenge(challenge))
				.accessDeniedHandler((_, response, _) -> response.setStatus(HttpStatus.FORBIDDEN.value())))
			.build();
	}

	/**
	 * Nobody is told why, but those who know their password and have to do something
	 * about it.
	 */
	private static AuthenticationEntryPoint refused(JsonMapper json) {
		AuthenticationEntryPoint challenge = challenge("Basic realm=\"Gatehouse\"");
		return (request, response, failure) -> {
			challenge.commence(request, response, failure);
			if (failure instanceof AccountStatusException held && !(held instanceof DisabledException)) {
				String reason = (held instanceof CredentialsExpiredException)
						? "the password has to be changed first, at the sign-in page"
						: String.valueOf(held.getMessage());
				response.setContentType(MediaType.APPLICATION_JSON_VALUE);
				response.getOutputStream()
					.write(json.writeValueAsBytes(RestErrors.body(HttpStatus.UNAUTHORIZED.value(), reason)));
			}
		};
	}

	private static AuthenticationEntryPoint challenge(String challenge) {
		return (_, response, _) -> {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
			response.setStatus(HttpStatus.UNAUTHORIZED.value());
		};
	}

	private static OAuth2AuthenticatedPrincipal principal(String token, ManagementTokens tokens,
			Administrators administrators) {
		ManagementTokens.Login login = tokens.find(token)
			.filter((found) -> administrators.mayManage(found.userName()))
			.orElseThrow(() -> new BadOpaqueTokenException("not logged in"));
		return new DefaultOAuth2AuthenticatedPrincipal(login.userName(),
				Map.of(OAuth2TokenIntrospectionClaimNames.SUB, login.userName(), OAuth2TokenIntrospectionClaimNames.IAT,
						login.issuedAt(), OAuth2TokenIntrospectionClaimNames.EXP, login.expiresAt()),
				AuthorityUtils.createAuthorityList(Administrators.AUTHORITY));
	}

	private static AuthenticationProvider byHash(Administrators administrators) {
		DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(administrators::load);
		// Whether an account is disabled is told to those alone who know its password.
		passwords.setPreAuthenticationChecks((_) -> {
		});
		passwords.setPostAuthenticationChecks(new AccountStatusUserDetailsChecker());
		passwords.setPasswordEncoder(new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt",
				new BCryptPasswordEncoder(), "argon2id", Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8())));
		return passwords;
	}

	private static boolean mayLogIn(@Nullable Authentication user, Administrators administrators) {
		return user != null && user.isAuthenticated() && administrators.mayManage(user.getName());
	}

	private static boolean below(String path) {
		return path.equals("/management") || path.startsWith("/management/");
	}

	private static String path(HttpServletRequest request) {
		return request.getRequestURI();
	}

}
