package org.gatehouse.keymanager.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

class ImplicitGrantIT extends KeyManagerTest {

	private static final String BACK = "https://old.example/signed-in";

	private static final Pattern FIELD = Pattern.compile("name=\"(client_id|state|scope)\" value=\"([^\"]+)\"");

	private final Browser browser = new Browser(() -> this.port);

	@Autowired
	ImplicitGrantIT(News news) {
		super(news);
	}

	private ClientKey application(TokenFormat format, String... grants) {
		return this.news.application(TOM, format,
				(client) -> client.permit(List.of(grants), List.of(BACK, "http://127.0.0.1:3000/signed-in")));
	}

	private Answer ask(ClientKey client, String... more) {
		return this.browser
			.get("/oauth2/authorize?"
					+ encoded("response_type", "token", "client_id", client.key(), "scope", "news_read news_write",
							"state", "s&s")
					+ "&" + encoded((more.length > 0) ? more : new String[] { "redirect_uri", BACK }));
	}

	private List<String> fields(Answer asked) {
		assertThat(asked.header("Location")).contains("/oauth2/consent");
		String page = this.browser.follow(asked).body();
		assertThat(page).contains(BACK, "news_read");
		Matcher fields = FIELD.matcher(page.substring(0, page.indexOf("</form>")));
		List<String> form = new ArrayList<>();
		while (fields.find()) {
			form.addAll(List.of(fields.group(1), fields.group(2)));
		}
		return form;
	}

	private Answer answer(List<String> form) {
		return this.browser.postWithoutToken("/oauth2/authorize", encoded(form.toArray(String[]::new)));
	}

	private static String token(Answer answer) {
		return answer.header("Location").replaceAll(".*access_token=([^&]+).*", "$1");
	}

	@ParameterizedTest
	@EnumSource(TokenFormat.class)
	void givesATokenInTheFragmentOnceItIsSwitchedOn(TokenFormat format) {
		ClientKey client = application(format, "implicit", "refresh_token");
		assertThat(ask(client).header("Location")).endsWith("/login");
		Answer signedIn = this.browser.signIn(TOM, "tom-password");
		List<String> form = fields(this.browser.follow(signedIn));
		Answer first = answer(form);
		// Tom may not write.
		assertThat(first.header("Location")).startsWith(BACK + "#access_token=")
			.endsWith("&token_type=Bearer&expires_in=3600&scope=news_read&state=s%26s"
					+ "&iss=https%3A%2F%2Flocalhost%3A9443")
			.doesNotContain("refresh_token", "id_token");
		assertThat(first.header("Cache-Control")).contains("no-store");
		Answer second = ask(client, "redirect_uri", BACK, "prompt", "none", "response_mode", "fragment");
		assertThat(second.header("Location")).startsWith(BACK + "#access_token=");
		assertThat(token(second)).isNotEqualTo(token(first));
		assertThat(isActive(client, token(first))).isTrue();
		// It ends with the sign-in.
		this.browser.post(this.browser.get("/logout").body(), "/logout");
		assertThat(isActive(client, token(first))).isFalse();
		assertThat(ask(client, "redirect_uri", BACK, "prompt", "none").header("Location"))
			.startsWith(BACK + "#error=login_required");
	}

	@Test
	void refusesWhoeverItIsNotSwitchedOnFor() {
		ClientKey client = application(TokenFormat.JWT, "authorization_code");
		for (int i = 0; i < 2; i++) {
			assertThat(ask(client).header("Location")).startsWith(BACK + "#error=unauthorized_client&")
				.endsWith("&state=s%26s&iss=https%3A%2F%2Flocalhost%3A9443");
			this.browser.signIn(TOM, "tom-password");
		}
		// And the other way round.
		ClientKey implicit = application(TokenFormat.JWT, "implicit");
		assertThat(this.browser
			.get("/oauth2/authorize?" + encoded("response_type", "code", "client_id", implicit.key(), "scope",
					"news_read", "redirect_uri", BACK))
			.status()).isEqualTo(400);
		assertThat(token(implicit, "grant_type", "implicit").text("error")).isEqualTo("unsupported_grant_type");
	}

	@Test
	void leadsNowhereButToTheRegisteredAddress() {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT, (made) -> {
			made.permit(List.of("implicit"), List.of(BACK, "http://127.0.0.1:3000/signed-in"));
			made.publish(true);
		});
		this.browser.signIn(TOM, "tom-password");
		for (String wrong : List.of(BACK + "/", BACK + "#x", "https://evil.example/", "http://127.0.0.1:3001/signed-in",
				"javascript:alert(1)", "")) {
			Answer answer = ask(client, "redirect_uri", wrong);
			assertThat(answer.status()).as(wrong).isEqualTo(400);
			assertThat(answer.header("Location")).as(wrong).isEmpty();
		}
		assertThat(ask(client, "x", "y").status()).isEqualTo(400);
		assertThat(ask(client, "redirect_uri", BACK, "redirect_uri", BACK).status()).isEqualTo(400);
		assertThat(ask(client, "redirect_uri", BACK, "response_type", "token").status()).isEqualTo(400);
		assertThat(ask(client, "redirect_uri", BACK, "response_mode", "query").header("Location"))
			.startsWith(BACK + "#error=invalid_request");
		assertThat(ask(client, "redirect_uri", BACK, "request", "x").header("Location"))
			.startsWith(BACK + "#error=request_not_supported");
		assertThat(ask(client, "redirect_uri", BACK, "prompt", "none").header("Location"))
			.startsWith(BACK + "#error=consent_required");
	}

	@Test
	void takesNoAnswerThatTheUserDidNotGive() {
		ClientKey client = application(TokenFormat.JWT, "implicit", "authorization_code");
		this.browser.signIn(JOHN, "john123");
		List<String> form = fields(ask(client));
		Browser toms = new Browser(() -> this.port);
		toms.signIn(TOM, "tom-password");
		assertThat(toms.postWithoutToken("/oauth2/authorize", encoded(form.toArray(String[]::new))).status())
			.isEqualTo(400);
		assertThat(
				new Browser(() -> this.port).postWithoutToken("/oauth2/authorize", encoded(form.toArray(String[]::new)))
					.status())
			.isEqualTo(400);
		List<String> more = new ArrayList<>(form);
		more.addAll(List.of("scope", "openid"));
		assertThat(answer(more).header("Location")).startsWith(BACK + "#error=invalid_scope");
		assertThat(answer(form).header("Location")).startsWith(BACK + "#access_token=").contains("news_write");
		// Once.
		assertThat(answer(form).status()).isEqualTo(400);
		List<String> refused = fields(ask(client, "redirect_uri", BACK, "prompt", "consent"));
		int scope = refused.indexOf("scope");
		assertThat(answer(refused.subList(0, scope)).header("Location")).startsWith(BACK + "#error=access_denied");
		assertThat(ask(client).header("Location")).contains("/oauth2/consent");
	}

}
