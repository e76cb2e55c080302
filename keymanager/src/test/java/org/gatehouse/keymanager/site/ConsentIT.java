package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

class ConsentIT extends KeyManagerTest {

	private static final String BACK = "https://reader.example/signed-in";

	private static final Pattern STATE = Pattern.compile("name=\"state\" value=\"([^\"]+)\"");

	private final Browser browser = new Browser(() -> this.port);

	@Autowired
	ConsentIT(News news) {
		super(news);
	}

	private ClientKey application(boolean keepsNoSecret) {
		return this.news.application(TOM, TokenFormat.JWT, (client) -> {
			client.permit(List.of("authorization_code"), List.of(BACK));
			client.publish(keepsNoSecret);
		});
	}

	private Answer ask(ClientKey client, String scope) {
		return this.browser.get("/oauth2/authorize?" + encoded("response_type", "code", "client_id", client.key(),
				"scope", scope, "state", "s", "redirect_uri", BACK, "code_challenge",
				"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256"));
	}

	private static String state(Answer page) {
		Matcher state = STATE.matcher(page.body());
		assertThat(state.find()).isTrue();
		return state.group(1);
	}

	private Answer allow(ClientKey client, String state, String... scopes) {
		StringBuilder body = new StringBuilder(encoded("client_id", client.key(), "state", state));
		for (String scope : scopes) {
			body.append('&').append(encoded("scope", scope));
		}
		return this.browser.postWithoutToken("/oauth2/authorize", body.toString());
	}

	@Test
	void asksOnceForEachThing() {
		ClientKey client = application(false);
		this.browser.signIn(JOHN, "john123");
		Answer page = this.browser.follow(ask(client, "news_read"));
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.body()).contains("news_read", TOM, JOHN, BACK).doesNotContain("news_write");
		assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
		assertThat(page.header("Cache-Control")).contains("no-store");
		assertThat(allow(client, state(page), "news_read").header("Location")).startsWith(BACK + "?code=")
			.endsWith("&iss=https%3A%2F%2Flocalhost%3A9443");
		assertThat(ask(client, "news_read").header("Location")).startsWith(BACK + "?code=");
		Answer more = this.browser.follow(ask(client, "news_read news_write"));
		assertThat(more.body()).contains("news_write");
		Answer refused = allow(client, state(more));
		assertThat(refused.header("Location")).startsWith(BACK + "?error=access_denied").contains("&state=s&iss=");
		// A no takes back what was allowed before, too.
		assertThat(ask(client, "news_read").header("Location")).contains("/oauth2/consent");
	}

	@Test
	void asksEachTimeForAnApplicationThatAnybodyCanClaimToBe() {
		ClientKey client = application(true);
		this.browser.signIn(JOHN, "john123");
		for (int i = 0; i < 2; i++) {
			Answer asked = ask(client, "openid");
			assertThat(asked.header("Location")).contains("/oauth2/consent");
			assertThat(allow(client, state(this.browser.follow(asked)), "openid").header("Location"))
				.startsWith(BACK + "?code=");
		}
	}

	@Test
	void takesNoAnswerThatTheUserDidNotGive() {
		ClientKey client = application(false);
		this.browser.signIn(JOHN, "john123");
		Answer asked = ask(client, "news_read");
		String state = state(this.browser.follow(asked));
		// A page elsewhere does not know the state.
		for (String forged : List.of("guessed", "s", state.substring(1), "")) {
			Answer answer = allow(client, forged, "news_read");
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.header("Location")).isEmpty();
		}
		// More than was asked for.
		assertThat(allow(client, state, "news_read", "news_write").header("Location")).contains("error=invalid_scope");
		// Another application, another user.
		assertThat(allow(application(false), state, "news_read").status()).isEqualTo(400);
		Answer stranger = new Browser(() -> this.port).get("/oauth2/consent?state=" + state);
		assertThat(stranger.header("Location")).endsWith("/login");
		Browser toms = new Browser(() -> this.port);
		toms.signIn(TOM, "tom-password");
		assertThat(toms.get("/oauth2/consent?state=" + state).status()).isEqualTo(400);
		assertThat(toms
			.postWithoutToken("/oauth2/authorize",
					encoded("client_id", client.key(), "state", state, "scope", "news_read"))
			.status()).isEqualTo(400);
		assertThat(allow(client, state, "news_read").header("Location")).startsWith(BACK + "?code=");
		assertThat(allow(client, state, "news_read").status()).isEqualTo(400);
	}

}
