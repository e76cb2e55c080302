package org.gatehouse.management;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.common.snapshot.EndpointHealth;
import org.gatehouse.common.snapshot.GatewayReport;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.node.GatewayNodes;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The management API over a real database.
 */
@SpringBootTest(classes = ManagementTestApplication.class)
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class ManagementApiIT implements PostgresTest {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@Autowired
	MockMvcTester http;

	@Autowired
	UserAccountRepository users;

	@Autowired
	RoleRepository roles;

	@Autowired
	ChangeLog changes;

	@Autowired
	GatewayNodes nodes;

	@Autowired
	TransactionTemplate transactions;

	@BeforeEach
	void people() {
		inTenant(this.users::deleteAll);
		inTenant(() -> {
			add("root", "admin");
			add("petra", "Internal/publisher");
		});
	}

	@Test
	void nameAndVersionAreForEveryone() {
		assertThat(this.http.get().uri("/management")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.name")
			.isEqualTo("Gatehouse");
	}

	@Test
	void anAdministratorLogsInLooksAndLogsOut() {
		String token = login("root");
		assertThat(get("/management/server", token)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.productName")
			.isEqualTo("Gatehouse");
		assertThat(get("/management/logout", token)).hasStatusOk();
		assertThat(get("/management/server", token)).hasStatus(401);
	}

	@Test
	void withoutATokenOneIsChallengedAndToldNothing() throws Exception {
		MvcTestResult result = this.http.get().uri("/management/apis").exchange();
		assertThat(result).hasStatus(401).headers().containsHeader("WWW-Authenticate");
		assertThat(result.getResponse().getContentAsString()).isEmpty();
	}

	@Test
	void aWrongPasswordIsRefused() {
		assertThat(this.http.get().uri("/management/login").header("Authorization", basic("root", "guessed")))
			.hasStatus(401);
	}

	@Test
	void whoHasToChooseAPasswordFirstIsToldSo() throws Exception {
		inTenant(() -> this.users.findByUserNameIgnoreCase("root").orElseThrow().requirePasswordChange(true));
		MvcTestResult held = this.http.get()
			.uri("/management/login")
			.header("Authorization", basic("root", "secret"))
			.exchange();
		assertThat(held).hasStatus(401).headers().containsHeader("WWW-Authenticate");
		assertThat(held.getResponse().getContentAsString()).contains("the password has to be changed first")
			.doesNotContain("AccessToken");
		// Who does not know the password learns nothing.
		MvcTestResult guessed = this.http.get()
			.uri("/management/login")
			.header("Authorization", basic("root", "guessed"))
			.exchange();
		assertThat(guessed).hasStatus(401);
		assertThat(guessed.getResponse().getContentAsString()).isEmpty();
	}

	@Test
	void aLoginEndsWhereThePasswordHasToBeChanged() {
		String token = login("root");
		inTenant(() -> this.users.findByUserNameIgnoreCase("root").orElseThrow().requirePasswordChange(true));
		assertThat(get("/management/server", token)).hasStatus(401);
	}

	@Test
	void forgedTokensAreRefusedAlike() throws Exception {
		String real = login("root");
		String refusal = get("/management/server", "nonsense").getResponse().getContentAsString();
		for (String forged : List.of("eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290In0.",
				"eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uL2Rldi9udWxsIn0.eyJzdWIiOiJyb290In0.AAAA",
				"eyJhbGciOiJSUzI1NiIsImprdSI6Imh0dHA6Ly8xMjcuMC4wLjE6MS8ifQ.eyJzdWIiOiJyb290In0.AAAA", "..", "a.b.c",
				"root", real + "A", real.substring(1), real + "=", "A".repeat(43), "x".repeat(7000))) {
			MvcTestResult refused = get("/management/server", forged);
			assertThat(refused).as(forged).hasStatus(401);
			assertThat(refused.getResponse().getContentAsString()).as(forged).isEqualTo(refusal);
		}
		assertThat(get("/management/server", real)).hasStatusOk();
	}

	@Test
	void whoMayNotAdministerMayNotLogIn() {
		assertThat(this.http.get().uri("/management/login").header("Authorization", basic("petra", "secret")))
			.hasStatus(403);
	}

	@Test
	void aLoginEndsWithThePermission() {
		String token = login("root");
		inTenant(() -> this.users.findByUserNameIgnoreCase("root").orElseThrow().roles().clear());
		assertThat(get("/management/server", token)).hasStatus(401);
	}

	@Test
	void deployedApisAreListedAndShown() {
		inTenant(() -> this.changes.record(news()));
		String token = login("root");
		assertThat(get("/management/apis?searchKey=NEWS", token)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"count":1,"list":[{"name":"orgnews:v1.0.0","url":"https://localhost:8243/orgnews/1.0.0"}]}""");
		assertThat(get("/management/apis?apiName=orgnews:v1.0.0", token)).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo(
					"""
							{"version":"1.0.0","context":"/orgnews","resources":[{"methods":["GET","POST"],"url":"/articles"}]}""");
		assertThat(get("/management/apis?apiName=unknown", token)).hasStatus(404);
	}

	@Test
	void endpointsAreListedWithTheGatewaysAtWhichTheyFail() {
		ApiId id = ApiId.random();
		EndpointRules rules = new EndpointRules(EndpointRules.Kind.LOAD_BALANCE, EndpointRules.Balance.DEFAULT, null,
				new EndpointRules.Group(EndpointRules.Settings.DEFAULT, List
					.of(new EndpointRules.Member(URI.create("http://b.example"), EndpointRules.Settings.DEFAULT)),
						List.of()),
				EndpointRules.Group.DEFAULT);
		inTenant(() -> this.changes.record(new SnapshotEntry.DeployedApi(id, DefaultTenant.DOMAIN, "balanced",
				"/balanced", "1.0.0", false, LifecycleState.PUBLISHED, 1, Set.of("https"),
				URI.create("http://a.example"), null, List.of(), null, null, ApiRuntime.DEFAULT.withEndpoints(rules))));
		Instant since = Instant.parse("2026-11-23T06:00:00Z");
		inTenant(() -> this.nodes.save(new GatewayReport("n1", "Default", "h1", 1, since, null, List
			.of(new EndpointHealth(id, KeyType.PRODUCTION, "http://b.example", since, since.plusSeconds(8), 3)))));
		assertThat(get("/management/endpoints?searchKey=balanced", login("root"))).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("""
					{"count":2,"list":[{"name":"http://a.example","type":"load_balance","isActive":true,
					"api":"balanced:v1.0.0","keyType":"PRODUCTION","watched":true,"failing":[]},
					{"name":"http://b.example","type":"load_balance","isActive":false,
					"api":"balanced:v1.0.0","keyType":"PRODUCTION","watched":true,"failing":[{"node":"n1","host":"h1",
					"state":"tried","since":"2026-11-23T06:00:00Z","until":"2026-11-23T06:00:08Z","failures":3}]}]}""");
		assertThat(get("/management/endpoints", "nonsense")).hasStatus(401);
	}

	@Test
	void tracingOfAnApiIsSwitched() {
		inTenant(() -> this.changes.record(news()));
		String token = login("root");
		assertThat(trace(token, """
				{"name":"orgnews:v1.0.0","trace":"enable"}""")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"message":"Enabled tracing for ('orgnews:v1.0.0')"}""");
		assertThat(get("/management/apis?apiName=orgnews:v1.0.0", token)).bodyJson()
			.extractingPath("$.tracing")
			.isEqualTo("enabled");
		assertThat(trace(token, """
				{"name":"orgnews:v1.0.0","trace":"disable"}""")).hasStatusOk();
		assertThat(get("/management/apis?apiName=orgnews:v1.0.0", token)).bodyJson()
			.extractingPath("$.tracing")
			.isEqualTo("disabled");
		assertThat(trace(token, """
				{"name":"unknown","trace":"enable"}""")).hasStatus(404);
		assertThat(trace(token, """
				{"name":"orgnews:v1.0.0","trace":"perhaps"}""")).hasStatus(400);
		assertThat(trace("nonsense", """
				{"name":"orgnews:v1.0.0","trace":"enable"}""")).hasStatus(401);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			POST  ; /management/apis              ; {                             ; 400
			POST  ; /management/apis              ; []                            ; 400
			POST  ; /management/apis              ; ''                            ; 400
			POST  ; /management/apis              ; {}                            ; 400
			POST  ; /management/apis              ; {"name":{},"trace":"enable"}  ; 400
			POST  ; /management/apis              ; {"name":"x","trace":"enable"} ; 404
			GET   ; /management/apis?apiName=none ; ''                            ; 404
			GET   ; /management/nope              ; ''                            ; 404
			PATCH ; /management/apis              ; {}                            ; 405
			POST  ; /management                   ; {}                            ; 405
			""")
	void whatGoesWrongIsSaidInJson(String method, String uri, String body, int status) {
		String token = login("root");
		for (String accepted : List.of("*/*", "application/json", "text/html")) {
			var answer = assertThat(this.http.method(HttpMethod.valueOf(method))
				.uri(uri)
				.header("Authorization", "Bearer " + token)
				.header("Accept", accepted)
				.contentType("application/json")
				.content(body));
			answer.as(accepted).hasStatus(status).hasContentTypeCompatibleWith("application/json");
			answer.bodyJson().extractingPath("$.code").isEqualTo(status);
			answer.bodyJson().extractingPath("$.description").asString().isNotEmpty();
		}
	}

	@Test
	void aBodyThatCannotBeReadIsAnsweredWithTheFieldAndNotLogged(CapturedOutput output) {
		String token = login("root");
		assertThat(trace(token, """
				{"name":["x"],"trace":"enable"}""")).hasStatus(400)
			.bodyJson()
			.extractingPath("$.error[0].code")
			.isEqualTo("name");
		assertThat(trace(token, "{")).hasStatus(400);
		assertThat(output.getAll()).doesNotContain(" ERROR ");
	}

	private MvcTestResult trace(String token, String body) {
		return this.http.post()
			.uri("/management/apis")
			.header("Authorization", "Bearer " + token)
			.contentType("application/json")
			.content(body)
			.exchange();
	}

	private static SnapshotEntry news() {
		UrlPattern articles = new UrlPattern("/articles");
		return new SnapshotEntry.DeployedApi(ApiId.random(), DefaultTenant.DOMAIN, "orgnews", "/orgnews", "1.0.0",
				false, LifecycleState.PUBLISHED, 1, Set.of("https"), URI.create("http://127.0.0.1:9"), null,
				List.of(new SnapshotEntry.Operation(HttpVerb.GET, articles, AuthType.ANY, Set.of(), "Unlimited",
						List.of(), OperationRuntime.DEFAULT),
						new SnapshotEntry.Operation(HttpVerb.POST, articles, AuthType.ANY, Set.of(), "Unlimited",
								List.of(), OperationRuntime.DEFAULT)),
				null, null, ApiRuntime.DEFAULT);
	}

	private String login(String user) {
		try {
			String body = this.http.get()
				.uri("/management/login")
				.header("Authorization", basic(user, "secret"))
				.exchange()
				.getResponse()
				.getContentAsString();
			return JSON.readTree(body).path("AccessToken").asString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new AssertionError(ex);
		}
	}

	private MvcTestResult get(String uri, String token) {
		return this.http.get().uri(uri).header("Authorization", "Bearer " + token).exchange();
	}

	private void add(String name, String role) {
		Role held = this.roles.findByNameIgnoreCase(role).orElseThrow();
		UserAccount account = new UserAccount(name,
				PasswordEncoderFactories.createDelegatingPasswordEncoder().encode("secret"), Instant.now());
		account.roles().add(held);
		this.users.save(account);
	}

	private void inTenant(Runnable action) {
		TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute((_) -> {
			action.run();
			return true;
		}));
	}

	private static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

}
