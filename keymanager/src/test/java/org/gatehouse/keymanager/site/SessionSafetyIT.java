package org.gatehouse.keymanager.site;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * Sessions that somebody else chose, took or left behind; forms that somebody else sends;
 * addresses that lead elsewhere; and names that somebody wants to find out.
 */
class SessionSafetyIT extends KeyManagerTest {

	private static final String COOKIE = "__Host-gatehouse";

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final String AUTHORIZE = "/oauth2/authorize?response_type=code&client_id=gatehouse-store"
			+ "&scope=openid&state=s&redirect_uri=https%3A%2F%2Flocalhost%3A9443%2Fstore%2Flogin%2Foauth2%2Fcode%2Fstore"
			+ "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

	@Autowired
	SessionSafetyIT(News news) {
		super(news);
	}

	private HttpRequest.Builder with(String session, String path) {
		return request(path).header("Cookie", COOKIE + "=" + session).header("Accept", "text/html");
	}

	private static String session(Answer answer) {
		return answer.response()
			.headers()
			.allValues("Set-Cookie")
			.stream()
			.filter((line) -> line.startsWith(COOKIE + "="))
			.map((line) -> line.substring(COOKIE.length() + 1, line.indexOf(';')))
			.findFirst()
			.orElse("");
	}

	private Answer signIn(String session, String page) {
		Matcher csrf = CSRF.matcher(page);
		assertThat(csrf.find()).isTrue();
		return send(with(session, "/login").header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers
				.ofString(encoded("username", TOM, "password", "tom-password", "_csrf", csrf.group(1)))));
	}

	@Test
	void aSessionThatSomebodyElseKnowsIsNotTheOneThatIsSignedIn() {
		String planted = "0123456789ABCDEF0123456789ABCDEF";
		Answer page = send(with(planted, "/login"));
		String given = session(page);
		assertThat(given).isNotEmpty().isNotEqualTo(planted);
		Answer signedIn = signIn(given, page.body());
		assertThat(signedIn.status()).isEqualTo(302);
		String now = session(signedIn);
		assertThat(now).isNotEmpty().isNotEqualTo(given);
		assertThat(send(with(now, AUTHORIZE)).header("Location")).contains("code=");
		for (String known : List.of(given, planted)) {
			assertThat(send(with(known, AUTHORIZE)).header("Location")).endsWith("/login");
		}
		Answer again = signIn(now, send(with(now, "/login")).body());
		assertThat(session(again)).isNotEmpty().isNotEqualTo(now);
		assertThat(send(with(now, AUTHORIZE)).header("Location")).endsWith("/login");
	}

	@Test
	void cookiesAreForThisHostOverTlsAndForNoScript() {
		Answer page = send(request("/login"));
		Answer signedIn = signIn(session(page), page.body());
		List<String> cookies = signedIn.response().headers().allValues("Set-Cookie");
		assertThat(cookies).hasSize(2);
		assertThat(cookies).allSatisfy((cookie) -> {
			assertThat(cookie).startsWith("__Host-").contains("Path=/;", "Secure", "HttpOnly", "SameSite=Lax");
			assertThat(cookie.toLowerCase(Locale.ROOT)).doesNotContain("domain=");
		});
	}

	@Test
	void afterSigningOutTheSessionIsOverAndNoPageIsLeft() {
		Answer page = send(request("/login"));
		String session = session(signIn(session(page), page.body()));
		for (String path : List.of("/login", "/device", "/logout", AUTHORIZE)) {
			Answer shown = send(with(session, path));
			assertThat(shown.header("Cache-Control")).as(path).contains("no-store");
		}
		Matcher csrf = CSRF.matcher(send(with(session, "/logout")).body());
		assertThat(csrf.find()).isTrue();
		// Looking at the page does not sign out.
		assertThat(send(with(session, AUTHORIZE)).header("Location")).contains("code=");
		Answer out = send(with(session, "/logout").header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("_csrf=" + csrf.group(1))));
		assertThat(out.header("Location")).endsWith("/login?signed-out");
		assertThat(send(with(session, AUTHORIZE)).header("Location")).endsWith("/login");
		assertThat(send(with(session, "/device")).header("Location")).endsWith("/login");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/login", "/logout", "/sign-up", "/sign-up/confirm", "/forgot-password", "/reset-password",
			"/login/new-password", "/device" })
	void noFormIsTakenThatThePageDidNotMake(String path) {
		Browser browser = new Browser(() -> this.port);
		browser.signIn(TOM, "tom-password");
		String fields = encoded("username", "admin", "password", "admin", "userName", "forged", "repeated", "admin",
				"who", TOM, "token", "x", "user_code", "AAAAAAAA", "answer", "allow");
		String forged = "&_csrf=" + UUID.randomUUID();
		for (String body : List.of(fields, fields + forged, fields + "&_csrf=")) {
			assertThat(browser.postWithoutToken(path, body).status()).as(path).isEqualTo(403);
		}
		assertThat(send(request(path).header("Content-Type", "text/plain")
			.header("Origin", "https://evil.example")
			.POST(HttpRequest.BodyPublishers.ofString(fields))).status()).isEqualTo(403);
		assertThat(browser.get(AUTHORIZE).header("Location")).contains("code=");
	}

	@Test
	void anAddressSignsNobodyIn() {
		Browser browser = new Browser(() -> this.port);
		browser.get("/login?username=" + TOM + "&password=tom-password");
		browser.get("/login?j_username=" + TOM + "&j_password=tom-password");
		assertThat(browser.get(AUTHORIZE).header("Location")).endsWith("/login");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/", "//evil.example", "/\\evil.example", "https:evil.example",
			"javascript:alert(1)", "/%09/evil.example", "\thttps://evil.example",
			"https://localhost:9443@evil.example" })
	void signingInLeadsNowhereElse(String evil) {
		String value = URLEncoder.encode(evil, StandardCharsets.UTF_8);
		Browser browser = new Browser(() -> this.port);
		for (String name : List.of("continue", "redirect_uri", "redirect", "next", "return_to", "target",
				"spring-security-redirect")) {
			browser.get("/login?" + name + "=" + value);
		}
		String page = browser.get("/login?continue=" + value).body();
		assertThat(page).doesNotContain("evil.example");
		Answer signedIn = browser.post(page, "/login", "username", TOM, "password", "tom-password", "continue", evil,
				"redirect_uri", evil);
		assertThat(signedIn.status()).isEqualTo(302);
		assertThat(URI.create(signedIn.header("Location")).getPath()).isEqualTo("/store/oauth2/authorization/store");
		assertThat(signedIn.header("Location")).doesNotContain("evil");
		Answer out = browser.get("/connect/logout?post_logout_redirect_uri=" + value);
		assertThat(out.status()).isEqualTo(400);
		assertThat(out.header("Location")).isEmpty();
	}

	@Test
	void whatSomebodyWantedIsAPageOfTheKeyManager() {
		Browser browser = new Browser(() -> this.port);
		for (String path : List.of("/oauth2/consent?x=https://evil.example", "/scim2/Users", "//evil.example/",
				"/login?https://evil.example")) {
			browser.get(path);
		}
		Answer signedIn = browser.signIn(TOM, "tom-password");
		assertThat(signedIn.header("Location")).doesNotContain("evil").endsWith("/store/oauth2/authorization/store");
	}

	private static String plain(String page, String name) {
		return page.replaceAll("value=\"[^\"]*\"", "").replaceAll("<code>[^<]*</code>", "").replace(name, "");
	}

	@Test
	void nobodyFindsOutWhoHasAnAccount() {
		String wrong = this.news.user("password-1");
		String disabled = this.news.user("password-1");
		this.news.change("update user_account set enabled = false where user_name = ?", disabled);
		String waiting = this.news.user("password-1");
		this.news.change("update user_account set unconfirmed_until = now() + interval '1 day' where user_name = ?",
				waiting);
		String changing = this.news.user("password-1");
		this.news.change("update user_account set must_change_password = true where user_name = ?", changing);
		String unknown = "user-" + UUID.randomUUID();
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		Answer nobodys = new Visitor(this.port, "198.51.100.90").signIn(unknown, "guessed-1");
		Answer granted = password(client, unknown, "guessed-1", "");
		Answer basic = json("GET", "/scim2/Users", basic(unknown, "guessed-1"), null);
		assertThat(nobodys.status()).isEqualTo(401);
		assertThat(granted.status()).isEqualTo(400);
		assertThat(basic.status()).isEqualTo(401);
		for (String name : List.of(wrong, disabled, waiting, changing)) {
			Answer page = new Visitor(this.port, "198.51.100.91").signIn(name, "guessed-1");
			assertThat(page.status()).isEqualTo(401);
			assertThat(plain(page.body(), name)).isEqualTo(plain(nobodys.body(), unknown));
			assertThat(password(client, name, "guessed-1", "").body()).isEqualTo(granted.body());
			Answer refused = json("GET", "/scim2/Users", basic(name, "guessed-1"), null);
			assertThat(refused.status()).isEqualTo(401);
			assertThat(refused.body()).isEqualTo(basic.body());
		}
		// The right password of those who may not sign in is answered to as a wrong one.
		Answer right = new Visitor(this.port, "198.51.100.92").signIn(disabled, "password-1");
		assertThat(plain(right.body(), disabled)).isEqualTo(plain(nobodys.body(), unknown));
		for (String name : List.of(disabled, waiting, changing)) {
			assertThat(password(client, name, "password-1", "").body()).isEqualTo(granted.body());
		}
	}

	@Test
	void anAddressThatIsKnownIsNotToldAtSignUp() {
		String email = UUID.randomUUID() + "@example.com";
		for (int i = 0; i < 2; i++) {
			String name = "new-" + UUID.randomUUID();
			Answer made = new Visitor(this.port, "198.51.100.93").submit("/sign-up", "/sign-up", "userName", name,
					"email", email, "password", "new-one-1", "repeated", "new-one-1");
			assertThat(made.status()).isEqualTo(302);
			assertThat(made.header("Location")).endsWith("/login?created");
		}
	}

}
