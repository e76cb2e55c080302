package org.gatehouse.keymanager.site;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.TokenRules;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Secrets of every kind are planted, and nobody finds one again: not in the database, not
 * in the log, and not in what is answered later.
 */
@ExtendWith(OutputCaptureExtension.class)
class StorageIT extends KeyManagerTest {

	private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

	private static final String REGISTRATION = "registration access token";

	private static final String LINK = "link to reset a password";

	private final JdbcClient jdbc;

	private final WebApplicationContext context;

	private final Map<String, String> canaries = new LinkedHashMap<>();

	private String userId = "";

	@Autowired
	StorageIT(News news, JdbcClient jdbc, WebApplicationContext context) {
		super(news);
		this.jdbc = jdbc;
		this.context = context;
	}

	private String plant(String what, String secret) {
		assertThat(secret).as(what).hasSizeGreaterThanOrEqualTo(8);
		this.canaries.put(what, secret);
		return secret;
	}

	private String password(String what) {
		return plant(what, "canary-" + UUID.randomUUID());
	}

	private void plantPasswords() {
		String name = "canary-" + UUID.randomUUID();
		this.userId = json("POST", "/scim2/Users", basic("admin", "admin"),
				"{\"userName\":\"" + name + "\",\"password\":\"" + password("password by SCIM")
						+ "\",\"emails\":[{\"value\":\"" + name + "@example.com\"}]}")
			.text("id");
		assertThat(json("PATCH", "/scim2/Users/" + this.userId, basic("admin", "admin"),
				"{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"replace\","
						+ "\"path\":\"password\",\"value\":\"" + password("password by PATCH") + "\"}]}")
			.status()).isIn(200, 204);
		Visitor visitor = new Visitor(this.port, "198.51.100.60");
		String own = password("password by sign-up");
		assertThat(visitor
			.submit("/sign-up", "/sign-up", "userName", name + "-2", "email", "", "password", own, "repeated", own)
			.status()).isEqualTo(302);
		visitor.signIn(name, password("password typed wrong"));
		Answer signedIn = visitor.signIn(name + "-2", own);
		assertThat(signedIn.status()).isEqualTo(302);
		signedIn.response()
			.headers()
			.allValues("Set-Cookie")
			.forEach((cookie) -> plant("cookie " + cookie.substring(0, cookie.indexOf('=')),
					cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'))));
		plant("authorization code", visitor.authorize().header("Location").replaceAll(".*[?&]code=([^&]+).*", "$1"));
		assertThat(visitor.submit("/forgot-password", "/forgot-password", "who", name).status()).isEqualTo(200);
		plant(LINK, new AdminPages(this.context).link(name + "@example.com").replaceAll(".*token=", ""));
	}

	private void plantClients() {
		ClientKey registrar = new ClientKey(UUID.randomUUID().toString(), "");
		Answer rest = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"),
				"{\"clientName\":\"" + registrar.key() + "\",\"grantType\":\"password\",\"saasApp\":true}");
		ClientKey client = new ClientKey(rest.text("clientId"),
				plant("secret of a REST client", rest.text("clientSecret")));
		String initial = plant("initial access token",
				password(client, "admin", "admin", "apim:client_register").text("access_token"));
		Answer made = json("POST", "/oauth2/register", "Bearer " + initial,
				"{\"grant_types\":[\"client_credentials\"],\"response_types\":[]}");
		plant("secret of a registered client", made.text("client_secret"));
		plant(REGISTRATION, made.text("registration_access_token"));
		token(new ClientKey(made.text("client_id"), password("secret typed wrong")), "grant_type",
				"client_credentials");
		Signer signer = Signer.ec();
		plant("an issuer's private key", signer.key().toECKey().getD().toString());
		assertThat(new AdminPages(this.context)
			.as("admin", "none",
					post("/admin/issuers").param("name", "Canary")
						.param("issuer", "https://canary.example")
						.param("keys", "{\"keys\":[" + signer.key().toJSONString() + "]}"))
			.getStatus()).isEqualTo(400);
		ClientKey signing = this.news.application(TOM, TokenFormat.JWT, (it) -> {
			it.permit(List.of("client_credentials"), List.of());
			it.signWith("{\"keys\":[" + signer.key().toPublicJWK().toJSONString() + "]}", null);
		});
		assertThat(form("/oauth2/token", null, "grant_type", "client_credentials", "client_assertion_type",
				"urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion",
				plant("assertion", signer.sign(Signer.claims(signing.key(), signing.key()))))
			.status()).isEqualTo(200);
	}

	private void plantTokens() {
		for (TokenFormat format : TokenFormat.values()) {
			ClientKey client = this.news.application(TOM, format);
			plant("secret, " + format, client.secret());
			Answer first = password(client, JOHN, "john123", "openid news_read");
			Stream.of("access_token", "refresh_token", "id_token")
				.forEach((kind) -> plant(kind + ", " + format, first.text(kind)));
			Answer second = refresh(client, first.text("refresh_token"));
			plant("refreshed access token, " + format, second.text("access_token"));
			plant("rotated refresh token, " + format, second.text("refresh_token"));
			plant("token of an application, " + format,
					token(client, "grant_type", "client_credentials").text("access_token"));
		}
		ClientKey same = this.news.application(TOM, TokenFormat.OPAQUE, (client) -> {
			client.permit(List.of("client_credentials", "password", "refresh_token"), List.of());
			client.issueBy(new TokenRules(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(30),
					Duration.ofMinutes(1), true));
		});
		Answer kept = password(same, TOM, "tom-password", "news_read");
		plant("token that is given again", kept.text("access_token"));
		plant("refresh token that is given again", kept.text("refresh_token"));
		ClientKey television = this.news.application(TOM, TokenFormat.JWT, (client) -> {
			client.permit(List.of(DEVICE), List.of());
			client.publish(true);
		});
		Answer begun = form("/oauth2/device_authorization", null, "client_id", television.key(), "scope", "news_read");
		plant("device code", begun.text("device_code"));
		plant("user code", begun.text("user_code"));
	}

	/** Plants the password of a directory's account, and gives the path of its page. */
	private String plantDirectory(String bearer) {
		Answer made = json("POST", LdapTest.STORES, bearer, JSON.writeValueAsString(LdapTest.settings("CANARY",
				"ldap://localhost:1", "bindPassword", password("bind password of a directory"))));
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return "/user-stores/" + made.text("id");
	}

	private String administrator() {
		Answer rest = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"),
				"{\"clientName\":\"" + UUID.randomUUID() + "\",\"grantType\":\"password\",\"saasApp\":true}");
		ClientKey client = new ClientKey(rest.text("clientId"),
				plant("secret of an administrator's client", rest.text("clientSecret")));
		return "Bearer "
				+ plant("administrator's token", password(client, "admin", "admin", "apim:admin").text("access_token"));
	}

	/** The ways in which a careless table or log would hold it. */
	private static List<String> written(String secret) {
		byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
		return List.of(secret, secret.replace("-", ""), HexFormat.of().formatHex(bytes),
				Base64.getEncoder().withoutPadding().encodeToString(bytes).substring(0, bytes.length),
				Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(0, bytes.length));
	}

	private void isNotIn(String text, String where, String... excepted) {
		this.canaries.forEach((what, secret) -> {
			if (!List.of(excepted).contains(what)) {
				assertThat(written(secret)).as(what + " in " + where).noneMatch(text::contains);
			}
		});
	}

	@Test
	void noSecretIsFoundAgain(CapturedOutput output) {
		plantPasswords();
		plantClients();
		plantTokens();
		plant("password of Tom", "tom-password");
		String bearer = administrator();
		String directory = plantDirectory(bearer);
		assertThat(this.canaries).hasSizeGreaterThan(25);
		isNotIn(database(), "the database");
		// With no mail server, links are in the log on purpose.
		isNotIn(output.getAll(), "the log", LINK);
		String administrator = basic("admin", "admin");
		for (String path : List.of("/scim2/Users?count=1000", "/scim2/Users/" + this.userId, "/scim2/Groups",
				"/oauth2/jwks", "/.well-known/openid-configuration")) {
			Answer answer = json("GET", path, administrator, null);
			assertThat(answer.status()).as(path).isEqualTo(200);
			isNotIn(answer.body(), path);
		}
		AdminPages pages = new AdminPages(this.context);
		for (String path : List.of("/admin/users", "/admin/users/" + this.userId, "/admin/mail", "/admin/issuers",
				"/admin/settings", "/admin/signing-keys", "/admin/revocation", "/admin" + directory)) {
			isNotIn(pages.page(path), path);
		}
		String store = "/api/am/admin/v4" + directory;
		isNotIn(json("GET", store, bearer, null).body(), store);
		assertThat(json("DELETE", store, bearer, null).status()).isEqualTo(204);
	}

	private String database() {
		StringBuilder all = new StringBuilder();
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			List<String> tables = this.jdbc
				.sql("select table_name from information_schema.tables where table_schema = 'public'")
				.query((row, _) -> row.getString(1))
				.list();
			assertThat(tables).contains("oauth_authorization", "oauth_client", "user_account", "feed_entry");
			for (String table : tables) {
				for (Map<String, Object> row : this.jdbc.sql("select t::text as line from " + table + " t")
					.query()
					.listOfRows()) {
					all.append(row.get("line")).append('\n');
				}
			}
		}
		return all.toString();
	}

}
