package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.UUID;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * What belongs to another tenant is not there, at every endpoint. Everything is made here
 * first, and shown to work; then it is the other's.
 */
class OtherTenantIT extends KeyManagerTest {

	private static final UUID OTHER = new UUID(7, 7);

	private static final String DOMAIN = "other.example";

	private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

	private final JdbcClient jdbc;

	@Autowired
	OtherTenantIT(News news, JdbcClient jdbc) {
		super(news);
		this.jdbc = jdbc;
	}

	@BeforeEach
	void makeTheOther() {
		acrossTenants("insert into tenant values (?, ?, now()) on conflict do nothing", OTHER, DOMAIN);
	}

	private int acrossTenants(String sql, Object... parameters) {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			return this.jdbc.sql(sql).params(parameters).update();
		}
	}

	private void hand(String table, String column, Object value) {
		assertThat(acrossTenants("update " + table + " set tenant_id = ? where " + column + " = ?", OTHER, value))
			.isEqualTo(1);
	}

	private ClientKey application(TokenFormat format) {
		return this.news.application(TOM, format, (client) -> client
			.permit(List.of("password", "refresh_token", "client_credentials", EXCHANGE), List.of()));
	}

	@Test
	void anothersTokenIsNone() {
		for (TokenFormat format : TokenFormat.values()) {
			ClientKey client = application(format);
			Answer issued = password(client, JOHN, "john123", "openid news_read");
			String token = issued.text("access_token");
			assertThat(isActive(client, token)).isTrue();
			assertThat(send(request("/userinfo").header("Authorization", "Bearer " + token)).status()).isEqualTo(200);
			hand("oauth_authorization", "access_hash", TokenHash.of(token));
			assertThat(form("/oauth2/introspect", client, "token", token).body())
				.isEqualTo(form("/oauth2/introspect", client, "token", "nonsense").body());
			assertThat(send(request("/userinfo").header("Authorization", "Bearer " + token)).status()).isEqualTo(401);
			assertThat(token(client, "grant_type", EXCHANGE, "subject_token", token, "subject_token_type",
					"urn:ietf:params:oauth:token-type:access_token")
				.text("error")).isEqualTo("invalid_grant");
			assertThat(refresh(client, issued.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
			for (String kind : List.of("access_token", "refresh_token")) {
				assertThat(form("/oauth2/revoke", client, "token", issued.text(kind)).status()).isEqualTo(200);
			}
			// Nobody here could end it.
			assertThat(acrossTenants("update oauth_authorization set polled_at = null where access_hash = ?"
					+ " and access_expires_at > now() and refresh_used_at is null", TokenHash.of(token)))
				.isEqualTo(1);
		}
	}

	@Test
	void anothersAdministratorIsNone() {
		Answer made = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"), """
				{"clientName":"of another","owner":"admin","grantType":"password","saasApp":true}""");
		ClientKey client = new ClientKey(made.text("clientId"), made.text("clientSecret"));
		String token = password(client, "admin", "admin", "apim:admin apim:client_register").text("access_token");
		String metadata = "{\"grant_types\":[\"client_credentials\"],\"response_types\":[]}";
		List<String> places = List.of("/api/am/admin/v4/signing-keys", "/scim2/Users", "/scim2/Groups");
		for (String place : places) {
			assertThat(json("GET", place, "Bearer " + token, null).status()).as(place).isEqualTo(200);
		}
		assertThat(json("POST", "/oauth2/register", "Bearer " + token, metadata).status()).isEqualTo(201);
		hand("oauth_authorization", "access_hash", TokenHash.of(token));
		for (String place : places) {
			assertThat(json("GET", place, "Bearer " + token, null).status()).as(place).isEqualTo(401);
		}
		assertThat(json("POST", "/oauth2/register", "Bearer " + token, metadata).status()).isEqualTo(401);
	}

	@Test
	void anothersClientIsNone() {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT,
				(it) -> it.permit(List.of("client_credentials", "authorization_code"), List.of("https://a.example/")));
		String token = token(client, "grant_type", "client_credentials").text("access_token");
		assertThat(isActive(client, token)).isTrue();
		hand("oauth_client", "client_id", client.key());
		Answer unknown = form("/oauth2/token", new ClientKey("no-such-client", "x"), "grant_type",
				"client_credentials");
		for (String endpoint : List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke",
				"/oauth2/device_authorization")) {
			Answer answer = form(endpoint, client, "grant_type", "client_credentials", "token", token);
			assertThat(answer.status()).as(endpoint).isEqualTo(401);
			assertThat(answer.body()).as(endpoint).isEqualTo(unknown.body());
		}
		Browser browser = new Browser(() -> this.port);
		browser.signIn(TOM, "tom-password");
		Answer asked = browser.get("/oauth2/authorize?"
				+ encoded("response_type", "code", "client_id", client.key(), "redirect_uri", "https://a.example/"));
		assertThat(asked.status()).isEqualTo(400);
		assertThat(asked.header("Location")).isEmpty();
	}

	@Test
	void anothersUserIsNobody() {
		String name = this.news.user("password-1");
		ClientKey client = application(TokenFormat.JWT);
		String id = json("GET", "/scim2/Users?filter=userName+eq+%22" + name + "%22", basic("admin", "admin"), null)
			.json()
			.path("Resources")
			.path(0)
			.path("id")
			.asString();
		assertThat(password(client, name, "password-1", "").status()).isEqualTo(200);
		hand("user_account", "user_name", name);
		for (String typed : List.of(name, name + "@" + DOMAIN, name + "@carbon.super")) {
			assertThat(password(client, typed, "password-1", "").body())
				.isEqualTo(password(client, "nobody-at-all", "password-1", "").body());
			assertThat(new Visitor(this.port, "198.51.100.77").signIn(typed, "password-1").status()).isEqualTo(401);
		}
		String path = "/scim2/Users/" + id;
		String nobody = "/scim2/Users/" + new UUID(1, 1);
		for (String method : List.of("GET", "DELETE")) {
			Answer answer = json(method, path, basic("admin", "admin"), null);
			assertThat(answer.status()).as(method).isEqualTo(404);
			assertThat(answer.body().replace(id, "")).as(method)
				.isEqualTo(json(method, nobody, basic("admin", "admin"), null).body()
					.replace(new UUID(1, 1).toString(), ""));
		}
		assertThat(json("PUT", path, basic("admin", "admin"), "{\"userName\":\"taken-over\"}").status()).isEqualTo(404);
		assertThat(
				json("GET", "/scim2/Users?filter=userName+eq+%22" + name + "%22", basic("admin", "admin"), null).json()
					.path("totalResults")
					.asInt())
			.isZero();
		assertThat(acrossTenants("update user_account set enabled = enabled where user_name = ?", name)).isEqualTo(1);
	}

}
