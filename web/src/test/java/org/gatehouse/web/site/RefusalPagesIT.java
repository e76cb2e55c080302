package org.gatehouse.web.site;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody who is signed in is told of a refusal. The container makes that page.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { TestSite.class, TestSite.Pages.class, RefusalPagesIT.SignedInSam.class })
class RefusalPagesIT {

	private static final String ROLES = "Your roles do not include";

	private static final String FORM = "It was open for too long";

	@LocalServerPort
	private int port;

	static class SignedInSam {

		@Bean
		FilterRegistrationBean<?> signIn() {
			OidcIdToken token = new OidcIdToken("token", Instant.now(), Instant.now().plusSeconds(60),
					Map.of("sub", "sam"));
			SecurityContextImpl sam = new SecurityContextImpl(
					new OAuth2AuthenticationToken(new DefaultOidcUser(List.of(), token), List.of(), "sam"));
			FilterRegistrationBean<?> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				for (String portal : List.of("STORE", "PUBLISHER")) {
					((HttpServletRequest) request).getSession().setAttribute("GATEHOUSE_" + portal + "_CONTEXT", sam);
				}
				chain.doFilter(request, response);
			});
			registration.setOrder(-200);
			return registration;
		}

	}

	private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
				.header("Accept", "text/html")
				.method(method, HttpRequest.BodyPublishers.noBody())
				.build(), HttpResponse.BodyHandlers.ofString());
		}
	}

	@Test
	void whoLacksARoleIsToldSoAndStaysSignedInOnThePage() throws Exception {
		HttpResponse<String> refused = send("GET", "/publisher");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains(ROLES, ">sam<", "action=\"/publisher/sign-out\"", "name=\"_csrf\"")
			.contains("class=\"btn btn-primary\" href=\"/store\"")
			.doesNotContain(FORM)
			.doesNotContain("??");
	}

	@Test
	void whoSendsAFormWithoutItsTokenIsToldOfTheForm() throws Exception {
		HttpResponse<String> refused = send("POST", "/store/sample");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains(FORM, ">sam<", "action=\"/store/sign-out\"")
			.doesNotContain(ROLES)
			.doesNotContain("??");
	}

}
