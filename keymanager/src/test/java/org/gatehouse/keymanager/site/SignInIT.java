package org.gatehouse.keymanager.site;

import java.io.UnsupportedEncodingException;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

class SignInIT extends KeyManagerTest {

	private final Browser browser = new Browser(() -> this.port);

	private final WebApplicationContext context;

	@Autowired
	SignInIT(News news, WebApplicationContext context) {
		super(news);
		this.context = context;
	}

	@Test
	void sendsPeopleToSignInAndBackToTheClient() {
		Answer asked = this.browser.get("/oauth2/authorize?response_type=code&client_id=gatehouse-store&scope=openid"
				+ "&state=s&redirect_uri=https%3A%2F%2Flocalhost%3A9443%2Fstore%2Flogin%2Foauth2%2Fcode%2Fstore"
				+ "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
		assertThat(asked.status()).isEqualTo(302);
		assertThat(asked.header("Location")).endsWith("/login");
		Answer page = this.browser.get("/login");
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
		Answer wrong = this.browser.post(page.body(), "/login", "username", "admin", "password", "wrong");
		assertThat(wrong.status()).isEqualTo(401);
		assertThat(wrong.body()).contains("value=\"admin\"").doesNotContain("value=\"wrong\"");
		Answer right = this.browser.post(wrong.body(), "/login", "username", "admin", "password", "admin");
		assertThat(right.status()).isEqualTo(302);
		Answer answered = this.browser.follow(right);
		assertThat(answered.header("Location"))
			.startsWith("https://localhost:9443/store/login/oauth2/code/store?code=");
	}

	@Test
	void leadsThroughTheStoresSignInWhereNobodyAskedForOne() {
		Answer signedIn = this.browser.signIn("admin", "admin");
		assertThat(signedIn.header("Location")).endsWith("/store/oauth2/authorization/store");
	}

	@Test
	void refusesRedirectsElsewhereAndRequestsWithoutProof() {
		Answer page = this.browser.get("/login");
		this.browser.post(page.body(), "/login", "username", "admin", "password", "admin");
		Answer elsewhere = this.browser
			.get("/oauth2/authorize?response_type=code&client_id=gatehouse-store&scope=openid&state=s"
					+ "&redirect_uri=https%3A%2F%2Fevil.example%2F&code_challenge=x&code_challenge_method=S256");
		assertThat(elsewhere.status()).isEqualTo(400);
		Answer unproved = this.browser
			.get("/oauth2/authorize?response_type=code&client_id=gatehouse-store&scope=openid&state=s"
					+ "&redirect_uri=https%3A%2F%2Flocalhost%3A9443%2Fstore%2Flogin%2Foauth2%2Fcode%2Fstore");
		assertThat(unproved.header("Location")).contains("error=invalid_request");
	}

	@Test
	void letsPeopleSignUpOnce() {
		Answer page = this.browser.get("/sign-up");
		assertThat(page.status()).isEqualTo(200);
		Answer wrong = this.browser.post(page.body(), "/sign-up", "userName", "newcomer", "email", "nonsense",
				"password", "newcomer-1", "repeated", "newcomer-1");
		assertThat(wrong.status()).isEqualTo(400);
		assertThat(wrong.body()).contains("value=\"newcomer\"", "email-error").doesNotContain("newcomer-1");
		Answer made = this.browser.post(wrong.body(), "/sign-up", "userName", "newcomer", "email", "n@example.com",
				"password", "newcomer-1", "repeated", "newcomer-1");
		assertThat(made.status()).isEqualTo(302);
		Answer signIn = this.browser.get("/login?created");
		assertThat(
				this.browser.post(signIn.body(), "/login", "username", "newcomer", "password", "newcomer-1").status())
			.isEqualTo(302);
		Answer again = this.browser.post(this.browser.get("/sign-up").body(), "/sign-up", "userName", "NEWCOMER",
				"password", "newcomer-1", "repeated", "newcomer-1");
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.body()).contains("userName-error");
	}

	@Test
	void slowsDownGuessing() {
		json("POST", "/scim2/Users", basic("admin", "admin"), "{\"userName\":\"guessed\",\"password\":\"right-one\"}");
		String body = this.browser.get("/login").body();
		for (int i = 0; i < 10; i++) {
			body = this.browser.post(body, "/login", "username", "guessed", "password", "guess" + i).body();
		}
		assertThat(this.browser.post(body, "/login", "username", "guessed", "password", "right-one").status())
			.isEqualTo(401);
	}

	@Test
	void asksForTheAdministratorsRoleUnderAdmin() {
		Answer asked = this.browser.get("/admin/users");
		assertThat(asked.status()).isEqualTo(302);
		assertThat(asked.header("Location")).contains("/admin/oauth2/authorization/admin");
	}

	@Test
	void showsTheWaysThroughTheAdministrationToAdministratorsOnly() throws UnsupportedEncodingException {
		AdminPages pages = new AdminPages(this.context);
		assertThat(pages.page("/admin/signed-out")).contains("href=\"/admin/signing-keys\"");
		assertThat(pages.as(TOM, "none", get("/admin/signed-out")).getContentAsString()).contains(">tom<")
			.doesNotContain("href=\"/admin/signing-keys\"");
	}

}
