package org.gatehouse.gatewaycore;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.runtime.Access.Scheme;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.snapshot.PasswordsEnded;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.snapshot.UserState;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Credentials other than tokens in the usual place: API keys, passwords, another header.
 */
class AccessIT {

	private static final String KEY = "k".repeat(43);

	private final GatewayKit kit = new GatewayKit();

	private final Fixtures.ApiBuilder api = Fixtures.api("/a", this.kit.backend.url(""))
		.operations(Fixtures.operation(HttpVerb.GET, "/any"),
				Fixtures.operation(HttpVerb.GET, "/application", AuthType.APPLICATION),
				Fixtures.operation(HttpVerb.GET, "/user", AuthType.APPLICATION_USER),
				Fixtures.operation(HttpVerb.GET, "/none", AuthType.NONE),
				Fixtures.operation(HttpVerb.GET, "/scoped", AuthType.ANY, "news_read", "news_write"));

	private SnapshotEntry.@Nullable Subscription subscription;

	@BeforeEach
	void start() {
		this.kit.users.put("tom", new UserState("Tom", Set.of("news_read"), Instant.now()));
		this.kit.users.put("eve", new UserState("Eve", Set.of(), Instant.now()));
	}

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private void deploy(Access access) {
		this.subscription = this.kit.subscribe(this.api.runtime(ApiRuntime.DEFAULT.withAccess(access)), "Unlimited");
	}

	private static Access taking(Scheme... schemes) {
		return new Access(Set.of(schemes), false, false, null, null, false);
	}

	private static SnapshotEntry.ApiKey key(GatewayKit kit, @Nullable Instant expires, List<String> ips,
			List<String> referers) {
		return new SnapshotEntry.ApiKey(TokenHash.of(KEY, 0).toHex(), kit.application, KeyType.PRODUCTION,
				Instant.now(), expires, ips, referers);
	}

	private static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	private void expect(HttpResponse<String> answer, int status, String code) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.body()).contains("\"" + code + "\"").doesNotContain(KEY);
	}

	@Test
	void anApiKeySpeaksForItsApplicationUntilItIsRevoked() throws InterruptedException {
		deploy(taking(Scheme.OAUTH2, Scheme.API_KEY));
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY), 401, "900901");
		SnapshotEntry.ApiKey key = key(this.kit, null, List.of(), List.of());
		this.kit.deploy(key);
		assertThat(this.kit.get("/a/1.0.0/any", "apikey", KEY).statusCode()).isEqualTo(200);
		assertThat(this.kit.backend.calls().take().header("Apikey")).isEmpty();
		assertThat(this.kit.get("/a/1.0.0/application", "ApiKey", KEY).statusCode()).isEqualTo(200);
		expect(this.kit.get("/a/1.0.0/user", "ApiKey", KEY), 401, "900905");
		expect(this.kit.get("/a/1.0.0/scoped", "ApiKey", KEY), 403, "900910");
		this.kit.remove(key.key());
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY), 401, "900901");
	}

	@Test
	void anApiKeyNeedsASubscriptionAndCountsInItsQuotas() {
		deploy(taking(Scheme.API_KEY));
		this.kit.deploy(key(this.kit, null, List.of(), List.of()),
				Fixtures.with(java.util.Objects.requireNonNull(this.subscription), "Bronze"));
		assertThat(this.kit.get("/a/1.0.0/any", "ApiKey", KEY).statusCode()).isEqualTo(200);
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY), 429, "900804");
		this.kit.remove(java.util.Objects.requireNonNull(this.subscription).key());
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY), 403, "900908");
	}

	@Test
	void anApiKeyIsTakenWhereItIsPermittedAndBeforeItExpires() {
		deploy(taking(Scheme.API_KEY));
		this.kit.deploy(key(this.kit, Instant.now().plusSeconds(60), List.of("10.0.0.0/8", "127.0.0.0/8"), List.of()));
		assertThat(this.kit.get("/a/1.0.0/any", "ApiKey", KEY).statusCode()).isEqualTo(200);
		this.kit.deploy(key(this.kit, null, List.of("10.0.0.0/8", "::1"), List.of()));
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY), 403, "900908");
		this.kit.deploy(key(this.kit, null, List.of(), List.of("*.page.example")));
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY), 403, "900908");
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY, "Referer", "https://evilpage.example/"), 403, "900908");
		assertThat(this.kit.get("/a/1.0.0/any", "ApiKey", KEY, "Referer", "https://www.page.example/x").statusCode())
			.isEqualTo(200);
		this.kit.deploy(key(this.kit, Instant.now().minusSeconds(1), List.of(), List.of()));
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY), 401, "900901");
	}

	@Test
	void aKeyInTheQueryIsTakenWhereSetAndGoesNoFurther() throws InterruptedException {
		deploy(taking(Scheme.API_KEY));
		this.kit.deploy(key(this.kit, null, List.of(), List.of()));
		expect(this.kit.get("/a/1.0.0/any?apikey=" + KEY), 401, "900902");
		deploy(new Access(Set.of(Scheme.API_KEY), false, false, null, "X-Key", true));
		String query = "?q=%41+b&apikey=" + KEY + "&empty=&&z";
		assertThat(this.kit.get("/a/1.0.0/any" + query).statusCode()).isEqualTo(200);
		assertThat(this.kit.backend.calls().take().target()).isEqualTo("/any?q=%41+b&empty=&&z");
		assertThat(this.kit.get("/a/1.0.0/any?%61pikey=" + KEY).statusCode()).isEqualTo(200);
		assertThat(this.kit.backend.calls().take().target()).isEqualTo("/any");
		assertThat(this.kit.get("/a/1.0.0/none?apikey=" + KEY).statusCode()).isEqualTo(200);
		assertThat(this.kit.backend.calls().take().target()).isEqualTo("/none");
		expect(this.kit.get("/a/1.0.0/any?apikey=" + KEY + "&apikey=" + KEY), 401, "900901");
		assertThat(this.kit.get("/a/1.0.0/any", "X-Key", KEY).statusCode()).isEqualTo(200);
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY), 401, "900902");
	}

	@Test
	void anotherHeaderTakesThePlaceOfTheUsualOne() throws InterruptedException {
		deploy(new Access(Set.of(Scheme.OAUTH2), false, true, "X-Auth", null, false));
		String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
		HttpResponse<String> usual = this.kit.getWith(token, "/a/1.0.0/any");
		expect(usual, 401, "900902");
		assertThat(usual.body()).contains("X-Auth: Bearer ACCESS_TOKEN");
		assertThat(this.kit.get("/a/1.0.0/any", "X-Auth", "Bearer " + token, "Authorization", "Digest of-the-backend")
			.statusCode()).isEqualTo(200);
		TestBackend.Call call = this.kit.backend.calls().take();
		assertThat(call.header("X-auth")).isEmpty();
		assertThat(call.header("Authorization")).containsExactly("Digest of-the-backend");
	}

	@Test
	void theGatewaysHeaderHoldsWhereAnApiNamesNoneAndCredentialsArePassedOnWhereSet() throws InterruptedException {
		GatewayConfiguration.Credentials rules = new GatewayConfiguration.Credentials("X-Token", true, null);
		try (GatewayKit other = new GatewayKit((configuration) -> configuration.withCredentials(rules))) {
			other.subscribe(Fixtures.api("/b", other.backend.url("")), "Unlimited");
			String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
			assertThat(other.getWith(token, "/b/1.0.0/x").statusCode()).isEqualTo(401);
			assertThat(other.get("/b/1.0.0/x", "X-Token", "Bearer " + token).statusCode()).isEqualTo(200);
			assertThat(other.backend.calls().take().header("X-token")).containsExactly("Bearer " + token);
		}
	}

	@Test
	void aPasswordSpeaksForAUserWithTheScopesOfTheRoles() throws InterruptedException {
		deploy(taking(Scheme.BASIC_AUTH));
		String tom = basic("tom", GatewayKit.PASSWORD);
		assertThat(this.kit.get("/a/1.0.0/any", "Authorization", tom).statusCode()).isEqualTo(200);
		assertThat(this.kit.backend.calls().take().header("Authorization")).isEmpty();
		assertThat(this.kit.get("/a/1.0.0/scoped", "Authorization", tom).statusCode()).isEqualTo(200);
		assertThat(this.kit.get("/a/1.0.0/user", "Authorization", tom).statusCode()).isEqualTo(200);
		expect(this.kit.get("/a/1.0.0/application", "Authorization", tom), 401, "900905");
		expect(this.kit.get("/a/1.0.0/scoped", "Authorization", basic("eve", GatewayKit.PASSWORD)), 403, "900910");
		assertThat(this.kit.passwordsAsked.take().scopes()).containsExactlyInAnyOrder("news_read", "news_write");
		assertThat(this.kit.passwordsAsked).as("a right password is looked at once in a minute").hasSize(1);
	}

	@Test
	void aWrongPasswordIsRefusedAndWhatWasEndedIsLookedAtAgain() throws InterruptedException {
		deploy(taking(Scheme.BASIC_AUTH));
		HttpResponse<String> wrong = this.kit.get("/a/1.0.0/any", "Authorization", basic("tom", "guess"));
		expect(wrong, 401, "900901");
		assertThat(wrong.headers().firstValue("www-authenticate")).hasValueSatisfying(
				(challenge) -> assertThat(challenge).contains("Basic realm=\"Gatehouse\"").doesNotContain("Bearer"));
		for (String broken : List.of("Basic", "Basic ", "Basic !!!",
				"Basic " + Base64.getEncoder().encodeToString("no colon".getBytes(StandardCharsets.UTF_8)),
				basic("", "x"), basic("a\nb", "x"))) {
			assertThat(this.kit.get("/a/1.0.0/any", "Authorization", broken).statusCode()).as(broken).isEqualTo(401);
		}
		this.kit.passwordsAsked.clear();
		String tom = basic("tom", GatewayKit.PASSWORD);
		assertThat(this.kit.get("/a/1.0.0/any", "Authorization", tom).statusCode()).isEqualTo(200);
		this.kit.deploy(new SnapshotEntry.TokensEnded(MemoryFeed.TENANT, SnapshotEntry.TokensEnded.Holder.USER, "Tom",
				Instant.now().plusSeconds(5), Instant.now().plusSeconds(3600)));
		this.kit.users.remove("tom");
		expect(this.kit.get("/a/1.0.0/any", "Authorization", tom), 401, "900901");
		assertThat(this.kit.passwordsAsked).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Tom", "" })
	void aPasswordThatIsNoLongerTheUsersIsRefusedAtOnce(String ended) {
		deploy(taking(Scheme.BASIC_AUTH));
		String tom = basic("tom", GatewayKit.PASSWORD);
		assertThat(this.kit.get("/a/1.0.0/any", "Authorization", tom).statusCode()).isEqualTo(200);
		this.kit.users.clear();
		assertThat(this.kit.get("/a/1.0.0/any", "Authorization", tom).statusCode()).isEqualTo(200);
		this.kit.deploy(new PasswordsEnded(MemoryFeed.TENANT, ended, Instant.now().plusSeconds(1),
				Instant.now().plusSeconds(3600)));
		expect(this.kit.get("/a/1.0.0/any", "Authorization", tom), 401, "900901");
	}

	@ParameterizedTest
	@CsvSource({ "Origin, https://pages.example, false", "X-Requested-With, XMLHttpRequest, false",
			"Sec-Fetch-Mode, cors, false", "Sec-Fetch-Mode, navigate, true", "X-Other, x, true" })
	void noBrowserAsksForAPasswordWhereAPageCalls(String header, String value, boolean asked) {
		deploy(taking(Scheme.BASIC_AUTH));
		String wrong = basic("tom", "guess");
		for (HttpResponse<String> answer : List.of(this.kit.get("/a/1.0.0/any", "Authorization", wrong, header, value),
				this.kit.get("/a/1.0.0/any", header, value))) {
			assertThat(answer.headers().firstValue("www-authenticate"))
				.hasValue((asked ? "Basic" : "xBasic") + " realm=\"Gatehouse\", charset=\"UTF-8\"");
		}
		deploy(taking(Scheme.BASIC_AUTH, Scheme.API_KEY));
		assertThat(this.kit.get("/a/1.0.0/any", "Authorization", wrong, header, value)
			.headers()
			.firstValue("www-authenticate")
			.orElse("")
			.contains("Basic")).isEqualTo(asked);
	}

	@Test
	void whoCallsWithAnotherCredentialIsAskedForNoPassword() {
		deploy(taking(Scheme.BASIC_AUTH, Scheme.API_KEY));
		assertThat(this.kit.get("/a/1.0.0/any", "ApiKey", "wrong").headers().firstValue("www-authenticate"))
			.hasValue("ApiKey realm=\"Gatehouse\"");
	}

	@Test
	void whatIsNotTakenIsNamedInTheChallengeByWhatIs() {
		deploy(taking(Scheme.OAUTH2, Scheme.API_KEY, Scheme.BASIC_AUTH));
		HttpResponse<String> answer = this.kit.get("/a/1.0.0/any");
		expect(answer, 401, "900902");
		assertThat(answer.headers().firstValue("www-authenticate")).hasValue(
				"Bearer realm=\"Gatehouse\", Basic realm=\"Gatehouse\", charset=\"UTF-8\", ApiKey realm=\"Gatehouse\"");
		assertThat(answer.body()).contains("Authorization: Bearer ACCESS_TOKEN", "ApiKey: API_KEY");
		deploy(taking(Scheme.API_KEY));
		String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
		expect(this.kit.getWith(token, "/a/1.0.0/any"), 401, "900902");
		expect(this.kit.get("/a/1.0.0/any", "Authorization", basic("tom", GatewayKit.PASSWORD)), 401, "900902");
		deploy(Access.DEFAULT);
		expect(this.kit.get("/a/1.0.0/any", "ApiKey", KEY), 401, "900902");
	}

	@Test
	void aKeyLeadsToTheEndpointOfItsType() throws InterruptedException {
		try (TestBackend sandbox = new TestBackend("sandbox")) {
			this.api.sandbox(sandbox.url(""));
			deploy(taking(Scheme.API_KEY));
			this.kit.deploy(new SnapshotEntry.ApiKey(TokenHash.of(KEY, 0).toHex(), this.kit.application,
					KeyType.SANDBOX, Instant.now(), Instant.now().plus(Duration.ofDays(1)), List.of(), List.of()));
			assertThat(this.kit.get("/a/1.0.0/any", "ApiKey", KEY).body()).isEqualTo("sandbox");
		}
	}

}
