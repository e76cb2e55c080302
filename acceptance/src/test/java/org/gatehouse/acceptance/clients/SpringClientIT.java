package org.gatehouse.acceptance.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.microsoft.playwright.Page;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.gatehouse.acceptance.running.Answer;
import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.HttpCaller;
import org.junit.jupiter.api.Test;

import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Security's OAuth client, with keys of applications of the store.
 */
class SpringClientIT extends ClientJourney {

	@Test
	void signsUsersOfASiteIn(Page page) throws IOException {
		int port = freePort();
		String back = "http://localhost:" + port + "/login/oauth2/code/gatehouse";
		Answer key = key(
				Map.of("grantTypesToBeSupported", List.of("authorization_code", "refresh_token"), "callbackUrl", back));
		ClientRegistration registration = ClientRegistrations.fromIssuerLocation(ISSUER)
			.registrationId("gatehouse")
			.clientId(key.text("consumerKey"))
			.clientSecret(key.text("consumerSecret"))
			.scope("openid", "profile", "email")
			.build();
		SpringClientSite site = new SpringClientSite();
		try (var context = new AnnotationConfigServletWebServerApplicationContext()) {
			context.registerBean(SpringClientSite.class, () -> site);
			context.registerBean(SpringClientSite.Port.class, () -> new SpringClientSite.Port(port));
			context.registerBean(ClientRegistration.class, () -> registration);
			context.refresh();
			allow(page, URI.create("http://localhost:" + port + "/home"), URI.create(back));
			assertThat(page.locator("body")).containsText("Hello " + USER + ", " + USER);
		}
		OAuth2AuthorizedClient visitor = Objects.requireNonNull(site.visitor.get());
		assertThat(visitor.getAccessToken().getScopes()).contains("openid", "profile", "email");
		OAuth2AccessToken access = visitor.getAccessToken();
		var introspector = SpringOpaqueTokenIntrospector
			.withIntrospectionUri(String
				.valueOf(registration.getProviderDetails().getConfigurationMetadata().get("introspection_endpoint")))
			.clientId(registration.getClientId())
			.clientSecret(registration.getClientSecret())
			.build();
		assertThat(introspector.introspect(access.getTokenValue()).getName()).isEqualTo(USER);
		var refreshed = new RestClientRefreshTokenTokenResponseClient()
			.getTokenResponse(new OAuth2RefreshTokenGrantRequest(registration, access,
					Objects.requireNonNull(visitor.getRefreshToken())));
		assertThat(refreshed.getAccessToken().getTokenValue()).isNotEqualTo(access.getTokenValue());
		assertThat(Objects.requireNonNull(refreshed.getRefreshToken()).getTokenValue())
			.isNotEqualTo(visitor.getRefreshToken().getTokenValue());
	}

	@Test
	void signsWhoItIs() throws JOSEException {
		RSAKey signing = new RSAKeyGenerator(2048).keyID("one").generate();
		Answer registered = SERVER.anyone()
			.bearing(INITIAL_TOKEN)
			.post("/oauth2/register",
					Map.of("grant_types", List.of("client_credentials"), "response_types", List.of(),
							"token_endpoint_auth_method", "private_key_jwt", "jwks",
							Map.of("keys", List.of(signing.toPublicJWK().toJSONObject()))))
			.expect(201);
		ClientRegistration registration = ClientRegistrations.fromIssuerLocation(ISSUER)
			.registrationId("gatehouse")
			.clientId(registered.text("client_id"))
			.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
			.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
			.build();
		var client = new RestClientClientCredentialsTokenResponseClient();
		client.addParametersConverter(new NimbusJwtClientAuthenticationParametersConverter<>((_) -> signing));
		assertThat(client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration))
			.getAccessToken()
			.getTokenValue()).isNotEmpty();
	}

	private static Answer key(Map<String, Object> settings) {
		HttpCaller rest = new Consumer(SERVER, PEOPLE, USER).rest();
		String application = rest
			.post(Consumer.ROOT + "/applications",
					Map.of("name", "Site " + UUID.randomUUID(), "throttlingPolicy", "Unlimited", "tokenType", "JWT"))
			.expect(201)
			.text("applicationId");
		Map<String, Object> body = new HashMap<>(settings);
		body.put("keyType", "PRODUCTION");
		return rest.post(Consumer.ROOT + "/applications/" + application + "/generate-keys", body).expect(200);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
