package org.gatehouse.keymanager.site;

import java.util.Base64;
import java.util.List;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

class TokenEndpointIT extends KeyManagerTest {

	private final ChangeFeed feed;

	@Autowired
	TokenEndpointIT(News news, ChangeFeed feed) {
		super(news);
		this.feed = feed;
	}

	private ClientKey jwtApplication() {
		return this.news.application(TOM, TokenFormat.JWT);
	}

	@Test
	void grantsTomReadingOnlyAndJohnBoth() {
		ClientKey application = jwtApplication();
		Answer tom = password(application, TOM, "tom-password", "news_read news_write");
		assertThat(tom.status()).isEqualTo(200);
		assertThat(tom.text("scope")).isEqualTo("news_read");
		assertThat(tom.text("token_type")).isEqualTo("Bearer");
		assertThat(tom.json().path("expires_in").asInt()).isBetween(3598, 3600);
		assertThat(tom.text("refresh_token")).isNotEmpty();
		assertThat(tom.header("Cache-Control")).contains("no-store");
		Answer john = password(application, JOHN, "john123", "news_read news_write");
		assertThat(john.text("scope")).isEqualTo("news_read news_write");
	}

	@Test
	void issuesJsonWebTokensWithTheProfileOfRfc9068() {
		ClientKey application = jwtApplication();
		String token = password(application, TOM, "tom-password", "news_read").text("access_token");
		String[] parts = token.split("\\.", -1);
		JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
		JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
		assertThat(header.path("typ").asString()).isEqualTo("at+jwt");
		assertThat(header.path("alg").asString()).isEqualTo("RS256");
		assertThat(claims.path("iss").asString()).isEqualTo("https://localhost:9443");
		assertThat(claims.path("sub").asString()).isEqualTo(TOM);
		assertThat(claims.path("aud").toString()).contains(application.key());
		assertThat(claims.path("client_id").asString()).isEqualTo(application.key());
		assertThat(claims.path("scope").asString()).isEqualTo("news_read");
		assertThat(claims.path("tenant").asString()).isEqualTo("carbon.super");
		assertThat(claims.path("jti").asString()).isNotEmpty();
		assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
	}

	@Test
	void issuesOpaqueTokensWhereTheApplicationWantsThem() {
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		String token = password(application, TOM, "tom-password", "news_read").text("access_token");
		assertThat(token).doesNotContain(".").hasSizeGreaterThanOrEqualTo(43);
		Answer introspected = form("/oauth2/introspect", application, "token", token);
		assertThat(introspected.json().path("active").asBoolean()).isTrue();
		assertThat(introspected.text("scope")).isEqualTo("news_read");
		assertThat(introspected.text("client_id")).isEqualTo(application.key());
		assertThat(introspected.text("sub")).isEqualTo(TOM);
	}

	@Test
	void givesAnApplicationItsOwnTokenByItsOwnersRoles() {
		Answer answer = token(jwtApplication(), "grant_type", "client_credentials", "scope", "news_read news_write");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text("scope")).isEqualTo("am_application_scope news_read");
		assertThat(answer.json().has("refresh_token")).isFalse();
		JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(answer.text("access_token").split("\\.", -1)[1]));
		assertThat(claims.path("sub").asString()).isEqualTo(TOM);
		assertThat(token(jwtApplication(), "grant_type", "client_credentials").text("scope"))
			.isEqualTo("am_application_scope default");
	}

	@Test
	void neverRefusesAScope() {
		ClientKey application = jwtApplication();
		assertThat(password(application, TOM, "tom-password", "nonsense").text("scope")).isEqualTo("default");
		assertThat(password(application, TOM, "tom-password", "am_application_scope").text("scope"))
			.isEqualTo("default");
		assertThat(password(application, TOM, "tom-password", "device_1 xdevice_2").text("scope"))
			.isEqualTo("device_1");
	}

	@Test
	void addsAnIdTokenForOpenIdAndTellsWhoTheUserIs() {
		ClientKey application = jwtApplication();
		Answer answer = password(application, TOM, "tom-password", "openid news_read");
		assertThat(answer.text("scope")).isEqualTo("openid news_read");
		JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(answer.text("id_token").split("\\.", -1)[1]));
		assertThat(claims.path("roles").toString()).contains("employee");
		assertThat(claims.path("tenant").asString()).isEqualTo("carbon.super");
		assertThat(claims.path("preferred_username").asString()).isEqualTo(TOM);
		Answer info = send(request("/userinfo").header("Authorization", "Bearer " + answer.text("access_token")));
		assertThat(info.status()).isEqualTo(200);
		assertThat(info.text("sub")).isEqualTo(TOM);
		Answer refreshed = token(application, "grant_type", "refresh_token", "refresh_token",
				answer.text("refresh_token"));
		assertThat(refreshed.text("id_token")).isNotEmpty();
		assertThat(send(request("/userinfo").header("Authorization", "Bearer " + answer.text("id_token"))).status())
			.isEqualTo(401);
	}

	@Test
	void answersWrongSecretsAndPasswordsAsRfc6749Says() {
		ClientKey application = jwtApplication();
		Answer secret = token(new ClientKey(application.key(), "wrong"), "grant_type", "client_credentials");
		assertThat(secret.status()).isEqualTo(401);
		assertThat(secret.text("error")).isEqualTo("invalid_client");
		assertThat(secret.header("WWW-Authenticate")).startsWith("Basic");
		Answer unknown = token(new ClientKey("nobody", "wrong"), "grant_type", "client_credentials");
		assertThat(unknown.body()).isEqualTo(secret.body());
		assertThat(form("/oauth2/token", null, "grant_type", "client_credentials").status()).isEqualTo(401);
		Answer password = password(application, TOM, "wrong", "");
		assertThat(password.status()).isEqualTo(400);
		assertThat(password.text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, "nobody", "wrong", "").body()).isEqualTo(password.body());
		assertThat(token(application, "grant_type", "nonsense").text("error")).isEqualTo("unsupported_grant_type");
		assertThat(token(application, "grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", "x")
			.text("error")).isEqualTo("unauthorized_client");
		assertThat(token(application, "grant_type", "implicit").text("error")).isEqualTo("unsupported_grant_type");
		assertThat(token(application, "grant_type", "authorization_code", "code", "x").text("error"))
			.isEqualTo("unauthorized_client");
	}

	@Test
	void saysInWordsWhatIsWrongWithAGrantType() {
		ClientKey application = jwtApplication();
		Answer missing = token(application, "scope", "news_read");
		assertThat(missing.text("error")).isEqualTo("invalid_request");
		assertThat(missing.text("error_description")).isEqualTo("Missing parameter: grant_type");
		Answer unknown = token(application, "grant_type", "nonsense");
		assertThat(unknown.text("error")).isEqualTo("unsupported_grant_type");
		assertThat(unknown.text("error_description")).isEqualTo("The grant type is not supported");
		Answer code = token(application, "grant_type", "authorization_code", "code", "x");
		assertThat(code.status()).isEqualTo(400);
		assertThat(code.text("error_description"))
			.isEqualTo("The client may not use the grant type authorization_code");
		Answer guess = token(new ClientKey(application.key(), "wrong"), "grant_type", "authorization_code", "code",
				"x");
		assertThat(guess.text("error")).isEqualTo("invalid_client");
		ClientKey reader = this.news.application(TOM, TokenFormat.JWT,
				(client) -> client.permit(List.of("authorization_code"), List.of("https://reader.example/back")));
		assertThat(token(reader, "grant_type", "authorization_code", "code", "x").text("error"))
			.isEqualTo("invalid_grant");
	}

	@Test
	void refusesParametersTwiceOrInTheUrlAndTwoKindsOfAuthentication() {
		ClientKey application = jwtApplication();
		assertThat(token(application, "grant_type", "client_credentials", "scope", "a", "scope", "b").text("error"))
			.isEqualTo("invalid_request");
		assertThat(form("/oauth2/token?scope=a", application, "grant_type", "client_credentials").text("error"))
			.isEqualTo("invalid_request");
		Answer both = token(application, "grant_type", "client_credentials", "client_id", application.key(),
				"client_secret", application.secret());
		assertThat(both.status()).isEqualTo(401);
		assertThat(both.text("error")).isEqualTo("invalid_client");
		Answer get = send(request("/oauth2/token?grant_type=client_credentials"));
		assertThat(get.status()).isEqualTo(405);
		assertThat(get.header("Allow")).isEqualTo("POST");
		assertThat(form("/oauth2/token", null, "grant_type", "client_credentials", "client_id", application.key(),
				"client_secret", application.secret())
			.status()).isEqualTo(200);
	}

	@Test
	void revokesAndTellsTheGateways() throws Exception {
		ClientKey application = jwtApplication();
		Answer issued = password(application, TOM, "tom-password", "news_read");
		String token = issued.text("access_token");
		assertThat(form("/oauth2/revoke", this.news.application(JOHN, TokenFormat.JWT), "token", token).status())
			.isEqualTo(400);
		assertThat(isActive(application, token)).isTrue();
		Answer revoked = form("/oauth2/revoke", application, "token", token);
		assertThat(revoked.status()).isEqualTo(200);
		assertThat(revoked.body()).isEmpty();
		assertThat(isActive(application, token)).isFalse();
		assertThat(this.feed.changesSince(0, ZERO).changes()).extracting(Change::key)
			.contains("revocation:" + TokenHash.of(token));
		assertThat(refresh(application, issued.text("refresh_token")).status()).isEqualTo(200);
		assertThat(form("/oauth2/revoke", application, "token", "unknown").status()).isEqualTo(200);
	}

	@Test
	void publishesKeys() throws Exception {
		Answer keys = send(request("/oauth2/jwks"));
		assertThat(keys.json().path("keys").size()).isPositive();
		assertThat(keys.body()).doesNotContain("\"d\"");
		assertThat(this.feed.changesSince(0, ZERO).changes()).extracting(Change::key)
			.anyMatch((key) -> key.startsWith("signing-key:"));
	}

}
