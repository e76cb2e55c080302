package org.gatehouse.keymanager.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

class CodeGrantIT extends KeyManagerTest {

	private static final String BACK = "https://reader.example/signed-in";

	private static final String LOOPBACK = "http://127.0.0.1:3000/signed-in";

	private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

	private static final Pattern FIELD = Pattern.compile("name=\"(client_id|state|scope)\" value=\"([^\"]+)\"");

	/** The example of RFC 7636, appendix B. */
	private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

	private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

	private final Browser browser = new Browser(() -> this.port);

	private final ChangeFeed feed;

	@Autowired
	CodeGrantIT(News news, ChangeFeed feed) {
		super(news);
		this.feed = feed;
	}

	private ClientKey application(String... grants) {
		return this.news.application(TOM, TokenFormat.JWT,
				(client) -> client.permit(Arrays.asList(grants), List.of(BACK, LOOPBACK)));
	}

	private ClientKey publicApplication() {
		return this.news.application(TOM, TokenFormat.JWT, (client) -> {
			client.permit(List.of("authorization_code"), List.of(BACK, LOOPBACK));
			client.publish(true);
		});
	}

	private Answer authorize(ClientKey client, String redirectUri, String... more) {
		Answer answer = asked(client, redirectUri, more);
		return answer.header("Location").contains("/oauth2/consent") ? consent(this.browser.follow(answer)) : answer;
	}

	private Answer consent(Answer page) {
		Matcher fields = FIELD.matcher(page.body().substring(0, page.body().indexOf("</form>")));
		List<String> form = new ArrayList<>();
		while (fields.find()) {
			form.addAll(List.of(fields.group(1), fields.group(2)));
		}
		return this.browser.postWithoutToken("/oauth2/authorize", encoded(form.toArray(String[]::new)));
	}

	private Answer asked(ClientKey client, String redirectUri, String... more) {
		return this.browser.get(
				"/oauth2/authorize?" + encoded("response_type", "code", "client_id", client.key(), "scope", "news_read",
						"state", "s", "redirect_uri", redirectUri) + ((more.length > 0) ? "&" + encoded(more) : ""));
	}

	private String code(ClientKey client, String... more) {
		this.browser.signIn(TOM, "tom-password");
		Answer answer = authorize(client, BACK, more);
		assertThat(answer.header("Location")).startsWith(BACK + "?code=")
			.endsWith("&state=s&iss=https%3A%2F%2Flocalhost%3A9443");
		Matcher code = CODE.matcher(answer.header("Location"));
		assertThat(code.find()).isTrue();
		return code.group(1);
	}

	private Answer redeem(ClientKey client, String code, String redirectUri) {
		return token(client, "grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri);
	}

	@Test
	void revokesWhatACodeGaveWhenTheCodeComesAgain() throws Exception {
		ClientKey client = application("authorization_code", "refresh_token");
		String code = code(client);
		Answer first = redeem(client, code, BACK);
		assertThat(first.status()).isEqualTo(200);
		assertThat(first.text("scope")).isEqualTo("news_read");
		Answer refreshed = refresh(client, first.text("refresh_token"));
		Answer again = redeem(client, code, BACK);
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.text("error")).isEqualTo("invalid_grant");
		for (Answer answer : List.of(first, refreshed)) {
			assertThat(isActive(client, answer.text("access_token"))).isFalse();
			assertThat(this.feed.changesSince(0, ZERO).changes()).extracting(Change::key)
				.contains("revocation:" + TokenHash.of(answer.text("access_token")));
		}
		assertThat(refresh(client, refreshed.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
	}

	@Test
	void revokesTheAccessTokenOfAReplayedCodeWithoutRefreshing() throws Exception {
		ClientKey client = application("authorization_code");
		String code = code(client);
		Answer first = redeem(client, code, BACK);
		assertThat(first.json().has("refresh_token")).isFalse();
		assertThat(redeem(client, code, BACK).text("error")).isEqualTo("invalid_grant");
		assertThat(redeem(client, code, BACK).text("error")).isEqualTo("invalid_grant");
		assertThat(isActive(client, first.text("access_token"))).isFalse();
		assertThat(this.feed.changesSince(0, ZERO).changes()).extracting(Change::key)
			.contains("revocation:" + TokenHash.of(first.text("access_token")));
	}

	@Test
	void letsNoMoreThanOneOfManyWhoRedeemACodeAtOnceWin() throws Exception {
		ClientKey client = application("authorization_code", "refresh_token");
		String code = code(client);
		List<Callable<Integer>> all = Collections.nCopies(10, () -> redeem(client, code, BACK).status());
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> status : threads.invokeAll(all)) {
				statuses.add(status.get());
			}
			assertThat(statuses).filteredOn((status) -> status == 200).hasSize(1);
			assertThat(statuses).filteredOn((status) -> status == 400).hasSize(9);
		}
	}

	@Test
	void endsACodeAfterAMinute() {
		ClientKey client = application("authorization_code");
		String code = code(client);
		this.news.change(
				"update oauth_authorization set code_issued_at = code_issued_at - interval '61 seconds', "
						+ "code_expires_at = code_expires_at - interval '61 seconds' where code_hash = ?",
				TokenHash.of(code));
		assertThat(redeem(client, code, BACK).text("error")).isEqualTo("invalid_grant");
	}

	@Test
	void takesNoParameterTwice() {
		ClientKey client = application("authorization_code");
		this.browser.signIn(TOM, "tom-password");
		for (String name : List.of("client_id", "redirect_uri", "response_type", "state", "scope")) {
			Answer answer = asked(client, BACK, name, "x");
			assertThat(answer.status()).as(name).isEqualTo(400);
			assertThat(answer.header("Location")).as(name).isEmpty();
		}
		assertThat(asked(client, BACK, "code_challenge", CHALLENGE, "code_challenge", CHALLENGE).status())
			.isEqualTo(400);
	}

	@Test
	void offersNoOtherAnswerThanACode() {
		ClientKey client = application("authorization_code");
		this.browser.signIn(TOM, "tom-password");
		for (String type : List.of("id_token", "id_token token", "code token", "")) {
			Answer answer = this.browser.get("/oauth2/authorize?" + encoded("response_type", type, "client_id",
					client.key(), "scope", "news_read", "state", "s", "redirect_uri", BACK));
			assertThat(answer.status()).as(type).isEqualTo(400);
			assertThat(answer.header("Location")).as(type).isEmpty();
		}
	}

	@Test
	void refusesACodeThatWasMeantForAnotherClientOrAddress() {
		ClientKey client = application("authorization_code");
		String code = code(client);
		assertThat(redeem(client, code, LOOPBACK).text("error")).isEqualTo("invalid_grant");
		assertThat(redeem(application("authorization_code"), code, BACK).text("error")).isEqualTo("invalid_grant");
		// Somebody else had it, so that it is good for nobody.
		assertThat(redeem(client, code, BACK).text("error")).isEqualTo("invalid_grant");
	}

	@Test
	void wantsProofOfTheCodeFromAClientWithoutASecret() {
		ClientKey client = publicApplication();
		this.browser.signIn(TOM, "tom-password");
		assertThat(authorize(client, BACK).header("Location")).contains("error=invalid_request", "code_challenge");
		String code = code(client, "code_challenge", CHALLENGE, "code_challenge_method", "S256");
		assertThat(form("/oauth2/token", null, "grant_type", "authorization_code", "client_id", client.key(), "code",
				code, "redirect_uri", BACK)
			.status()).isEqualTo(401);
		assertThat(prove(client, code, VERIFIER.replace('d', 'e')).text("error")).isEqualTo("invalid_grant");
		Answer proved = prove(client, code, VERIFIER);
		assertThat(proved.status()).isEqualTo(200);
		assertThat(proved.text("scope")).isEqualTo("news_read");
		assertThat(form("/oauth2/token", client, "grant_type", "authorization_code", "code", code, "redirect_uri", BACK)
			.text("error")).isEqualTo("invalid_client");
	}

	private Answer prove(ClientKey client, String code, String verifier) {
		return form("/oauth2/token", null, "grant_type", "authorization_code", "client_id", client.key(), "code", code,
				"redirect_uri", BACK, "code_verifier", verifier);
	}

	@Test
	void takesNoProofBySayingTheVerifierBeforehand() {
		this.browser.signIn(TOM, "tom-password");
		for (ClientKey client : List.of(application("authorization_code"), publicApplication())) {
			assertThat(authorize(client, BACK, "code_challenge", VERIFIER, "code_challenge_method", "plain")
				.header("Location")).contains("error=invalid_request", "code_challenge_method");
			assertThat(authorize(client, BACK, "code_challenge", VERIFIER).header("Location"))
				.contains("error=invalid_request", "code_challenge_method");
		}
	}

	@Test
	void doesNotLetAClientWithASecretForgetItsProof() {
		ClientKey client = application("authorization_code");
		String proved = code(client, "code_challenge", CHALLENGE, "code_challenge_method", "S256");
		assertThat(redeem(client, proved, BACK).text("error")).isEqualTo("invalid_grant");
		String bare = code(client);
		assertThat(token(client, "grant_type", "authorization_code", "code", bare, "redirect_uri", BACK,
				"code_verifier", VERIFIER)
			.text("error")).isEqualTo("invalid_grant");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://reader.example/signed-in/", "https://reader.example/signed-in/more",
			"https://reader.example/signed-in?x=1", "https://reader.example/signed-in#x",
			"https://reader.example/SIGNED-IN", "https://READER.example/signed-in",
			"https://reader.example:443/signed-in", "http://reader.example/signed-in",
			"https://reader.example/x/../signed-in", "https://reader.example/..;/signed-in",
			"https://reader.example@evil.example/signed-in", "https://evil.example/signed-in",
			"https://reader.example.evil.example/signed-in", "https://evil.example\\@reader.example/signed-in",
			"https://reader.example/signed%2din", "//reader.example/signed-in", "/signed-in", "javascript:alert(1)",
			"data:text/html,x", "http://127.0.0.1:3001/signed-in", "http://127.0.0.1/signed-in",
			"http://localhost:3000/signed-in", "http://127.0.0.2:3000/signed-in", "http://[::1]:3000/signed-in" })
	void leadsNowhereButToTheRegisteredAddress(String trick) {
		ClientKey client = application("authorization_code");
		this.browser.signIn(TOM, "tom-password");
		Answer answer = authorize(client, trick);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.header("Location")).isEmpty();
	}

	@Test
	void letsAProgramOnSomebodysMachineChooseItsPort() {
		ClientKey client = publicApplication();
		this.browser.signIn(TOM, "tom-password");
		assertThat(authorize(client, "http://127.0.0.1:40123/signed-in", "code_challenge", CHALLENGE,
				"code_challenge_method", "S256")
			.header("Location")).startsWith("http://127.0.0.1:40123/signed-in?code=");
		assertThat(authorize(client, "http://127.0.0.1:40123/elsewhere", "code_challenge", CHALLENGE,
				"code_challenge_method", "S256")
			.status()).isEqualTo(400);
	}

}
