package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.IntStream;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * Guessing of passwords and client secrets.
 */
class GuessingIT extends KeyManagerTest {

	private final WebApplicationContext context;

	private final AccountService accounts;

	private AdminPages pages;

	@Autowired
	GuessingIT(News news, WebApplicationContext context, AccountService accounts) {
		super(news);
		this.context = context;
		this.accounts = accounts;
		this.pages = new AdminPages(context);
	}

	@BeforeEach
	void open() {
		this.pages = new AdminPages(this.context);
	}

	private void user(String name) {
		json("POST", "/scim2/Users", basic("admin", "admin"),
				"{\"userName\":\"" + name + "\",\"password\":\"right-one\"}");
	}

	private Visitor at(String address) {
		return new Visitor(this.port, address);
	}

	private void guess(String user, String address, int times) {
		Visitor guesser = at(address);
		for (int i = 0; i < times; i++) {
			assertThat(guesser.signIn(user, "guess-" + i).status()).isEqualTo(401);
		}
	}

	@Test
	void whoeverGuessesIsHeldUpAndNobodyElse() {
		user("target");
		guess("target", "203.0.113.1", 5);
		assertThat(at("203.0.113.1").signIn("target", "right-one").status()).isEqualTo(401);
		assertThat(at("203.0.113.2").signIn("target", "right-one").status()).isEqualTo(302);
	}

	@Test
	void manyWhoGuessTogetherDoNotKeepOutWhereTheUserSignedInBefore() {
		user("famous");
		Visitor laptop = at("198.51.100.30");
		assertThat(laptop.signIn("famous", "right-one").status()).isEqualTo(302);
		IntStream.range(0, 3).forEach((i) -> guess("famous", "203.0.113." + (10 + i), 4));
		assertThat(at("203.0.113.99").signIn("famous", "right-one").status()).isEqualTo(401);
		assertThat(at("198.51.100.30").signIn("famous", "right-one").status()).isEqualTo(302);
		assertThat(laptop.submit("/login", "/login", "username", "famous", "password", "right-one").status())
			.isEqualTo(302);
	}

	@Test
	void aBrowserOfAnEarlierSignInGetsInFromAnAddressThatGuesses() {
		user("neighbour");
		Visitor laptop = at("203.0.113.20");
		assertThat(laptop.signIn("neighbour", "right-one").status()).isEqualTo(302);
		guess("neighbour", "203.0.113.20", 5);
		assertThat(at("203.0.113.20").signIn("neighbour", "right-one").status()).isEqualTo(401);
		assertThat(laptop.signIn("neighbour", "right-one").status()).isEqualTo(302);
	}

	@Test
	void anAddressThatTriesOnePasswordForManyNamesIsHeldUp() {
		user("sprayed");
		Visitor sprayer = at("203.0.113.30");
		for (int i = 0; i < 60; i++) {
			sprayer.signIn("name-" + i, "Summer2026");
		}
		assertThat(at("203.0.113.30").signIn("sprayed", "right-one").status()).isEqualTo(401);
		assertThat(at("203.0.113.31").signIn("sprayed", "right-one").status()).isEqualTo(302);
	}

	@Test
	void theAdministratorSeesThatSomebodyGuessesAndUnlocks() {
		user("worried");
		guess("worried", "203.0.113.40", 5);
		assertThat(this.pages.page("/admin/users")).contains("Somebody is guessing", "worried");
		String path = "/admin/users/"
				+ TenantContext.call(DefaultTenant.ID, () -> this.accounts.findByName("worried").orElseThrow().id());
		assertThat(this.pages.page(path)).contains("203.0.113.40", "locked until");
		this.pages.send(path + "/unlock");
		assertThat(this.pages.page(path)).doesNotContain("203.0.113.40");
		assertThat(at("203.0.113.40").signIn("worried", "right-one").status()).isEqualTo(302);
	}

	@Test
	void thePasswordGrantAndBasicHoldUpGuessersToo() {
		user("machine");
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		for (int i = 0; i < 3; i++) {
			assertThat(password(application, "machine", "guess-" + i, "").text("error")).isEqualTo("invalid_grant");
		}
		for (int i = 0; i < 2; i++) {
			assertThat(json("GET", "/scim2/Users", basic("machine", "guess-" + i), null).status()).isEqualTo(401);
		}
		Answer locked = password(application, "machine", "right-one", "");
		Answer unknown = password(application, "nobody-there", "right-one", "");
		assertThat(locked.status()).isEqualTo(unknown.status()).isEqualTo(400);
		assertThat(locked.body()).isEqualTo(unknown.body());
	}

	@Test
	void clientSecretsAreNotGuessedForLong() {
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		ClientKey other = this.news.application(TOM, TokenFormat.JWT);
		List<Integer> statuses = IntStream.range(0, 10)
			.mapToObj((i) -> token(new ClientKey(application.key(), "guess-" + i), "grant_type", "client_credentials")
				.status())
			.toList();
		assertThat(statuses).containsOnly(401);
		Answer locked = token(application, "grant_type", "client_credentials");
		Answer unknown = token(new ClientKey("no-such-client", "x"), "grant_type", "client_credentials");
		assertThat(locked.status()).isEqualTo(401);
		assertThat(locked.body()).isEqualTo(unknown.body());
		assertThat(token(other, "grant_type", "client_credentials").status()).isEqualTo(200);
	}

	/** From an address of its own, for it will be locked. */
	private Answer from(String address, String method, String path, String authorization, String type, String body)
			throws IOException {
		try (HttpClient elsewhere = HttpClient.newBuilder().localAddress(InetAddress.getByName(address)).build()) {
			return send(elsewhere,
					HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
						.header("Authorization", authorization)
						.header("Content-Type", type)
						.method(method, HttpRequest.BodyPublishers.ofString(body)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/oauth2/device_authorization" })
	void noEndpointTellsWhetherAGuessAtASecretWasRight(String endpoint) throws IOException {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		String address = "127.0.2." + (endpoint.length() % 200 + 1);
		String form = "application/x-www-form-urlencoded";
		String body = "grant_type=client_credentials&token=x";
		for (int i = 0; i < 10; i++) {
			assertThat(from(address, "POST", endpoint, basic(client.key(), "guess-" + i), form, body).status())
				.isEqualTo(401);
		}
		Answer locked = from(address, "POST", endpoint, basic(client.key(), client.secret()), form, body);
		Answer unknown = from(address, "POST", endpoint, basic("no-such-client", "x"), form, body);
		assertThat(locked.status()).isEqualTo(401);
		assertThat(locked.body()).isEqualTo(unknown.body());
		// Elsewhere the client is let in.
		assertThat(form("/oauth2/token", client, "grant_type", "client_credentials").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "access_token", "refresh_token" })
	void whatAClientMayNotRevokeIsNoGuessAtItsSecret(String kind) {
		ClientKey owner = this.news.application(TOM, TokenFormat.JWT);
		ClientKey other = this.news.application(TOM, TokenFormat.JWT);
		Answer issued = password(owner, TOM, "tom-password", "news_read");
		for (int i = 0; i < 12; i++) {
			Answer refused = form("/oauth2/revoke", other, "token", issued.text(kind));
			assertThat(refused.status()).as(refused.body()).isEqualTo(400);
			assertThat(refused.text("error")).isEqualTo("invalid_grant");
			assertThat(refused.text("error_description")).isEqualTo("The token was issued to another client");
			assertThat(refused.header("WWW-Authenticate")).isEmpty();
			assertThat(refused.header("Cache-Control")).contains("no-store");
		}
		assertThat(token(other, "grant_type", "client_credentials").status()).isEqualTo(200);
		assertThat(isActive(owner, issued.text("access_token"))).isTrue();
		assertThat(refresh(owner, issued.text("refresh_token")).status()).isEqualTo(200);
	}

	@Test
	void whatAClientMayNotRevokeForgivesNoGuesses() {
		ClientKey owner = this.news.application(TOM, TokenFormat.JWT);
		ClientKey other = this.news.application(TOM, TokenFormat.JWT);
		String token = password(owner, TOM, "tom-password", "news_read").text("access_token");
		for (int i = 0; i < 10; i++) {
			assertThat(form("/oauth2/revoke", new ClientKey(other.key(), "guess-" + i), "token", token).status())
				.isEqualTo(401);
			if (i == 5) {
				assertThat(form("/oauth2/revoke", other, "token", token).status()).isEqualTo(400);
			}
		}
		assertThat(form("/oauth2/revoke", other, "token", token).status()).isEqualTo(401);
	}

	@Test
	void tokensForRegistrationsAreNotGuessedForLong() throws IOException {
		Answer made = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"), """
				{"clientName":"guessed registrar","owner":"admin","grantType":"password","saasApp":true}""");
		String token = password(new ClientKey(made.text("clientId"), made.text("clientSecret")), "admin", "admin",
				"apim:client_register")
			.text("access_token");
		String metadata = "{\"grant_types\":[\"client_credentials\"],\"response_types\":[]}";
		String good = "127.0.3.1";
		Answer registered = from(good, "POST", "/oauth2/register", "Bearer " + token, "application/json", metadata);
		assertThat(registered.status()).isEqualTo(201);
		String path = "/oauth2/register/" + registered.text("client_id");
		String own = "Bearer " + registered.text("registration_access_token");
		String guesser = "127.0.3.2";
		for (int i = 0; i < 60; i++) {
			boolean registers = i % 2 == 0;
			assertThat(from(guesser, registers ? "POST" : "PUT", registers ? "/oauth2/register" : path,
					"Bearer guess-" + i, "application/json", metadata)
				.status()).isEqualTo(401);
		}
		Answer wrong = from("127.0.3.3", "POST", "/oauth2/register", "Bearer guess", "application/json", metadata);
		for (Answer locked : List.of(
				from(guesser, "POST", "/oauth2/register", "Bearer " + token, "application/json", metadata),
				from(guesser, "PUT", path, own, "application/json", metadata))) {
			assertThat(locked.status()).isEqualTo(401);
			assertThat(locked.text("error")).isEqualTo(wrong.text("error")).isEqualTo("invalid_token");
			assertThat(locked.header("WWW-Authenticate")).startsWith("Bearer");
		}
		assertThat(from(good, "POST", "/oauth2/register", "Bearer " + token, "application/json", metadata).status())
			.isEqualTo(201);
	}

}
