package org.gatehouse.keymanager.site;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * Requests that no client sends: of another type, too large, with parameters twice, empty
 * or in the wrong place. Each is refused as the caller's mistake.
 */
class HostileRequestsIT extends KeyManagerTest {

	private static final String FORM = "application/x-www-form-urlencoded";

	@Autowired
	HostileRequestsIT(News news) {
		super(news);
	}

	private Answer post(String endpoint, ClientKey client, String type, String body) {
		HttpRequest.Builder request = request(endpoint).header("Authorization", basic(client.key(), client.secret()))
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (!type.isEmpty()) {
			request.header("Content-Type", type);
		}
		return send(request);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/oauth2/device_authorization" })
	void aFormIsTakenAndNothingElse(String endpoint) {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		String body = "grant_type=client_credentials&token=x";
		for (String type : List.of("", "text/plain", "application/json", "text/xml", "multipart/form-data",
				"multipart/form-data; boundary=x", FORM + "x", FORM + "-json", "application/x-www-form", "*/*",
				"application/octet-stream", "nonsense", ";", "text/plain; " + FORM)) {
			Answer answer = post(endpoint, client, type, body);
			assertThat(answer.status()).as(type).isEqualTo(400);
			assertThat(answer.text("error")).as(type).isEqualTo("invalid_request");
			assertThat(answer.header("Cache-Control")).as(type).contains("no-store");
			assertThat(answer.header("X-Content-Type-Options")).as(type).isEqualTo("nosniff");
		}
		for (String type : List.of(FORM, FORM + ";charset=UTF-8", FORM.toUpperCase(Locale.ROOT),
				FORM + " ; charset=utf-8")) {
			assertThat(post(endpoint, client, type, body).text("error")).as(type).isIn("", "unauthorized_client");
		}
	}

	@Test
	void whatIsEmptyOrTwiceOrInTheUrlIsNothing() {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		for (String body : List.of("", "&", "=", "grant_type", "grant_type=", "grant_type=&scope=x", "=x",
				"grant_type=client_credentials&grant_type=client_credentials",
				"grant_type=client_credentials&grant_type=password", "grant_type=refresh_token",
				"grant_type=refresh_token&refresh_token=", "grant_type=authorization_code",
				"grant_type=authorization_code&code=", "grant_type=password&username=tom",
				"grant_type=password&password=x", "grant_type=client_credentials&scope=a&scope=",
				"grant_type=client_credentials&client_id=a&client_id=b", "grant_type=client_credentials%00")) {
			Answer answer = post("/oauth2/token", client, FORM, body);
			assertThat(answer.status()).as(body).isIn(400, 401);
			assertThat(answer.text("error")).as(body)
				.isIn("invalid_request", "unsupported_grant_type", "invalid_client", "unauthorized_client",
						"invalid_grant");
			assertThat(answer.header("Cache-Control")).as(body).contains("no-store");
		}
		for (String query : List.of("?grant_type=client_credentials", "?client_secret=" + client.secret(), "?x")) {
			assertThat(post("/oauth2/token" + query, client, FORM, "grant_type=client_credentials").text("error"))
				.as(query)
				.isEqualTo("invalid_request");
		}
		for (String body : List.of("", "token=", "token_type_hint=access_token", "token=a&token=b")) {
			for (String endpoint : List.of("/oauth2/revoke", "/oauth2/introspect")) {
				assertThat(post(endpoint, client, FORM, body).text("error")).as(endpoint + " " + body)
					.isEqualTo("invalid_request");
			}
		}
		// A hint that is wrong is none.
		assertThat(post("/oauth2/introspect", client, FORM, "token=x&token_type_hint=nonsense").status()).isBetween(200,
				400);
	}

	@Test
	void aClientProvesWhoItIsInOneWay() {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		String own = "&client_id=" + client.key() + "&client_secret=" + client.secret();
		for (String endpoint : List.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect",
				"/oauth2/device_authorization")) {
			Answer both = post(endpoint, client, FORM, "grant_type=client_credentials&token=x" + own);
			assertThat(both.status()).as(endpoint).isEqualTo(401);
			assertThat(both.text("error")).as(endpoint).isEqualTo("invalid_client");
			assertThat(both.response().headers().allValues("X-Content-Type-Options")).as(endpoint)
				.containsExactly("nosniff");
		}
		ClientKey other = this.news.application(TOM, TokenFormat.JWT);
		assertThat(
				post("/oauth2/token", client, FORM, "grant_type=client_credentials&client_id=" + other.key()).status())
			.isIn(400, 401);
		for (String header : List.of("Basic", "Basic ", "Basic !", "Basic OjpOjo6", "Basic Og==", "Bearer x",
				"Digest x", "basic", "Basic " + "A".repeat(5000))) {
			Answer answer = send(request("/oauth2/token").header("Authorization", header)
				.header("Content-Type", FORM)
				.POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
			assertThat(answer.status()).as(header).isIn(400, 401);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/authorize", "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect",
			"/oauth2/device_authorization", "/oauth2/register", "/userinfo", "/connect/logout", "/oauth2/consent",
			"/login", "/sign-up", "/device", "/forgot-password" })
	void whatIsHugeIsTheCallersMistake(String endpoint) {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		String long9 = "x".repeat(9_000);
		assertThat(send(request(endpoint + "?state=" + long9 + "&redirect_uri=" + long9)).status()).isBetween(400, 499);
		StringBuilder many = new StringBuilder("client_id=x");
		for (int i = 0; i < 20_000; i++) {
			many.append("&p").append(i).append('=');
		}
		String deep = "[".repeat(50_000);
		for (String body : List.of("state=" + "x".repeat(3_000_000), many.toString(), "client_id=%", "client_id=%zz",
				"client_id=%c0%ae", "client_id=%00", deep)) {
			int status = post(endpoint, client, FORM, body).status();
			assertThat(status).as(endpoint + " " + body.substring(0, Math.min(12, body.length()))).isBetween(300, 499);
		}
		int json = post(endpoint, client, "application/json", "{\"a\":" + deep).status();
		assertThat(json).as(endpoint + " JSON").isBetween(300, 499);
	}

	@Test
	void anAccessTokenIsNoParameterOfAnAddress() {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		String token = password(client, TOM, "tom-password", "openid").text("access_token");
		assertThat(send(request("/userinfo?access_token=" + token)).status()).isIn(400, 401);
		assertThat(send(request("/userinfo").header("Authorization", "Bearer " + token)).status()).isEqualTo(200);
	}

}
