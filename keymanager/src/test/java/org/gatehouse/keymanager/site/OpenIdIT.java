package org.gatehouse.keymanager.site;

import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * What relying parties count on: the basic profile of OpenID Connect, after the list of
 * the OpenID Foundation's conformance plans.
 */
class OpenIdIT extends KeyManagerTest {

	private static final String BACK = "https://reader.example/signed-in";

	private static final String SIGNED_OUT = "https://reader.example/signed-out";

	private static final Pattern FIELD = Pattern.compile("name=\"(client_id|state|scope)\" value=\"([^\"]+)\"");

	private final Browser browser = new Browser(() -> this.port);

	@Autowired
	OpenIdIT(News news) {
		super(news);
	}

	private ClientKey application() {
		return application(TokenFormat.JWT);
	}

	private ClientKey application(TokenFormat format) {
		return this.news.application(TOM, format, (client) -> {
			client.permit(List.of("authorization_code", "refresh_token"), List.of(BACK));
			client.signOutTo(List.of(SIGNED_OUT));
		});
	}

	private static String request(ClientKey client, String... more) {
		return "/oauth2/authorize?"
				+ encoded("response_type", "code", "client_id", client.key(), "state", "s", "redirect_uri", BACK) + "&"
				+ encoded(more) + (List.of(more).contains("scope") ? "" : "&scope=openid");
	}

	/** Asks, and allows what the page asks for. */
	private Answer asked(ClientKey client, String... more) {
		return allowed(this.browser.get(request(client, more)));
	}

	private Answer allowed(Answer answer) {
		if (!answer.header("Location").contains("/oauth2/consent")) {
			return answer;
		}
		String page = this.browser.follow(answer).body();
		Matcher fields = FIELD.matcher(page.substring(0, page.indexOf("</form>")));
		List<String> form = new ArrayList<>();
		while (fields.find()) {
			form.addAll(List.of(fields.group(1), fields.group(2)));
		}
		return this.browser.postWithoutToken("/oauth2/authorize", encoded(form.toArray(String[]::new)));
	}

	private Answer tokens(ClientKey client, Answer answer) {
		assertThat(answer.header("Location")).startsWith(BACK + "?code=");
		return token(client, "grant_type", "authorization_code", "redirect_uri", BACK, "code",
				answer.header("Location").replaceAll(".*[?&]code=([^&]+).*", "$1"));
	}

	private static JWTClaimsSet idToken(Answer tokens) {
		try {
			return SignedJWT.parse(tokens.text("id_token")).getJWTClaimsSet();
		}
		catch (ParseException ex) {
			throw new IllegalStateException(tokens.body(), ex);
		}
	}

	private Answer userInfo(String path, String token) {
		return send(request(path).header("Authorization", "Bearer " + token));
	}

	@Test
	void tellsWhoTheUserIsAsFarAsTheScopesGo() {
		ClientKey client = application();
		json("POST", "/scim2/Users", basic("admin", "admin"), """
				{"userName":"olga","password":"olga-1","name":{"givenName":"Olga","familyName":"Open"},
				 "emails":[{"value":"olga@example.com","primary":true}]}""");
		this.browser.signIn("olga", "olga-1");
		Answer bare = tokens(client, asked(client, "nonce", "n-1"));
		JWTClaimsSet id = idToken(bare);
		assertThat(id.getSubject()).isEqualTo("olga");
		assertThat(id.getAudience()).containsExactly(client.key());
		assertThat(id.getClaims()).containsEntry("nonce", "n-1").doesNotContainKeys("email", "given_name");
		assertThat(Instant.ofEpochSecond((Long) id.getClaim("auth_time"))).isBetween(Instant.now().minusSeconds(60),
				Instant.now());
		assertThat(userInfo("/userinfo", bare.text("access_token")).json().has("email")).isFalse();
		Answer full = tokens(client, asked(client, "scope", "openid profile email"));
		for (String path : List.of("/userinfo", "/oauth2/userinfo")) {
			Answer told = userInfo(path, full.text("access_token"));
			assertThat(told.status()).isEqualTo(200);
			assertThat(told.text("sub")).isEqualTo("olga");
			assertThat(told.text("email")).isEqualTo("olga@example.com");
			assertThat(told.text("given_name") + " " + told.text("family_name")).isEqualTo("Olga Open");
		}
		Answer refreshed = refresh(client, full.text("refresh_token"));
		assertThat(idToken(refreshed).getClaims()).doesNotContainKey("nonce")
			.containsEntry("auth_time", idToken(full).getClaim("auth_time"))
			.containsEntry("sid", idToken(full).getClaim("sid"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/userinfo", "/oauth2/userinfo" })
	void answersTheUsersEndpointAsRfc6750Says(String path) {
		ClientKey client = application(TokenFormat.OPAQUE);
		this.browser.signIn(TOM, "tom-password");
		String token = tokens(client, asked(client)).text("access_token");
		assertThat(userInfo(path, token).text("sub")).isEqualTo(TOM);
		assertThat(form(path, null, "access_token", token).text("sub")).isEqualTo(TOM);
		assertThat(
				send(request(path).header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.noBody()))
					.text("sub"))
			.isEqualTo(TOM);
		// Not in the URL, where logs would keep it, and not twice.
		assertThat(send(request(path + "?access_token=" + token)).status()).isEqualTo(401);
		assertThat(send(request(path).header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("access_token=" + token))).status()).isEqualTo(400);
		for (Answer none : List.of(send(request(path)), form(path, null, "x", "y"))) {
			assertThat(none.status()).isEqualTo(401);
			assertThat(none.header("WWW-Authenticate")).startsWith("Bearer").doesNotContain("error");
		}
		Answer wrong = userInfo(path, "nonsense");
		assertThat(wrong.status()).isEqualTo(401);
		assertThat(wrong.header("WWW-Authenticate")).startsWith("Bearer").contains("error=\"invalid_token\"");
		Answer narrow = userInfo(path, tokens(client, asked(client, "scope", "news_read")).text("access_token"));
		assertThat(narrow.status()).isEqualTo(403);
		assertThat(narrow.header("WWW-Authenticate")).startsWith("Bearer").contains("error=\"insufficient_scope\"");
		Answer cookie = this.browser.get(path);
		assertThat(cookie.status()).isEqualTo(401);
		assertThat(cookie.header("WWW-Authenticate")).contains("invalid_token");
	}

	@Test
	void asksNobodyAnythingWherePromptIsNone() {
		ClientKey client = application();
		assertThat(asked(client, "prompt", "none").header("Location")).startsWith(BACK + "?error=login_required")
			.endsWith("&state=s&iss=https%3A%2F%2Flocalhost%3A9443");
		this.browser.signIn(TOM, "tom-password");
		assertThat(asked(client, "prompt", "none").header("Location")).startsWith(BACK + "?error=consent_required");
		String hint = tokens(client, asked(client)).text("id_token");
		assertThat(asked(client, "prompt", "none").header("Location")).startsWith(BACK + "?code=");
		assertThat(asked(client, "prompt", "none", "id_token_hint", hint).header("Location"))
			.startsWith(BACK + "?code=");
		assertThat(asked(client, "prompt", "none", "id_token_hint", "nonsense").header("Location"))
			.startsWith(BACK + "?error=login_required");
		assertThat(asked(client, "prompt", "none login").header("Location"))
			.startsWith(BACK + "?error=invalid_request");
		Browser johns = new Browser(() -> this.port);
		johns.signIn(JOHN, "john123");
		assertThat(johns.get(request(client, "prompt", "none", "id_token_hint", hint)).header("Location"))
			.startsWith(BACK + "?error=login_required");
	}

	@Test
	void hasTheUserSignInOnceMoreWhereAClientWantsItSo() {
		ClientKey client = application();
		this.browser.signIn(TOM, "tom-password");
		JWTClaimsSet before = idToken(tokens(client, asked(client)));
		Answer again = this.browser.get(request(client, "prompt", "login", "login_hint", "tom"));
		assertThat(again.header("Location")).endsWith("/login");
		assertThat(this.browser.get("/login").body()).contains("value=\"tom\"");
		// To ask again is no sign-in.
		assertThat(this.browser.get(request(client, "prompt", "login", "login_hint", "tom")).header("Location"))
			.endsWith("/login");
		this.news.change("update sign_in set signed_in_at = signed_in_at - interval '1 hour' where id = ?::uuid",
				String.valueOf(before.getClaim("sid")));
		Answer signedIn = this.browser.signIn(TOM, "tom-password");
		assertThat(signedIn.header("Location")).contains("/oauth2/authorize", "prompt=login");
		JWTClaimsSet after = idToken(tokens(client, this.browser.follow(signedIn)));
		// The portals, which go by it, stay signed in.
		assertThat(after.getClaim("sid")).isEqualTo(before.getClaim("sid"));
		assertThat(Instant.ofEpochSecond((Long) after.getClaim("auth_time"))).isAfter(Instant.now().minusSeconds(60));
		// Once is enough for one request only.
		assertThat(this.browser.get(request(client, "prompt", "login")).header("Location")).endsWith("/login");
	}

	@Test
	void hasAUserWhoIsNotSignedInDoSoOnce() {
		ClientKey client = application();
		assertThat(this.browser.get(request(client, "prompt", "login")).header("Location")).endsWith("/login");
		Answer signedIn = this.browser.signIn(TOM, "tom-password");
		tokens(client, allowed(this.browser.follow(signedIn)));
	}

	@Test
	void takesNoSignInThatIsOlderThanAClientWants() {
		ClientKey client = application();
		this.browser.signIn(TOM, "tom-password");
		String sid = String.valueOf(idToken(tokens(client, asked(client))).getClaim("sid"));
		assertThat(asked(client, "max_age", "600").header("Location")).startsWith(BACK + "?code=");
		this.news.change("update sign_in set signed_in_at = signed_in_at - interval '1 hour' where id = ?::uuid", sid);
		assertThat(asked(client, "max_age", "7200").header("Location")).startsWith(BACK + "?code=");
		assertThat(asked(client, "max_age", "600", "prompt", "none").header("Location"))
			.startsWith(BACK + "?error=login_required");
		assertThat(this.browser.get(request(client, "max_age", "600")).header("Location")).endsWith("/login");
		assertThat(this.browser.get(request(client, "max_age", "0")).header("Location")).endsWith("/login");
		Answer signedIn = this.browser.signIn(TOM, "tom-password");
		assertThat(this.browser.follow(signedIn).header("Location")).startsWith(BACK + "?code=");
	}

	@Test
	void whoSignsInOverSomebodyElseSignsThatOneOut() {
		ClientKey client = application();
		this.browser.signIn(TOM, "tom-password");
		Answer toms = tokens(client, asked(client));
		this.browser.signIn(JOHN, "john123");
		assertThat(idToken(tokens(client, asked(client))).getSubject()).isEqualTo(JOHN);
		assertThat(userInfo("/userinfo", toms.text("access_token")).status()).isEqualTo(401);
	}

	@Test
	void asksForConsentOnceMoreWherePromptSaysSo() {
		ClientKey client = application();
		this.browser.signIn(TOM, "tom-password");
		tokens(client, asked(client));
		assertThat(this.browser.get(request(client)).header("Location")).startsWith(BACK + "?code=");
		Answer prompted = this.browser.get(request(client, "prompt", "consent"));
		assertThat(prompted.header("Location")).contains("/oauth2/consent");
		tokens(client, allowed(prompted));
	}

	@Test
	void leavesAloneWhatItNeedNotKnow() {
		ClientKey client = application();
		this.browser.signIn(TOM, "tom-password");
		JWTClaimsSet id = idToken(tokens(client,
				asked(client, "display", "popup", "ui_locales", "de fr", "acr_values", "1 2", "claims_locales", "se",
						"claims", "{\"id_token\":{\"email\":{\"essential\":true}}}", "unheard_of", "x", "response_mode",
						"query", "id_token_hint", "nonsense", "login_hint", "someone")));
		assertThat(id.getClaims()).doesNotContainKeys("acr", "email");
	}

	@Test
	void refusesWhatItDoesNotUnderstandAndMayNotLeaveAlone() {
		ClientKey client = application();
		this.browser.signIn(TOM, "tom-password");
		for (Map.Entry<String, String> option : Map
			.of("request", "request_not_supported", "registration", "registration_not_supported", "response_mode",
					"invalid_request")
			.entrySet()) {
			assertThat(asked(client, option.getKey(), "x").header("Location")).as(option.getKey())
				.startsWith(BACK + "?error=" + option.getValue())
				.contains("&state=s&iss=");
		}
		Answer pushed = asked(client, "request_uri", "https://reader.example/request");
		assertThat(pushed.status()).isEqualTo(400);
		assertThat(pushed.header("Location")).isEmpty();
		// Nobody is led to an address that is not the client's.
		Answer elsewhere = this.browser.get(request(client, "request", "x").replace("signed-in", "elsewhere"));
		assertThat(elsewhere.status()).isEqualTo(400);
		assertThat(elsewhere.header("Location")).isEmpty();
		assertThat(this.browser.get(request(client, "prompt", "none").replace("signed-in", "elsewhere")).status())
			.isEqualTo(400);
	}

	@Test
	void takesAnAuthorizationRequestThatAPagePosts() {
		ClientKey client = application();
		this.browser.signIn(TOM, "tom-password");
		Answer posted = this.browser.postWithoutToken("/oauth2/authorize",
				request(client, "nonce", "a b&c").substring(18));
		assertThat(posted.status()).isEqualTo(303);
		assertThat(idToken(tokens(client, allowed(this.browser.follow(posted)))).getClaim("nonce")).isEqualTo("a b&c");
		assertThat(new Browser(() -> this.port).postWithoutToken("/oauth2/authorize", request(client).substring(18))
			.header("Location")).startsWith("/oauth2/authorize?");
	}

	@Test
	void signsOutAtAClientsRequestToTheAddressThatItRegistered() {
		ClientKey client = application();
		this.browser.signIn(TOM, "tom-password");
		String hint = tokens(client, asked(client)).text("id_token");
		for (String wrong : List.of(SIGNED_OUT + "/", SIGNED_OUT + "?x", BACK, "https://evil.example/",
				"//evil.example")) {
			Answer answer = this.browser
				.get("/connect/logout?" + encoded("id_token_hint", hint, "post_logout_redirect_uri", wrong));
			assertThat(answer.status()).as(wrong).isEqualTo(400);
			assertThat(answer.header("Location")).as(wrong).isEmpty();
		}
		assertThat(this.browser.get(request(client, "prompt", "none")).header("Location")).contains("code=");
		assertThat(this.browser
			.get("/connect/logout?"
					+ encoded("id_token_hint", hint, "post_logout_redirect_uri", SIGNED_OUT, "state", "a b"))
			.header("Location")).isEqualTo(SIGNED_OUT + "?state=a%20b");
		assertThat(this.browser.get(request(client, "prompt", "none")).header("Location")).contains("login_required");
	}

}
