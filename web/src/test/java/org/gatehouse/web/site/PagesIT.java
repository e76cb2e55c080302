package org.gatehouse.web.site;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;

@SpringBootTest(classes = { TestSite.class, TestSite.Items.class, TestSite.Pages.class })
@AutoConfigureMockMvc
class PagesIT {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void aPageHasTheFrameAndNoInlineScriptOrStyle() {
		var page = assertThat(this.mvc.get().uri("/store/sample").header("X-Request-Id", "abc"));
		page.hasStatus(200);
		page.bodyText()
			.containsOnlyOnce("<h1")
			.contains("<title>Sample · Gatehouse</title>")
			.contains("class=\"skip-link\" href=\"#main\"")
			.contains("Sign in</a>")
			.contains("26 to 50 of 80")
			.contains("/store/sample?q=a%26b&amp;offset=50")
			.doesNotContain("??")
			.doesNotContain("style=")
			.doesNotContain("th:")
			.doesNotContainPattern("<script(?![^>]*src=)")
			.containsPattern("/assets/gatehouse-[0-9a-f]{32}\\.css")
			.containsPattern("/assets/bootstrap\\.min-[0-9a-f]{32}\\.css");
	}

	@Test
	void aPageForbidsWhatItDoesNotNeed() {
		assertThat(this.mvc.get().uri("/store/sample").secure(true)).headers()
			.hasValue("X-Content-Type-Options", "nosniff")
			.hasValue("X-Frame-Options", "DENY")
			.hasValue("Referrer-Policy", "same-origin")
			.containsHeaders("Strict-Transport-Security", "Cache-Control", "X-Request-Id")
			.satisfies(headers -> assertThat(headers.getFirst("Content-Security-Policy"))
				.contains("script-src 'self';", "frame-ancestors 'none'", "default-src 'none'")
				.doesNotContain("unsafe"));
	}

	@Test
	void whatWasTypedIsKeptWithTheErrorAtItsField() {
		var page = assertThat(this.mvc.post()
			.uri("/store/sample")
			.with(csrf())
			.param("name", "<b>much too long</b>")
			.param("password", "hunter2"));
		page.bodyText()
			.contains("value=\"&lt;b&gt;much too long&lt;/b&gt;\"")
			.contains("aria-invalid=\"true\"")
			.contains("(expected: fewer letters)")
			.doesNotContain("hunter2");
	}

	@Test
	void aFormWithoutItsTokenIsRefusedOnAPage() {
		var page = assertThat(this.mvc.post().uri("/store/sample").param("name", "x"));
		page.hasStatus(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/store/missing/5f7e2a9e-21e9-4a51-8d6b-000000000000", "/store/missing/nonsense",
			"/store/nowhere" })
	void whatIsNotThereIsAPageThatSaysSo(String uri) {
		var page = assertThat(this.mvc.get().uri(uri).header("X-Request-Id", "id-7"));
		page.hasStatus(404);
		page.bodyText().contains("This page is not here", "id-7").doesNotContain("Exception");
	}

	@Test
	void aBugShowsTheRequestIdAndNothingElse() {
		var page = assertThat(this.mvc.get().uri("/store/bug").header("X-Request-Id", "id-8"));
		page.hasStatus(500);
		page.bodyText().contains("id-8").doesNotContain("secret-host").doesNotContain("IllegalState");
	}

	@Test
	void aClientThatHasLeftIsToldNothing() {
		assertThat(this.mvc.get().uri("/store/gone")).bodyText().isEmpty();
	}

	@Test
	void aPageThatNobodyProtectedIsNotServed() {
		assertThat(this.mvc.get().uri("/unprotected")).hasStatus(404);
	}

	@Test
	void signingInStartsAtTheKeyManagerWithThePortalsOwnClient() {
		assertThat(this.mvc.get().uri("/store/mine")).hasStatus(302)
			.headers()
			.hasValue("Location", "/store/oauth2/authorization/store");
		assertThat(this.mvc.get().uri("/store/oauth2/authorization/store")).hasStatus(302)
			.headers()
			.satisfies(headers -> assertThat(headers.getFirst("Location"))
				.startsWith("https://localhost:9443/oauth2/authorize?")
				.contains("client_id=gatehouse-store",
						"redirect_uri=https://localhost:9443/store/login/oauth2/code/store", "code_challenge="));
	}

	@Test
	void theHeaderShowsOnlyWhatTheRolesAllow() {
		assertThat(this.mvc.get().uri("/store/mine").with(oidcLogin().idToken(token -> token.subject("sam"))))
			.hasStatus(200)
			.bodyText()
			.contains(">sam<", "Sign out")
			.doesNotContain("href=\"/publisher\"");
		assertThat(this.mvc.get().uri("/store/mine").with(oidcLogin().idToken(token -> token.subject("petra"))))
			.bodyText()
			.contains("href=\"/publisher\"")
			.doesNotContain("href=\"/admin\"");
	}

	@Test
	void aPortalRefusesThoseWhoseRolesDoNotAllowIt() {
		assertThat(this.mvc.get().uri("/publisher").with(oidcLogin().idToken(token -> token.subject("sam"))))
			.hasStatus(403);
		assertThat(this.mvc.get().uri("/publisher").with(oidcLogin().idToken(token -> token.subject("petra"))))
			.hasStatus(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "//evil.example", "/store//evil.example", "/store\\evil",
			"/publisher", "/store/{x}" })
	void signingInNeverLeadsElsewhere(String to) {
		assertThat(this.mvc.get()
			.uri("/store/sign-in")
			.param("to", to)
			.with(oidcLogin().idToken(token -> token.subject("sam")))).hasStatus(302)
			.headers()
			.hasValue("Location", "/store");
	}

	@Test
	void assetsAreServedWithTheirHashForAYear() {
		assertThat(this.mvc.get().uri("/assets/bootstrap.min.css")).hasStatus(200)
			.headers()
			.satisfies(headers -> assertThat(headers.getFirst("Cache-Control")).contains("max-age=31536000"));
		assertThat(this.mvc.get().uri("/assets/htmx.min.js")).hasStatus(200);
		assertThat(this.mvc.get().uri("/assets/icons.svg")).hasStatus(200);
	}

}
