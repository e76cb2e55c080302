package org.gatehouse.keymanager.site;

import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * What administrators do about clients that registered themselves, and how they let them.
 */
class RegisteredClientsIT extends KeyManagerTest {

	private static final String TOKENS = "/api/am/admin/v4/initial-access-tokens";

	private static final String CLIENTS = "/api/am/admin/v4/registered-clients";

	private static final Pattern MADE = Pattern.compile("id=\"initial-token\"[^>]*>([A-Za-z0-9_-]{43})<");

	private static final String METADATA = "{\"grant_types\":[\"client_credentials\"],\"response_types\":[],"
			+ "\"client_name\":\"%s\",\"scope\":\"apim:api_view\"}";

	private final WebApplicationContext context;

	private AdminPages pages;

	private String admin = "";

	@Autowired
	RegisteredClientsIT(News news, WebApplicationContext context) {
		super(news);
		this.context = context;
		this.pages = new AdminPages(context);
	}

	@BeforeEach
	void open() {
		this.pages = new AdminPages(this.context);
		this.admin = "Bearer " + accessToken("admin", "admin", "apim:admin");
	}

	private ClientKey restClient(String user, String password, String name) {
		Answer made = json("POST", "/client-registration/v0.17/register", basic(user, password),
				"{\"clientName\":\"" + name + "\",\"grantType\":\"password client_credentials\"}");
		assertThat(made.status()).as(made.body()).isEqualTo(200);
		return new ClientKey(made.text("clientId"), made.text("clientSecret"));
	}

	private String accessToken(String user, String password, String scope) {
		return password(restClient(user, password, "admin " + UUID.randomUUID()), user, password, scope)
			.text("access_token");
	}

	private Answer register(String token, String name) {
		return json("POST", "/oauth2/register", "Bearer " + token, METADATA.formatted(name));
	}

	private Answer make(String body) {
		return json("POST", TOKENS, this.admin, body);
	}

	@Test
	void aTokenRegistersAsManyClientsAsItWasMadeFor() throws Exception {
		Answer made = make("{\"label\":\"CI\",\"uses\":3,\"expiry\":3600,\"scopes\":[\"apim:api_view\"]}");
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		assertThat(made.header("Cache-Control")).contains("no-store");
		String token = made.text("accessToken");
		// What is wrong with a registration costs nothing.
		assertThat(json("POST", "/oauth2/register", "Bearer " + token, "{\"scope\":\"apim:admin\"}").status())
			.isEqualTo(400);
		List<Callable<Integer>> all = Collections.nCopies(8, () -> register(token, "Registered by CI").status());
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> status : threads.invokeAll(all)) {
				statuses.add(status.get());
			}
			assertThat(statuses).filteredOn((status) -> status == 201).hasSize(3);
			assertThat(statuses).filteredOn((status) -> status == 401).hasSize(5);
		}
		Answer listed = json("GET", TOKENS + "?limit=100", this.admin, null);
		assertThat(listed.body()).contains("\"label\":\"CI\"", "\"uses\":3").doesNotContain(token);
		// It opens nothing else.
		for (String path : List.of("/userinfo", TOKENS, "/scim2/Users")) {
			assertThat(json("GET", path, "Bearer " + token, null).status()).as(path).isEqualTo(401);
		}
	}

	@Test
	void aTokenEndsWithItsTimeWithItsOwnerAndWhenItIsRevoked() {
		String revoked = make("{\"label\":\"a\",\"expiry\":3600,\"scopes\":[\"apim:api_view\"]}").text("accessToken");
		assertThat(register(revoked, "before").status()).isEqualTo(201);
		String id = json("GET", TOKENS, this.admin, null).json().path("list").path(0).path("id").asString();
		assertThat(json("DELETE", TOKENS + "/" + id, this.admin, null).status()).isEqualTo(204);
		assertThat(json("DELETE", TOKENS + "/" + id, this.admin, null).status()).isEqualTo(404);
		assertThat(register(revoked, "after").status()).isEqualTo(401);
		String expired = make("{\"label\":\"expired\",\"expiry\":3600,\"scopes\":[\"apim:api_view\"]}")
			.text("accessToken");
		this.news.change("update initial_access_token set expires_at = now() where label = 'expired'");
		assertThat(register(expired, "after").status()).isEqualTo(401);
		for (String wrong : List.of("{}", "{\"label\":\"a\"}", "{\"label\":\"a\",\"expiry\":0}",
				"{\"label\":\"a\",\"expiry\":99999999}", "{\"label\":\"a\",\"expiry\":1,\"uses\":0}",
				"{\"label\":\"a\",\"expiry\":1,\"scopes\":[\"apim:client_register\"]}",
				"{\"label\":\"a\",\"expiry\":1,\"scopes\":[\"news_read\"]}")) {
			assertThat(make(wrong).status()).as(wrong).isEqualTo(400);
		}
		assertThat(json("GET", TOKENS, "Bearer " + accessToken(TOM, "tom-password", "apim:subscribe"), null).status())
			.isEqualTo(403);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			{                                                 ; body      ; a JSON document
			''                                                ; body      ; a JSON document
			[]                                                ; body      ; an object
			{"label":"try","expiry":"2026-11-24T00:00:00Z"}   ; expiry    ; a number
			{"label":"try","expiry":1,"uses":"many"}          ; uses      ; a number
			{"label":"try","expiry":1,"scopes":"apim:admin"}  ; scopes    ; an array
			{"label":"try","expiry":1,"scopes":[null]}        ; scopes    ; one that you may have
			""")
	void aWishThatCannotBeReadIsAnsweredWithTheField(String body, String field, String expectation) {
		Answer refused = make(body);
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.header("Content-Type")).startsWith("application/json");
		assertThat(refused.json().path("error").path(0).path("code").asString()).isEqualTo(field);
		assertThat(refused.json().path("error").path(0).path("message").asString()).contains(expectation);
	}

	@Test
	void anIdThatIsNoneNamesNothing() {
		for (String path : List.of(CLIENTS + "/x", TOKENS + "/x")) {
			Answer refused = json("DELETE", path, this.admin, null);
			assertThat(refused.status()).as(path).isEqualTo(404);
			assertThat(refused.json().path("code").asInt()).isEqualTo(404);
		}
		Answer wrong = json("GET", CLIENTS + "?limit=x", this.admin, null);
		assertThat(wrong.status()).as(wrong.body()).isEqualTo(400);
		assertThat(wrong.body()).contains("limit");
	}

	@Test
	void administratorsFindSwitchOffAndRemoveClients() {
		String token = make("{\"label\":\"off\",\"expiry\":3600,\"scopes\":[\"apim:api_view\"]}").text("accessToken");
		String name = "Find me " + UUID.randomUUID();
		Answer made = register(token, name);
		ClientKey client = new ClientKey(made.text("client_id"), made.text("client_secret"));
		String access = token(client, "grant_type", "client_credentials").text("access_token");
		Answer found = json("GET", CLIENTS + "?limit=1&query=" + name.replace(' ', '+').toUpperCase(Locale.ROOT),
				this.admin, null);
		assertThat(found.json().path("pagination").path("total").asInt()).as(found.body()).isEqualTo(1);
		String path = CLIENTS + "/" + found.json().path("list").path(0).path("id").asString();
		assertThat(json("POST", path + "/disable", this.admin, null).json().path("disabled").asBoolean()).isTrue();
		assertThat(token(client, "grant_type", "client_credentials").text("error")).isEqualTo("invalid_client");
		String self = "/oauth2/register/" + client.key();
		String own = "Bearer " + made.text("registration_access_token");
		assertThat(json("GET", self, own, null).status()).isEqualTo(401);
		json("POST", path + "/enable", this.admin, null);
		assertThat(json("GET", self, own, null).status()).isEqualTo(200);
		assertThat(isActive(client, access)).isFalse();
		assertThat(json("DELETE", path, this.admin, null).status()).isEqualTo(204);
		assertThat(json("GET", path, this.admin, null).status()).isEqualTo(404);
		assertThat(token(client, "grant_type", "client_credentials").text("error")).isEqualTo("invalid_client");
		assertThat(json("GET", CLIENTS + "?query=gatehouse-store", this.admin, null).json().path("count").asInt(-1))
			.isZero();
	}

	@Test
	void theSameByPages() {
		assertThat(this.pages.page("/admin/registration-tokens")).contains("Make a token", "apim:api_view")
			.doesNotContain("apim:client_register");
		Matcher made;
		try {
			var response = this.pages.as("admin", "none",
					post("/admin/registration-tokens").param("label", "By click")
						.param("days", "1")
						.param("uses", "")
						.param("scopes", "apim:api_view"));
			assertThat(response.getHeader("Cache-Control")).contains("no-store");
			made = MADE.matcher(response.getContentAsString());
			var wrong = this.pages.as("admin", "none",
					post("/admin/registration-tokens").param("label", "").param("days", "x").param("uses", "1"));
			assertThat(wrong.getStatus()).isEqualTo(400);
			assertThat(wrong.getContentAsString()).contains("days-error");
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
		assertThat(made.find()).isTrue();
		String name = "Clicked-" + UUID.randomUUID();
		assertThat(register(made.group(1), name).status()).isEqualTo(201);
		assertThat(this.pages.page("/admin/registration-tokens")).contains("By click").doesNotContain(made.group(1));
		String list = this.pages.page("/admin/clients?q=" + name.replace(' ', '+'));
		Matcher link = Pattern.compile("/admin/clients/[0-9a-f-]{36}").matcher(list);
		assertThat(link.find()).isTrue();
		assertThat(this.pages.page(link.group())).contains(name, "client_credentials", "apim:api_view");
		this.pages.send(link.group() + "/disable");
		assertThat(this.pages.page(link.group())).contains("switched off", "Switch on");
		this.pages.send(link.group() + "/enable");
		assertThat(this.pages.page(link.group() + "/remove")).contains("Remove " + name);
		this.pages.send(link.group() + "/remove");
		assertThat(this.pages.page("/admin/clients?q=" + name.replace(' ', '+'))).contains("No such client");
	}

	@Test
	void aClientOfTheRestApisIsGivenNoMoreThanWhoRegistersItMayHave() {
		ClientKey client = restClient(TOM, "tom-password", "low " + UUID.randomUUID());
		assertThat(password(client, "admin", "admin", "apim:admin apim:subscribe device_1 openid").text("scope")
			.split(" ")).containsExactlyInAnyOrder("apim:subscribe", "device_1", "openid");
		assertThat(token(client, "grant_type", "client_credentials", "scope", "apim:subscribe apim:api_create")
			.text("scope")).contains("apim:subscribe").doesNotContain("apim:api_create");
	}

	@Test
	void aClientThatIsOffIsNotRegisteredAnewByItsName() {
		String name = "Same " + UUID.randomUUID();
		restClient(TOM, "tom-password", name);
		this.news.change("update oauth_client set disabled = true where name = ?", name);
		assertThat(json("POST", "/client-registration/v0.17/register", basic(TOM, "tom-password"),
				JSON.writeValueAsString(Map.of("clientName", name, "grantType", "password")))
			.status()).isEqualTo(403);
	}

}
