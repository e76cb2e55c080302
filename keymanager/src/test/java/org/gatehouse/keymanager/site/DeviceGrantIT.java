package org.gatehouse.keymanager.site;

import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

class DeviceGrantIT extends KeyManagerTest {

	private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

	private final Browser browser = new Browser(() -> this.port);

	@Autowired
	DeviceGrantIT(News news) {
		super(news);
	}

	private ClientKey television() {
		return this.news.application(JOHN, TokenFormat.JWT, (client) -> {
			client.permit(List.of(GRANT, "refresh_token"), List.of());
			client.publish(true);
		});
	}

	private Answer begin(ClientKey client, String scope) {
		return form("/oauth2/device_authorization", null, "client_id", client.key(), "scope", scope);
	}

	private Answer poll(ClientKey client, String deviceCode) {
		return form("/oauth2/token", null, "client_id", client.key(), "grant_type", GRANT, "device_code", deviceCode);
	}

	private Answer answer(String userCode, String answer) {
		return this.browser.post(this.browser.get("/device?user_code=" + userCode).body(), "/device", "user_code",
				userCode, "answer", answer);
	}

	private void goBack(Answer begun, String seconds) {
		this.news.change(
				"update oauth_authorization set polled_at = polled_at - make_interval(secs => ?) where code_hash = ?",
				Integer.valueOf(seconds), TokenHash.of(begun.text("device_code")));
	}

	@Test
	void letsADeviceInWhenItsUserHasSaidSo() {
		ClientKey television = television();
		Answer begun = begin(television, "news_read news_write openid");
		assertThat(begun.status()).isEqualTo(200);
		assertThat(begun.header("Cache-Control")).contains("no-store");
		assertThat(begun.text("verification_uri")).isEqualTo("https://localhost:9443/device");
		assertThat(begun.text("verification_uri_complete")).endsWith("/device?user_code=" + begun.text("user_code"));
		assertThat(begun.json().path("expires_in").asInt()).isBetween(590, 600);
		assertThat(poll(television, begun.text("device_code")).text("error")).isEqualTo("authorization_pending");
		Answer asked = this.browser.get("/device?user_code=" + begun.text("user_code"));
		assertThat(asked.header("Location")).endsWith("/login");
		this.browser.signIn(TOM, "tom-password");
		Answer page = this.browser
			.get("/device?user_code=" + begun.text("user_code").toLowerCase(Locale.ROOT).replace("-", "+"));
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.body()).contains(begun.text("user_code"), "news_read", TOM);
		Answer allowed = answer(begun.text("user_code"), "allow");
		assertThat(allowed.status()).isEqualTo(302);
		assertThat(this.browser.follow(allowed).body()).contains("let in");
		Answer tokens = poll(television, begun.text("device_code"));
		assertThat(tokens.status()).isEqualTo(200);
		// Tom may not write, so that no device of his may.
		assertThat(tokens.text("scope").split(" ")).containsExactlyInAnyOrder("news_read", "openid");
		assertThat(JSON.readTree(Base64.getUrlDecoder().decode(tokens.text("id_token").split("[.]")[1]))
			.path("sub")
			.asString()).isEqualTo(TOM);
		assertThat(json("GET", "/oauth2/userinfo", "Bearer " + tokens.text("access_token"), null).text("sub"))
			.isEqualTo(TOM);
		Answer refreshed = form("/oauth2/token", null, "client_id", television.key(), "grant_type", "refresh_token",
				"refresh_token", tokens.text("refresh_token"));
		assertThat(refreshed.status()).isEqualTo(200);
		assertThat(refreshed.json().has("id_token")).isTrue();
		assertThat(poll(television, begun.text("device_code")).status()).isEqualTo(400);
		assertThat(form("/oauth2/revoke", null, "client_id", television.key(), "token", refreshed.text("refresh_token"))
			.status()).isEqualTo(200);
		assertThat(form("/oauth2/token", null, "client_id", television.key(), "grant_type", "refresh_token",
				"refresh_token", refreshed.text("refresh_token"))
			.text("error")).isEqualTo("invalid_grant");
	}

	@Test
	void tellsADeviceThatItsUserTurnedItAway() {
		ClientKey television = television();
		Answer begun = begin(television, "news_read");
		this.browser.signIn(TOM, "tom-password");
		assertThat(this.browser.follow(answer(begun.text("user_code"), "deny")).body()).contains("turned away");
		assertThat(poll(television, begun.text("device_code")).text("error")).isEqualTo("access_denied");
		assertThat(this.browser.get("/device?user_code=" + begun.text("user_code")).status()).isEqualTo(400);
	}

	@Test
	void slowsDownADeviceThatAsksTooOften() {
		ClientKey television = television();
		Answer begun = begin(television, "news_read");
		String code = begun.text("device_code");
		assertThat(poll(television, code).text("error")).isEqualTo("authorization_pending");
		assertThat(poll(television, code).text("error")).isEqualTo("slow_down");
		goBack(begun, "6");
		// Six seconds were enough before; now it takes ten.
		assertThat(poll(television, code).text("error")).isEqualTo("slow_down");
		goBack(begun, "16");
		assertThat(poll(television, code).text("error")).isEqualTo("authorization_pending");
	}

	@Test
	void endsWithTheCode() {
		ClientKey television = television();
		Answer begun = begin(television, "news_read");
		this.news.change(
				"update oauth_authorization set code_issued_at = now() - interval '11 minutes', "
						+ "code_expires_at = now() - interval '1 minute' where code_hash = ?",
				TokenHash.of(begun.text("device_code")));
		this.browser.signIn(TOM, "tom-password");
		assertThat(this.browser.get("/device?user_code=" + begun.text("user_code")).status()).isEqualTo(400);
		assertThat(poll(television, begun.text("device_code")).text("error")).isEqualTo("expired_token");
	}

	@Test
	void refusesOtherClientsAndThoseWithoutTheGrant() {
		ClientKey television = television();
		assertThat(poll(television, "unknown").text("error")).isEqualTo("invalid_grant");
		assertThat(form("/oauth2/device_authorization", null, "client_id", "nobody").status()).isEqualTo(401);
		ClientKey reader = this.news.application(TOM, TokenFormat.JWT);
		assertThat(form("/oauth2/device_authorization", reader, "scope", "news_read").text("error"))
			.isEqualTo("unauthorized_client");
		// Whoever has a secret has to show it.
		assertThat(begin(reader, "news_read").status()).isEqualTo(401);
		assertThat(form("/oauth2/device_authorization?scope=x", null, "client_id", television.key()).status())
			.isEqualTo(400);
		assertThat(form("/oauth2/device_authorization", null, "client_id", television.key(), "scope", "a", "scope", "b")
			.text("error")).isEqualTo("invalid_request");
		assertThat(send(request("/oauth2/device_authorization")).status()).isEqualTo(405);
		// A device code is no authorization code and the other way round.
		String code = begin(television, "news_read").text("device_code");
		assertThat(poll(television(), code).text("error")).isEqualTo("invalid_grant");
	}

	@Test
	void takesNoAnswerThatAPageElsewhereSends() {
		Answer begun = begin(television(), "news_read");
		this.browser.signIn(TOM, "tom-password");
		assertThat(this.browser
			.postWithoutToken("/device", encoded("user_code", begun.text("user_code"), "answer", "allow"))
			.status()).isEqualTo(403);
		assertThat(this.browser.get("/device").header("Content-Security-Policy")).contains("frame-ancestors 'none'");
	}

	@Test
	void keepsUsersFromGuessingCodes() {
		ClientKey television = television();
		String guessing = this.news.user("guessing-1");
		this.browser.signIn(guessing, "guessing-1");
		for (int i = 0; i < 10; i++) {
			assertThat(this.browser.get("/device?user_code=BBBB-BBB" + (char) ('B' + i)).status()).isEqualTo(400);
		}
		Answer refused = this.browser.get("/device?user_code=" + begin(television, "news_read").text("user_code"));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.body()).contains("too many");
	}

}
