package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

class ClientRegistrationIT extends KeyManagerTest {

	private static final String PATH = "/oauth2/register";

	private static final String BACK = "https://app.example/back";

	private String initialToken = "";

	@Autowired
	ClientRegistrationIT(News news) {
		super(news);
	}

	private String initialToken(String user, String password, String scope) {
		Answer made = json("POST", "/client-registration/v0.17/register", basic(user, password), """
				{"clientName":"registrar %s","grantType":"password","saasApp":true}""".formatted(UUID.randomUUID()));
		return password(new ClientKey(made.text("clientId"), made.text("clientSecret")), user, password, scope)
			.text("access_token");
	}

	private String initialToken() {
		if (this.initialToken.isEmpty()) {
			this.initialToken = initialToken("admin", "admin", "apim:client_register apim:api_view");
		}
		return this.initialToken;
	}

	private Answer register(String metadata) {
		return json("POST", PATH, "Bearer " + initialToken(), metadata);
	}

	/** A change of everything that was answered, but for some members. */
	private Answer change(Answer registered, Map<String, Object> members) {
		ObjectNode body = (ObjectNode) registered.json();
		body.remove(List.of("client_secret", "registration_access_token", "registration_client_uri",
				"client_secret_expires_at", "client_id_issued_at"));
		members.forEach(body::putPOJO);
		return own("PUT", registered, JSON.writeValueAsString(body));
	}

	private Answer own(String method, Answer registered, String body) {
		return json(method, PATH + "/" + registered.text("client_id"),
				"Bearer " + registered.text("registration_access_token"), body.isEmpty() ? null : body);
	}

	@Test
	void registersAClientThatThenSeesToItself() {
		Answer made = register("""
				{"redirect_uris":["https://app.example/back","http://127.0.0.1/cb"],"client_name":"Reader",
				 "grant_types":["authorization_code","refresh_token","client_credentials"],
				 "token_endpoint_auth_method":"client_secret_post","scope":"openid apim:api_view",
				 "logo_uri":"https://app.example/logo.png","unheard_of":{"a":1}}""");
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		assertThat(made.header("Cache-Control")).contains("no-store");
		assertThat(made.text("client_secret")).hasSize(43);
		assertThat(made.text("registration_client_uri"))
			.isEqualTo("https://localhost:9443/oauth2/register/" + made.text("client_id"));
		assertThat(made.json().path("client_secret_expires_at").asInt(-1)).isZero();
		assertThat(made.json().path("client_id_issued_at").asLong()).isPositive();
		assertThat(made.text("token_endpoint_auth_method")).isEqualTo("client_secret_post");
		ClientKey client = new ClientKey(made.text("client_id"), made.text("client_secret"));
		assertThat(token(client, "grant_type", "client_credentials", "scope", "apim:api_view").text("scope"))
			.contains("apim:api_view");
		Answer read = own("GET", made, "");
		assertThat(read.status()).isEqualTo(200);
		assertThat(read.json().has("client_secret")).isFalse();
		assertThat(read.json().path("redirect_uris")).isEqualTo(made.json().path("redirect_uris"));
		Answer changed = change(made, Map.of("client_name", "Other", "redirect_uris", List.of(BACK)));
		assertThat(changed.status()).as(changed.body()).isEqualTo(200);
		assertThat(changed.text("client_name")).isEqualTo("Other");
		assertThat(changed.text("registration_access_token")).isEqualTo(made.text("registration_access_token"));
		assertThat(changed.json().path("redirect_uris").size()).isEqualTo(1);
		String token = token(client, "grant_type", "client_credentials").text("access_token");
		assertThat(isActive(client, token)).isTrue();
		assertThat(own("DELETE", made, "").status()).isEqualTo(204);
		assertThat(token(client, "grant_type", "client_credentials").text("error")).isEqualTo("invalid_client");
		assertThat(own("GET", made, "").status()).isEqualTo(401);
	}

	@Test
	void signsUsersInForARegisteredClientThatSaysNothingOfItself() {
		Answer made = register("{\"redirect_uris\":[\"" + BACK + "\"]}");
		assertThat(made.json().path("grant_types").path(0).asString()).isEqualTo("authorization_code");
		assertThat(made.text("token_endpoint_auth_method")).isEqualTo("client_secret_basic");
		assertThat(made.text("scope")).isEqualTo("email openid profile");
		assertThat(made.text("client_name")).isEqualTo(made.text("client_id"));
		Browser browser = new Browser(() -> this.port);
		browser.signIn(TOM, "tom-password");
		assertThat(browser
			.get("/oauth2/authorize?" + encoded("response_type", "code", "client_id", made.text("client_id"), "scope",
					"openid profile", "redirect_uri", BACK))
			.header("Location")).contains("/oauth2/consent");
	}

	@Test
	void takesBackWhatWasIssuedWhereTheProofChanges() {
		Answer made = register("{\"grant_types\":[\"client_credentials\"],\"response_types\":[]}");
		ClientKey client = new ClientKey(made.text("client_id"), made.text("client_secret"));
		String token = token(client, "grant_type", "client_credentials").text("access_token");
		Signer signer = Signer.ec();
		Answer signing = change(made,
				Map.of("token_endpoint_auth_method", "private_key_jwt", "jwks", JSON.readTree(signer.keySet())));
		assertThat(signing.status()).as(signing.body()).isEqualTo(200);
		assertThat(signing.json().has("client_secret")).isFalse();
		assertThat(signing.json().path("jwks").path("keys").size()).isEqualTo(1);
		assertThat(token(client, "grant_type", "client_credentials").status()).isEqualTo(401);
		String assertion = signer.sign(Signer.claims(client.key(), client.key()));
		assertThat(form("/oauth2/token", null, "grant_type", "client_credentials", "client_assertion_type",
				"urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion", assertion)
			.status()).isEqualTo(200);
		Answer secretive = change(made, Map.of("token_endpoint_auth_method", "client_secret_basic"));
		ClientKey again = new ClientKey(client.key(), secretive.text("client_secret"));
		assertThat(again.secret()).isNotEmpty().isNotEqualTo(client.secret());
		assertThat(token(client, "grant_type", "client_credentials").status()).isEqualTo(401);
		assertThat(isActive(again, token)).isFalse();
	}

	@Test
	void refusesAddressesThatABrowserWouldRun() {
		for (String uri : List.of("javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)", "vbscript:x",
				"http://app.example/", "https://a@b.example/", "https://app.example/#f", "https://*.example/", "/x",
				"")) {
			Answer answer = register(
					JSON.writeValueAsString(Map.of("redirect_uris", List.of("https://app.example/", uri))));
			assertThat(answer.status()).as(uri).isEqualTo(400);
			assertThat(answer.text("error")).as(uri).isEqualTo("invalid_redirect_uri");
			assertThat(answer.text("error_description")).isNotEmpty();
		}
		assertThat(register("{}").text("error")).isEqualTo("invalid_redirect_uri");
	}

	@Test
	void refusesOtherMetadataThatIsWrong() {
		for (String wrong : List.of("{\"grant_types\":[\"implicit\"]}", "{\"grant_types\":[]}",
				"{\"grant_types\":\"client_credentials\"}", "{\"grant_types\":[null]}", "[]", "nonsense", "",
				"{\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":\"none\"}",
				"{\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":\"tls_client_auth\"}",
				"{\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":\"private_key_jwt\"}",
				"{\"grant_types\":[\"client_credentials\"],\"response_types\":[\"token\"]}",
				"{\"grant_types\":[\"client_credentials\"],\"client_name\":\"a\\u202eb\"}",
				"{\"grant_types\":[\"client_credentials\"],\"client_name\":\"" + "x".repeat(101) + "\"}")) {
			Answer answer = register(wrong);
			assertThat(answer.status()).as(wrong).isEqualTo(400);
			assertThat(answer.text("error")).as(wrong).isEqualTo("invalid_client_metadata");
		}
		Signer signer = Signer.ec();
		for (String keys : List.of(JSON.writeValueAsString(Map.of("keys", List.of(signer.key().toJSONObject()))),
				"{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}", "\"text\"")) {
			Answer answer = register(
					"{\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":"
							+ keys + "}");
			assertThat(answer.text("error")).as(keys).isEqualTo("invalid_client_metadata");
		}
		assertThat(register("{\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":"
				+ "\"private_key_jwt\",\"jwks_uri\":\"https://a.example/\",\"jwks\":" + signer.keySet() + "}")
			.text("error")).isEqualTo("invalid_client_metadata");
	}

	private static String signing(String uri) {
		return JSON.writeValueAsString(Map.of("grant_types", List.of("client_credentials"), "response_types", List.of(),
				"token_endpoint_auth_method", "private_key_jwt", "jwks_uri", uri));
	}

	@Test
	void takesNoAddressOfKeysThatIsInside() {
		try (KeySite canary = new KeySite()) {
			for (String uri : List.of(canary.at("127.0.0.1"), canary.at("[::1]"), canary.at("127.1"),
					canary.at("[::ffff:127.0.0.1]"), canary.at("0.0.0.0"), "http://169.254.169.254/latest/meta-data",
					"https://10.0.0.1/keys", "https://192.168.1.1/keys", "https://172.16.0.1/", "http://[fd00::1]/",
					"file:///etc/passwd", "javascript:alert(1)", "https://a@b.example/", "")) {
				Answer refused = register(signing(uri));
				assertThat(refused.status()).as(uri).isEqualTo(400);
				assertThat(refused.text("error")).as(uri).isEqualTo("invalid_client_metadata");
			}
			Answer made = register(signing("https://keys.invalid/"));
			assertThat(made.status()).as(made.body()).isEqualTo(201);
			assertThat(change(made, Map.of("jwks_uri", canary.at("127.0.0.1"))).text("error"))
				.isEqualTo("invalid_client_metadata");
			assertThat(canary.visits()).isZero();
		}
	}

	@Test
	void fetchesNoKeysAtARegistrationAndNeverFromInside() {
		try (KeySite canary = new KeySite()) {
			Signer signer = Signer.ec();
			canary.show(signer.keySet());
			Answer made = register(signing(canary.at("localhost")));
			assertThat(made.status()).as(made.body()).isEqualTo(201);
			assertThat(canary.visits()).isZero();
			// A name may lead inside later.
			this.news.change("update oauth_client set jwks_uri = ? where client_id = ?", canary.at("127.0.0.1"),
					made.text("client_id"));
			assertThat(form("/oauth2/token", null, "grant_type", "client_credentials", "client_assertion_type",
					"urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion",
					signer.sign(Signer.claims(made.text("client_id"), made.text("client_id"))))
				.text("error")).isEqualTo("invalid_client");
			assertThat(canary.visits()).isZero();
		}
	}

	@Test
	void givesNoClientMoreThanTheTokenHasThatRegistersIt() {
		for (String scope : List.of("apim:admin", "openid apim:tier_manage", "apim:client_register")) {
			Answer answer = register("{\"grant_types\":[\"client_credentials\"],\"scope\":\"" + scope + "\"}");
			assertThat(answer.status()).as(scope).isEqualTo(400);
			assertThat(answer.text("error")).as(scope).isEqualTo("invalid_client_metadata");
		}
		Answer made = register("{\"grant_types\":[\"client_credentials\",\"password\"]}");
		ClientKey client = new ClientKey(made.text("client_id"), made.text("client_secret"));
		assertThat(token(client, "grant_type", "client_credentials", "scope", "apim:admin apim:api_view").text("scope"))
			.doesNotContain("apim:");
		assertThat(password(client, "admin", "admin", "apim:admin openid device_1").text("scope")).isEqualTo("openid");
		assertThat(change(made, Map.of("scope", "openid apim:api_view")).text("error"))
			.isEqualTo("invalid_client_metadata");
	}

	@Test
	void registersForNobodyWithoutATokenForIt() {
		String body = "{\"redirect_uris\":[\"" + BACK + "\"]}";
		for (String authorization : List.of(basic("admin", "admin"), "Bearer nonsense", "Bearer a.b.c", "Bearer ")) {
			Answer answer = json("POST", PATH, authorization, body);
			assertThat(answer.status()).as(authorization).isEqualTo(401);
			assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
		}
		assertThat(json("POST", PATH, "Bearer " + initialToken("admin", "admin", "apim:admin"), body).status())
			.isEqualTo(403);
		// Only an administrator's token can have the scope.
		assertThat(json("POST", PATH, "Bearer " + initialToken(TOM, "tom-password", "apim:client_register"), body)
			.text("error")).isEqualTo("insufficient_scope");
		Browser browser = new Browser(() -> this.port);
		browser.signIn("admin", "admin");
		assertThat(browser.postWithoutToken(PATH, "redirect_uris=" + BACK).status()).isEqualTo(401);
	}

	@Test
	void leavesClientsAloneThatAreSomebodyElses() {
		Answer one = register("{\"redirect_uris\":[\"" + BACK + "\"]}");
		Answer other = register("{\"redirect_uris\":[\"" + BACK + "\"]}");
		for (String token : List.of(one.text("registration_access_token"), initialToken(), "nonsense",
				other.text("client_secret"))) {
			for (String method : List.of("GET", "PUT", "DELETE")) {
				Answer answer = json(method, PATH + "/" + other.text("client_id"), "Bearer " + token,
						method.equals("PUT") ? "{\"client_id\":\"" + other.text("client_id") + "\"}" : null);
				assertThat(answer.status()).isEqualTo(401);
				assertThat(answer.text("error")).isEqualTo("invalid_token");
			}
		}
		assertThat(change(one, Map.of("client_id", other.text("client_id"))).text("error"))
			.isEqualTo("invalid_client_metadata");
		assertThat(json("GET", PATH + "/gatehouse-admin", "Bearer " + one.text("registration_access_token"), null)
			.status()).isEqualTo(401);
		// The token for the registration opens nothing else.
		assertThat(json("GET", "/userinfo", "Bearer " + one.text("registration_access_token"), null).status())
			.isEqualTo(401);
		assertThat(own("GET", other, "").status()).isEqualTo(200);
	}

	@Test
	void refusesChangesOfAClientWhoseOwnerMayNoLongerSignIn() {
		Answer made = register("{\"redirect_uris\":[\"" + BACK + "\"]}");
		String user = this.news.user("password-1");
		this.news.change("update oauth_client set owner_id = (select id from user_account where user_name = ?) "
				+ "where client_id = ?", user, made.text("client_id"));
		assertThat(own("GET", made, "").status()).isEqualTo(200);
		this.news.change("update user_account set enabled = false where user_name = ?", user);
		assertThat(change(made, Map.of("client_name", "Again")).status()).isEqualTo(401);
		assertThat(own("GET", made, "").status()).isEqualTo(401);
		assertThat(own("DELETE", made, "").status()).isEqualTo(401);
	}

	@Test
	void leadsToARegisteredAddressAfterASignOut() {
		Answer made = register(
				"{\"redirect_uris\":[\"" + BACK + "\"],\"post_logout_redirect_uris\":[\"https://app.example/bye\"]}");
		assertThat(made.json().path("post_logout_redirect_uris").path(0).asString())
			.isEqualTo("https://app.example/bye");
		assertThat(change(made, Map.of("post_logout_redirect_uris", List.of("javascript:alert(1)"))).text("error"))
			.isEqualTo("invalid_client_metadata");
		assertThat(change(made, Map.of("post_logout_redirect_uris", List.of())).json().has("post_logout_redirect_uris"))
			.isFalse();
	}

	@Test
	void tellsWhereClientsRegister() {
		for (String document : List.of("/.well-known/openid-configuration",
				"/.well-known/oauth-authorization-server")) {
			assertThat(send(request(document)).text("registration_endpoint"))
				.isEqualTo("https://localhost:9443/oauth2/register");
		}
	}

}
