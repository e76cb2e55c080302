package org.gatehouse.keymanager.site;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class SignInIT extends KeyManagerTest {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	@Autowired
	SignInIT(News news) {
		super(news);
	}

	private final HttpClient browser = HttpClient.newBuilder()
		.cookieHandler(new Cookies())
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private HttpResponse<String> get(String path) throws Exception {
		return this.browser.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Accept", "text/html")
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String page, String path, String... fields) throws Exception {
		Matcher csrf = CSRF.matcher(page);
		assertThat(csrf.find()).isTrue();
		return this.browser.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(encoded(fields) + "&_csrf=" + csrf.group(1)))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	@Test
	void sendsPeopleToSignInAndBackToTheClient() throws Exception {
		HttpResponse<String> asked = get("/oauth2/authorize?response_type=code&client_id=gatehouse-store&scope=openid"
				+ "&state=s&redirect_uri=https%3A%2F%2Flocalhost%3A9443%2Fstore%2Flogin%2Foauth2%2Fcode%2Fstore"
				+ "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
		assertThat(asked.statusCode()).isEqualTo(302);
		assertThat(asked.headers().firstValue("Location").orElse("")).endsWith("/login");
		HttpResponse<String> page = get("/login");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("script-src 'self'");
		HttpResponse<String> wrong = post(page.body(), "/login", "username", "admin", "password", "wrong");
		assertThat(wrong.statusCode()).isEqualTo(401);
		assertThat(wrong.body()).contains("value=\"admin\"").doesNotContain("value=\"wrong\"");
		HttpResponse<String> right = post(wrong.body(), "/login", "username", "admin", "password", "admin");
		assertThat(right.statusCode()).isEqualTo(302);
		HttpResponse<String> answered = get(URI.create(right.headers().firstValue("Location").orElseThrow()).getPath()
				+ "?" + URI.create(right.headers().firstValue("Location").orElseThrow()).getRawQuery());
		assertThat(answered.headers().firstValue("Location").orElse(""))
			.startsWith("https://localhost:9443/store/login/oauth2/code/store?code=");
	}

	@Test
	void refusesRedirectsElsewhereAndRequestsWithoutProof() throws Exception {
		HttpResponse<String> page = get("/login");
		post(page.body(), "/login", "username", "admin", "password", "admin");
		HttpResponse<String> elsewhere = get(
				"/oauth2/authorize?response_type=code&client_id=gatehouse-store&scope=openid&state=s"
						+ "&redirect_uri=https%3A%2F%2Fevil.example%2F&code_challenge=x&code_challenge_method=S256");
		assertThat(elsewhere.statusCode()).isEqualTo(400);
		HttpResponse<String> unproved = get(
				"/oauth2/authorize?response_type=code&client_id=gatehouse-store&scope=openid&state=s"
						+ "&redirect_uri=https%3A%2F%2Flocalhost%3A9443%2Fstore%2Flogin%2Foauth2%2Fcode%2Fstore");
		assertThat(unproved.headers().firstValue("Location").orElse("")).contains("error=invalid_request");
	}

	@Test
	void letsPeopleSignUpOnce() throws Exception {
		HttpResponse<String> page = get("/sign-up");
		assertThat(page.statusCode()).isEqualTo(200);
		HttpResponse<String> wrong = post(page.body(), "/sign-up", "userName", "newcomer", "email", "nonsense",
				"password", "newcomer-1", "repeated", "newcomer-1");
		assertThat(wrong.statusCode()).isEqualTo(400);
		assertThat(wrong.body()).contains("value=\"newcomer\"", "email-error").doesNotContain("newcomer-1");
		HttpResponse<String> made = post(wrong.body(), "/sign-up", "userName", "newcomer", "email", "n@example.com",
				"password", "newcomer-1", "repeated", "newcomer-1");
		assertThat(made.statusCode()).isEqualTo(302);
		HttpResponse<String> signIn = get("/login?created");
		assertThat(post(signIn.body(), "/login", "username", "newcomer", "password", "newcomer-1").statusCode())
			.isEqualTo(302);
		HttpResponse<String> again = post(get("/sign-up").body(), "/sign-up", "userName", "NEWCOMER", "password",
				"newcomer-1", "repeated", "newcomer-1");
		assertThat(again.statusCode()).isEqualTo(400);
		assertThat(again.body()).contains("userName-error");
	}

	@Test
	void slowsDownGuessing() throws Exception {
		json("POST", "/scim2/Users", basic("admin", "admin"), "{\"userName\":\"guessed\",\"password\":\"right-one\"}");
		String body = get("/login").body();
		for (int i = 0; i < 10; i++) {
			body = post(body, "/login", "username", "guessed", "password", "guess" + i).body();
		}
		assertThat(post(body, "/login", "username", "guessed", "password", "right-one").statusCode()).isEqualTo(401);
	}

	@Test
	void asksForTheAdministratorsRoleUnderAdmin() throws Exception {
		HttpResponse<String> asked = get("/admin/users");
		assertThat(asked.statusCode()).isEqualTo(302);
		assertThat(asked.headers().firstValue("Location").orElse("")).contains("/admin/oauth2/authorization/admin");
	}

}
