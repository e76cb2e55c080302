package org.gatehouse.keymanager.endpoints;

import java.time.Clock;
import java.util.List;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.keymanager.accounts.AccountAuthenticationProvider;
import org.gatehouse.keymanager.accounts.SignInUnavailable;
import org.gatehouse.keymanager.consents.ConsentRules;
import org.gatehouse.keymanager.grants.Grants;
import org.gatehouse.keymanager.scim.ScimErrors;
import org.gatehouse.keymanager.sessions.DeviceCookie;
import org.gatehouse.keymanager.sessions.IdentitySession;
import org.gatehouse.keymanager.sessions.SessionService;
import org.gatehouse.keymanager.sessions.SignInRecorder;
import org.gatehouse.keymanager.signin.SignInFailures;
import org.gatehouse.keymanager.signing.SigningKeys;
import org.gatehouse.keymanager.tokens.EndSession;
import org.gatehouse.keymanager.tokens.UserInfo;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.rest.RestErrors;
import org.gatehouse.web.security.Portal;
import org.gatehouse.web.security.PortalSecurity;
import org.gatehouse.web.security.RefusedRequests;
import org.gatehouse.web.security.RestSecurity;
import org.gatehouse.web.security.SecurityHeaders;
import org.gatehouse.web.security.SignedInUsers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Who may do what at the key manager's own paths.
 */
@Configuration(proxyBeanMethods = false)
class KeyManagerSecurity {

	/** The token endpoint, which is asked most of all. */
	@Bean
	@Order(9)
	SecurityFilterChain tokenSecurity(@Qualifier("oauthSecurity") SecurityFilterChain oauth) {
		return TokenEndpointChain.of(oauth);
	}

	/** The OAuth and OpenID Connect endpoints. */
	@Bean
	@Order(10)
	SecurityFilterChain oauthSecurity(HttpSecurity http, OAuthErrors errors, Grants grants, BearerTokens bearer,
			ClientAuthentication clients, AuthorizationRequests authorizations, WebProperties properties,
			SigningKeys keys, IdentitySession identity, EndSession endSession, Clock clock) {
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
		authorizations.addTo(http);
		http.with(new UserInfoEndpoint(), Customizer.withDefaults());
		http.securityMatcher("/oauth2/**", "/userinfo", "/connect/**", "/.well-known/**")
			.addFilterAfter(new FormRequestFilter(errors), HeaderWriterFilter.class)
			.addFilterAfter(new ClientGuesses(errors, clock), FormRequestFilter.class)
			.addFilterAfter(identity.endedSignIns(), SecurityContextHolderFilter.class)
			.securityContext((context) -> context.securityContextRepository(IdentitySession.contexts()))
			.requestCache((cache) -> cache.requestCache(IdentitySession.requests()))
			.exceptionHandling((failures) -> failures
				.defaultAuthenticationEntryPointFor(errors,
						(request) -> !HttpMethod.GET.matches(request.getMethod())
								&& paths.matcher("/oauth2/**").matches(request) && !UserInfoEndpoint.is(request))
				.defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"),
						new OrRequestMatcher(paths.matcher("/oauth2/authorize"), paths.matcher(ConsentRules.PATH)))
				.defaultAuthenticationEntryPointFor(new BearerTokenAuthenticationEntryPoint(), (_) -> true))
			.oauth2AuthorizationServer(
					(server) -> server.clientAuthentication(clients::configure).tokenEndpoint((endpoint) -> {
						grants.addTo(endpoint);
						endpoint.errorResponseHandler(errors);
					})
						.tokenRevocationEndpoint((endpoint) -> endpoint.errorResponseHandler(errors)
							.authenticationProviders((providers) -> providers.replaceAll(OwnTokenRevocation::new)))
						.tokenIntrospectionEndpoint((endpoint) -> endpoint.errorResponseHandler(errors))
						.deviceAuthorizationEndpoint((endpoint) -> {
							grants.addTo(endpoint);
							endpoint.errorResponseHandler(errors).verificationUri(properties.publicUrl() + "/device");
						})
						.authorizationEndpoint(authorizations::configure)
						.authorizationServerMetadataEndpoint(
								(endpoint) -> endpoint.authorizationServerMetadataCustomizer((metadata) -> metadata
									.claims((claims) -> ServerMetadata.complete(claims, keys.algorithm().jwsName()))))
						.oidc((oidc) -> {
							oidc.logoutEndpoint((endpoint) -> endpoint.authenticationProviders((providers) -> {
								providers.clear();
								providers.add(endSession);
							}).logoutResponseHandler(endSession));
							oidc.userInfoEndpoint((endpoint) -> endpoint.userInfoMapper(UserInfo::of)
								.errorResponseHandler(UserInfoEndpoint::refuse));
							oidc.providerConfigurationEndpoint((endpoint) -> endpoint
								.providerConfigurationCustomizer((metadata) -> metadata
									.claims((claims) -> ServerMetadata.complete(claims, keys.algorithm().jwsName()))));
						}))
			.oauth2ResourceServer((server) -> server.bearerTokenResolver(UserInfoEndpoint.tokens())
				.jwt((jwt) -> jwt.authenticationManager(bearer.authentication())))
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/.well-known/**", "/oauth2/jwks")
				.permitAll()
				.requestMatchers(FreshSignIn::isSilent)
				.permitAll()
				.anyRequest()
				.authenticated())
			.csrf((csrf) -> csrf.ignoringRequestMatchers("/oauth2/**", "/userinfo", "/connect/**"));
		SecurityHeaders.forPagesThatRedirectToClients(http);
		return http.build();
	}

	/** The pages for signing in, out and up, and for answering a device. */
	@Bean
	@Order(11)
	SecurityFilterChain signInSecurity(HttpSecurity http, AccountAuthenticationProvider accounts,
			IdentitySession identity, SignInRecorder recorder, SignInFailures failures, SessionService sessions) {
		HttpSessionCsrfTokenRepository csrfTokens = new HttpSessionCsrfTokenRepository();
		csrfTokens.setSessionAttributeName("GATEHOUSE_IDENTITY_CSRF");
		http.securityMatcher("/login", "/login/**", "/logout", "/sign-up", "/sign-up/**", "/forgot-password",
				"/reset-password", "/device")
			.authenticationProvider(accounts)
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/device").authenticated().anyRequest().permitAll())
			.securityContext((context) -> context.securityContextRepository(IdentitySession.contexts()))
			.requestCache((cache) -> cache.requestCache(IdentitySession.requests()))
			.csrf((csrf) -> csrf.csrfTokenRepository(csrfTokens))
			.exceptionHandling((refusals) -> refusals.accessDeniedHandler(new RefusedRequests()))
			.addFilterAfter(identity.endedSignIns(), SecurityContextHolderFilter.class)
			.sessionManagement((session) -> session.addSessionAuthenticationStrategy(recorder))
			.formLogin((login) -> login.loginPage("/login")
				.authenticationDetailsSource(DeviceCookie::origin)
				.defaultSuccessUrl(IdentitySession.HOME)
				.failureHandler(failures))
			.logout((logout) -> logout.logoutUrl("/logout")
				.addLogoutHandler((_, _, user) -> sessions.endOf(user))
				.logoutSuccessUrl("/login?signed-out"));
		SecurityHeaders.forPagesThatRedirectToClients(http);
		return http.build();
	}

	/** SCIM, for an administrator's password or a token with the scope for it. */
	@Bean
	@Order(12)
	SecurityFilterChain scimSecurity(HttpSecurity http, AccountAuthenticationProvider accounts, BearerTokens bearer,
			ScimErrors errors) {
		data(http).securityMatcher("/scim2", "/scim2/**")
			.authenticationProvider(accounts)
			.authorizeHttpRequests((requests) -> requests.anyRequest()
				.hasAnyAuthority(AccountAuthenticationProvider.authority(Permission.ADMINISTER), "SCOPE_apim:admin"))
			.httpBasic((basic) -> basic.authenticationEntryPoint(errors))
			.oauth2ResourceServer((server) -> server.jwt((jwt) -> jwt.authenticationManager(bearer.authentication()))
				.authenticationEntryPoint(errors)
				.accessDeniedHandler(errors))
			.exceptionHandling((failures) -> failures.authenticationEntryPoint(errors).accessDeniedHandler(errors));
		return http.build();
	}

	/** Registration of REST clients, for anyone whose roles allow something. */
	@Bean
	@Order(13)
	SecurityFilterChain registrationSecurity(HttpSecurity http, AccountAuthenticationProvider accounts,
			JsonMapper json) {
		AuthenticationEntryPoint refused = (_, response, failure) -> {
			if (failure instanceof SignInUnavailable) {
				response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
				response.setContentType(MediaType.APPLICATION_JSON_VALUE);
				response.getOutputStream()
					.write(json.writeValueAsBytes(RestErrors.body(HttpStatus.SERVICE_UNAVAILABLE.value(),
							String.valueOf(failure.getMessage()))));
				return;
			}
			response.setStatus(HttpStatus.UNAUTHORIZED.value());
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Gatehouse\"");
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			response.getOutputStream()
				.write(json.writeValueAsBytes(RestErrors.body(HttpStatus.UNAUTHORIZED.value(),
						"The operation needs the name and password of a user (Authorization: Basic …)")));
		};
		List<String> authorities = List.of(Permission.values())
			.stream()
			.map(AccountAuthenticationProvider::authority)
			.toList();
		data(http).securityMatcher("/client-registration/**")
			.authenticationProvider(accounts)
			.authorizeHttpRequests(
					(requests) -> requests.anyRequest().hasAnyAuthority(authorities.toArray(String[]::new)))
			.httpBasic((basic) -> basic.authenticationEntryPoint(refused))
			.exceptionHandling((failures) -> failures.authenticationEntryPoint(refused));
		return http.build();
	}

	/** The administrator's pages. */
	@Bean
	@Order(14)
	SecurityFilterChain administrationSecurity(HttpSecurity http, PortalSecurity portals, SignedInUsers users) {
		return portals.chain(http, Portal.ADMIN,
				(access) -> access.anyRequest().access(users.having(Permission.ADMINISTER)));
	}

	/** The administrator's interface for programs. */
	@Bean
	@Order(15)
	SecurityFilterChain administrationRestSecurity(HttpSecurity http, RestSecurity security) {
		return security.chain(http, "/api/am/admin/v4/**",
				(access) -> access.anyRequest().hasAuthority("SCOPE_apim:admin"));
	}

	private static HttpSecurity data(HttpSecurity http) {
		http.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable);
		SecurityHeaders.forData(http);
		return http;
	}

}
