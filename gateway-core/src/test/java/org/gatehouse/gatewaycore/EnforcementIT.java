package org.gatehouse.gatewaycore;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Set;

import com.nimbusds.jose.jwk.RSAKey;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.snapshot.TokenState;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What passes and what is refused, seen from outside.
 */
class EnforcementIT {

	private final GatewayKit kit = new GatewayKit();

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private Fixtures.ApiBuilder orgnews() {
		return Fixtures.api("/orgnews", this.kit.backend.url("/backend"))
			.operations(Fixtures.undeclared(HttpVerb.GET, "/*", "news_read"),
					Fixtures.undeclared(HttpVerb.POST, "/*", "news_write"));
	}

	private static String user(String... scopes) {
		return TestTokens.user(GatewayKit.CONSUMER_KEY, "tom", scopes);
	}

	private void assertFault(HttpResponse<String> answer, int status, String code, String message) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.body()).contains(":code>" + code + "<").contains(":message>" + message + "<");
		assertThat(answer.headers().firstValue("content-type")).hasValue("application/xml; charset=UTF-8");
		assertThat(answer.headers().firstValue("x-request-id")).isPresent();
	}

	@Test
	void aCallWithTheRightTokenReachesTheBackendWithoutTheToken() {
		this.kit.subscribe(orgnews(), "Unlimited");
		HttpResponse<String> answer = this.kit.get("/orgnews/1.0.0/items?x=%20y&z", "Authorization",
				"Bearer " + user("news_read"), "X-Request-Id", "mine-1");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("ok");
		assertThat(answer.headers().firstValue("x-request-id")).hasValue("mine-1");
		TestBackend.Call call = this.kit.backend.calls().remove();
		assertThat(call.target()).isEqualTo("/backend/items?x=%20y&z");
		assertThat(call.header("Authorization")).isEmpty();
		assertThat(call.header("Host")).containsExactly("127.0.0.1:" + this.kit.backend.port());
		assertThat(call.header("X-request-id")).containsExactly("mine-1");
		assertThat(call.header("X-forwarded-for")).containsExactly("127.0.0.1");
		assertThat(call.header("X-forwarded-proto")).containsExactly("http");
		assertThat(call.header("Via")).containsExactly("1.1 gatehouse");
	}

	@Test
	void noTokenIs900902() {
		this.kit.subscribe(orgnews(), "Unlimited");
		HttpResponse<String> answer = this.kit.get("/orgnews/1.0.0/items");
		assertFault(answer, 401, "900902", "Missing Credentials");
		assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"Gatehouse\"");
		assertFault(this.kit.get("/orgnews/1.0.0/items", "Authorization", "Basic YTpi"), 401, "900902",
				"Missing Credentials");
	}

	@Test
	void anUnknownExpiredOrForeignTokenIs900901AndNotRepeated() {
		this.kit.subscribe(orgnews(), "Unlimited");
		String expired = TestTokens.jwt(GatewayKit.CONSUMER_KEY,
				(claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1))));
		for (String token : new String[] { "nonsense", "a.b.c", expired, TestTokens.user("stranger", "tom") }) {
			HttpResponse<String> answer = this.kit.getWith(token, "/orgnews/1.0.0/items");
			assertFault(answer, 401, "900901", "Invalid Credentials");
			assertThat(answer.body()).doesNotContain(token).doesNotContain("/items");
			assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
				.startsWith("Bearer realm=\"Gatehouse\", error=\"invalid_token\"");
		}
	}

	@Test
	void aMissingScopeIs900910AndNamesTheScope() {
		this.kit.subscribe(orgnews(), "Unlimited");
		HttpResponse<String> answer = this.kit.send(this.kit.request("/orgnews/1.0.0/items")
			.header("Authorization", "Bearer " + user("news_read"))
			.POST(HttpRequest.BodyPublishers.ofString("{}"))
			.build());
		assertFault(answer, 403, "900910", "The access token does not allow you to access the requested resource");
		assertThat(answer.headers().firstValue("www-authenticate"))
			.hasValue("Bearer realm=\"Gatehouse\", error=\"insufficient_scope\", scope=\"news_write\"");
		assertThat(answer.body()).contains("Access failure for API: /orgnews, version: 1.0.0 status: (900910)");
	}

	@Test
	void jsonWhereTheOperationDeclaresItOrTheClientAsksForIt() {
		this.kit.subscribe(Fixtures.api("/json", this.kit.backend.url("")), "Unlimited");
		this.kit.subscribe(orgnews(), "Unlimited");
		HttpResponse<String> declared = this.kit.get("/json/1.0.0/items", "X-Request-Id", "r1");
		assertThat(declared.body())
			.isEqualTo("{\"code\":\"900902\",\"message\":\"Missing Credentials\",\"description\":"
					+ "\"Access failure for API: /json, version: 1.0.0 status: (900902) - Missing Credentials. Make sure your API "
					+ "invocation call has a header: \\\"Authorization: Bearer ACCESS_TOKEN\\\"\",\"requestId\":\"r1\"}");
		assertThat(declared.headers().firstValue("content-type")).hasValue("application/json");
		assertThat(this.kit.get("/json/1.0.0/items", "Accept", "application/xml").body()).startsWith("<ams:fault");
		assertThat(this.kit.get("/orgnews/1.0.0/items", "Accept", "application/json").body()).startsWith("{");
		assertThat(this.kit.get("/orgnews/1.0.0/items", "Accept", "*/*").body()).startsWith("<ams:fault");
	}

	@Test
	void whatDoesNotExistIs404And405() {
		this.kit.subscribe(
				Fixtures.api("/shop", this.kit.backend.url("")).operations(Fixtures.undeclared(HttpVerb.GET, "/items")),
				"Unlimited");
		assertFault(this.kit.get("/nowhere/1.0.0/x"), 404, "404", "Not Found");
		assertFault(this.kit.get("/shop/2.0.0/items"), 404, "404", "Not Found");
		assertFault(this.kit.get("/shop/1.0.0/other"), 404, "404", "Runtime Error");
		HttpResponse<String> answer = this.kit
			.send(this.kit.request("/shop/1.0.0/items").method("DELETE", HttpRequest.BodyPublishers.noBody()).build());
		assertFault(answer, 405, "405", "Runtime Error");
		assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD");
	}

	@Test
	void theStateOfTheApiDecides() {
		Fixtures.ApiBuilder api = orgnews();
		this.kit.subscribe(api, "Unlimited");
		this.kit.deploy(api.state(LifecycleState.BLOCKED).build());
		assertFault(this.kit.getWith(user("news_read"), "/orgnews/1.0.0/x"), 503, "700700", "API blocked");
		this.kit.deploy(api.state(LifecycleState.DEPRECATED).build());
		assertThat(this.kit.getWith(user("news_read"), "/orgnews/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.deploy(api.state(LifecycleState.PROTOTYPED).build());
		assertThat(this.kit.get("/orgnews/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.deploy(api.state(LifecycleState.RETIRED).build());
		assertFault(this.kit.getWith(user("news_read"), "/orgnews/1.0.0/x"), 410, "410", "Gone");
		this.kit.deploy(api.state(LifecycleState.PUBLISHED).transports("https").build());
		assertFault(this.kit.getWith(user("news_read"), "/orgnews/1.0.0/x"), 403, "403", "Forbidden");
	}

	@Test
	void theAuthTypeDecidesOnTheKindOfToken() {
		this.kit.subscribe(Fixtures.api("/kinds", this.kit.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/app", AuthType.APPLICATION),
					Fixtures.operation(HttpVerb.GET, "/user", AuthType.APPLICATION_USER),
					Fixtures.operation(HttpVerb.GET, "/any", AuthType.ANY),
					Fixtures.operation(HttpVerb.GET, "/none", AuthType.NONE)),
				"Unlimited");
		String app = TestTokens.application(GatewayKit.CONSUMER_KEY);
		assertThat(this.kit.getWith(app, "/kinds/1.0.0/app").statusCode()).isEqualTo(200);
		assertThat(this.kit.getWith(app, "/kinds/1.0.0/any").statusCode()).isEqualTo(200);
		assertThat(this.kit.getWith(app, "/kinds/1.0.0/user").body()).contains("900905");
		assertThat(this.kit.getWith(user(), "/kinds/1.0.0/user").statusCode()).isEqualTo(200);
		assertThat(this.kit.getWith(user(), "/kinds/1.0.0/any").statusCode()).isEqualTo(200);
		assertThat(this.kit.getWith(user(), "/kinds/1.0.0/app").statusCode()).isEqualTo(401);
		assertThat(this.kit.get("/kinds/1.0.0/none").statusCode()).isEqualTo(200);
	}

	@Test
	void theSubscriptionDecides() {
		Fixtures.ApiBuilder api = orgnews();
		this.kit.deploy(api.build());
		assertFault(this.kit.getWith(user("news_read"), "/orgnews/1.0.0/x"), 403, "900908", "Resource forbidden ");
		SnapshotEntry.Subscription subscription = this.kit.subscribe(api, "Unlimited");
		assertThat(this.kit.getWith(user("news_read"), "/orgnews/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.deploy(Fixtures.with(subscription, SubscriptionStatus.ON_HOLD));
		assertFault(this.kit.getWith(user("news_read"), "/orgnews/1.0.0/x"), 401, "900909",
				"The subscription to the API is inactive");
		this.kit.deploy(Fixtures.with(subscription, SubscriptionStatus.PROD_ONLY_BLOCKED));
		assertFault(this.kit.getWith(user("news_read"), "/orgnews/1.0.0/x"), 401, "900907",
				"The requested API is temporarily blocked");
	}

	@Test
	void theKindOfKeyDecidesOnTheEndpoint() {
		try (TestBackend sandbox = new TestBackend("sandbox")) {
			Fixtures.ApiBuilder api = orgnews().sandbox(sandbox.url(""));
			SnapshotEntry.Subscription subscription = this.kit.subscribe(api, "Unlimited");
			this.kit.deploy(Fixtures.key("sand-1", this.kit.application, KeyType.SANDBOX));
			String token = TestTokens.user("sand-1", "tom", "news_read");
			assertThat(this.kit.getWith(token, "/orgnews/1.0.0/x").body()).isEqualTo("sandbox");
			this.kit.deploy(Fixtures.with(subscription, SubscriptionStatus.PROD_ONLY_BLOCKED));
			assertThat(this.kit.getWith(token, "/orgnews/1.0.0/x").body()).isEqualTo("sandbox");
			this.kit.deploy(api.sandbox(null).build(), Fixtures.with(subscription, SubscriptionStatus.UNBLOCKED));
			HttpResponse<String> answer = this.kit.getWith(token, "/orgnews/1.0.0/x");
			assertFault(answer, 403, "900901", "Runtime Error");
			assertThat(answer.body()).contains("Sandbox key offered to the API with no sandbox endpoint");
		}
	}

	@Test
	void anOpaqueTokenIsLookedUpOnce() {
		this.kit.subscribe(orgnews(), "Unlimited");
		String token = "x".repeat(43);
		this.kit.opaque.put(TokenHash.of(token, 0).toHex(), new TokenState(new ConsumerKey(GatewayKit.CONSUMER_KEY),
				"tom", Set.of("news_read"), Instant.now(), Instant.now().plusSeconds(60)));
		for (int i = 0; i < 3; i++) {
			assertThat(this.kit.getWith(token, "/orgnews/1.0.0/x").statusCode()).isEqualTo(200);
		}
		assertThat(this.kit.lookups).hasSize(1);
		this.kit.deploy(TestTokens.revocation(token));
		assertFault(this.kit.getWith(token, "/orgnews/1.0.0/x"), 401, "900901", "Invalid Credentials");
		assertFault(this.kit.getWith("y".repeat(43), "/orgnews/1.0.0/x"), 401, "900901", "Invalid Credentials");
	}

	@ParameterizedTest
	@CsvSource({ "CLIENT, " + GatewayKit.CONSUMER_KEY, "USER, tom", "TENANT, ''" })
	void tokensEndWithAllOfTheirHolderUnlessTheyAreYounger(SnapshotEntry.TokensEnded.Holder of, String name) {
		this.kit.subscribe(orgnews(), "Unlimited");
		Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		String older = TestTokens.jwt(GatewayKit.CONSUMER_KEY,
				(claims) -> claims.claim("scope", "news_read").issueTime(Date.from(end.minusSeconds(1))));
		String younger = TestTokens.jwt(GatewayKit.CONSUMER_KEY,
				(claims) -> claims.claim("scope", "news_read").issueTime(Date.from(end)));
		assertThat(this.kit.getWith(older, "/orgnews/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.deploy(new SnapshotEntry.TokensEnded(MemoryFeed.TENANT, of, name, end, end.plusSeconds(3600)));
		assertFault(this.kit.getWith(older, "/orgnews/1.0.0/x"), 401, "900901", "Invalid Credentials");
		assertThat(this.kit.getWith(younger, "/orgnews/1.0.0/x").statusCode()).isEqualTo(200);
	}

	@Test
	void aTokenThatIsKnownGoesByWhatItsClientIsNow() {
		this.kit.subscribe(orgnews(), "Unlimited");
		String token = user("news_read");
		for (int i = 0; i < 3; i++) {
			assertThat(this.kit.getWith(token, "/orgnews/1.0.0/x").statusCode()).isEqualTo(200);
		}
		ApplicationId other = ApplicationId.random();
		SnapshotEntry key = Fixtures.key(GatewayKit.CONSUMER_KEY, other, KeyType.PRODUCTION);
		this.kit.deploy(Fixtures.application(other, "Unlimited"), key);
		assertFault(this.kit.getWith(token, "/orgnews/1.0.0/x"), 403, "900908", "Resource forbidden ");
		this.kit.remove(key.key());
		assertFault(this.kit.getWith(token, "/orgnews/1.0.0/x"), 401, "900901", "Invalid Credentials");
	}

	@Test
	void anotherApplicationsTokenDoesNotServe() {
		this.kit.subscribe(orgnews(), "Unlimited");
		ApplicationId other = ApplicationId.random();
		this.kit.deploy(Fixtures.application(other, "Unlimited"), Fixtures.key("other", other, KeyType.PRODUCTION));
		assertFault(this.kit.getWith(TestTokens.user("other", "tom", "news_read"), "/orgnews/1.0.0/x"), 403, "900908",
				"Resource forbidden ");
	}

	@Test
	void noTenantsTokenServesForAnother() {
		this.kit.subscribe(orgnews(), "Unlimited");
		TenantId other = TenantId.random();
		RSAKey othersKey = TestTokens.newKey("key-of-other");
		ApplicationId application = ApplicationId.random();
		Fixtures.ApiBuilder api = orgnews().tenant("other.example");
		Fixtures.ApiBuilder foreign = Fixtures.api("/own", this.kit.backend.url(""));
		this.kit.deployOf(other, TestTokens.signingKey(othersKey), Fixtures.application(application, "Unlimited"),
				Fixtures.key("other-1", application, KeyType.PRODUCTION), api.build(),
				Fixtures.subscription(application, api.id(), "Unlimited"));
		this.kit.deploy(foreign.build());
		String others = signed(othersKey, "other-1");
		assertThat(this.kit.getWith(others, "/t/other.example/orgnews/1.0.0/x").statusCode()).isEqualTo(200);
		for (String path : new String[] { "/orgnews/1.0.0/x", "/own/1.0.0/x" }) {
			assertThat(this.kit.getWith(others, path).statusCode()).as(path).isEqualTo(401);
			assertThat(this.kit.getWith(others, path).body()).contains("900901");
		}
		assertFault(this.kit.getWith(user("news_read"), "/t/other.example/orgnews/1.0.0/x"), 401, "900901",
				"Invalid Credentials");
		// Nor does a tenant's key speak for a client of another's.
		assertFault(this.kit.getWith(signed(othersKey, GatewayKit.CONSUMER_KEY), "/orgnews/1.0.0/x"), 401, "900901",
				"Invalid Credentials");
		assertFault(this.kit.getWith(signed(TestTokens.KEY, "other-1"), "/t/other.example/orgnews/1.0.0/x"), 401,
				"900901", "Invalid Credentials");
	}

	private static String signed(RSAKey key, String consumerKey) {
		return TestTokens.jwt(key, TestTokens.header().keyID(key.getKeyID()).build(), consumerKey,
				(claims) -> claims.claim("scope", "news_read"));
	}

	@Test
	void theGatewaysOwnPathsAnswer() {
		assertThat(this.kit.get("/livez").statusCode()).isEqualTo(200);
		assertThat(this.kit.get("/readyz").statusCode()).isEqualTo(200);
		HttpResponse<String> answer = this.kit.send(this.kit.request("/token")
			.header("Authorization", "Basic YTpi")
			.POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
			.build());
		assertThat(answer.statusCode()).isEqualTo(200);
		TestBackend.Call call = this.kit.backend.calls().remove();
		assertThat(call.target()).isEqualTo("/oauth2/token");
		assertThat(call.header("Authorization")).containsExactly("Basic YTpi");
	}

	@ParameterizedTest
	@CsvSource({ "/token, GET, POST", "/revoke, PUT, POST", "/userinfo, DELETE, 'GET, POST'" })
	void aMethodThatTheKeyManagerDoesNotTakeIsRefusedInItsWords(String path, String method, String allowed) {
		HttpResponse<String> answer = this.kit
			.send(this.kit.request(path).method(method, HttpRequest.BodyPublishers.noBody()).build());
		assertThat(answer.statusCode()).isEqualTo(405);
		assertThat(answer.headers().allValues("Allow")).containsExactly(allowed);
		assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
		assertThat(answer.body()).contains("\"error\":\"invalid_request\"");
		assertThat(this.kit.backend.calls()).isEmpty();
	}

}
