package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an administrator is told of a call that was refused.
 */
class ExplainIT {

	@TempDir
	Path directory;

	private GatewayKit kit;

	private HttpClient client;

	private final String admin = TestTokens.user("rest-client", "admin", "apim:admin");

	@BeforeEach
	void start() {
		TestCertificates certificate = TestCertificates.make(this.directory, "dns:localhost");
		InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		this.kit = new GatewayKit((configuration) -> configuration
			.withListeners(new GatewayConfiguration.Listeners(anyPort, anyPort, certificate.server())));
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.sslContext(TestCertificates.trusting(certificate))
			.build();
		this.kit.subscribe(Fixtures.api("/news", this.kit.backend.url(""))
			.operations(
					Fixtures.operation(HttpVerb.GET, "/articles", org.gatehouse.common.api.AuthType.ANY, "news_read"),
					Fixtures.operation(HttpVerb.GET, "/one")),
				"Bronze");
	}

	@AfterEach
	void stop() {
		this.kit.close();
		this.client.shutdownNow();
	}

	private HttpResponse<String> explain(String id, String token) throws IOException, InterruptedException {
		return this.client.send(HttpRequest
			.newBuilder(URI.create("https://localhost:" + this.kit.gateway().httpsPort() + "/internal/explain/" + id))
			.header("Authorization", "Bearer " + token)
			.timeout(Duration.ofSeconds(20))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	/** What is known is kept just after the answer is sent. */
	private JsonNode explained(HttpResponse<String> refused) throws IOException, InterruptedException {
		String id = refused.headers().firstValue("x-request-id").orElseThrow();
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		HttpResponse<String> answer = explain(id, this.admin);
		while (answer.statusCode() == 404 && System.nanoTime() < deadline) {
			answer = explain(id, this.admin);
		}
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	@Test
	void aMissingScopeIsExplained() throws IOException, InterruptedException {
		HttpResponse<String> refused = this.kit.getWith(
				TestTokens.user(GatewayKit.CONSUMER_KEY, "tom", "news_write", "default"),
				"/news/1.0.0/articles?canary=1");
		JsonNode told = explained(refused);
		assertThat(told.at("/code").asString()).isEqualTo("900910");
		assertThat(told.at("/api/resource").asString()).isEqualTo("/articles");
		assertThat(told.at("/token/user").asString()).isEqualTo("tom");
		assertThat(told.at("/token/state").asString()).isEqualTo("valid, of a user");
		assertThat(told.at("/subscription/status").asString()).isEqualTo("UNBLOCKED");
		assertThat(told.at("/scopes/asked").toString()).isEqualTo("[\"news_read\"]");
		assertThat(told.at("/scopes/held").toString()).contains("news_write");
		assertThat(told.at("/application/keyType").asString()).isEqualTo("PRODUCTION");
		assertThat(told.at("/gateway").asString()).isEqualTo("node-1");
		assertThat(told.toString()).doesNotContain("canary", "eyJ");
	}

	@Test
	void aUsedUpQuotaIsExplainedWithWhatIsLeft() throws IOException, InterruptedException {
		String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
		assertThat(this.kit.getWith(token, "/news/1.0.0/one").statusCode()).isEqualTo(200);
		JsonNode told = explained(this.kit.getWith(token, "/news/1.0.0/one"));
		assertThat(told.at("/code").asString()).isEqualTo("900804");
		assertThat(told.at("/limits").toString()).contains("bronze", "r=0");
	}

	@Test
	void aTokenThatIsNotTakenIsExplained() throws IOException, InterruptedException {
		String expired = TestTokens.jwt(GatewayKit.CONSUMER_KEY,
				(claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(60))));
		String revoked = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
		this.kit.deploy(TestTokens.revocation(revoked));
		assertThat(state(this.kit.getWith(expired, "/news/1.0.0/one"))).startsWith("JWT, by its own words expired at ");
		assertThat(state(this.kit.getWith(revoked, "/news/1.0.0/one"))).isEqualTo("revoked");
		assertThat(state(this.kit.getWith("0123456789abcdef", "/news/1.0.0/one"))).isEqualTo("opaque, and not active");
		assertThat(state(this.kit.getWith("a.b.c", "/news/1.0.0/one"))).isEqualTo("no JWT that could be read");
		assertThat(state(this.kit.getWith(TestTokens.user("unknown", "tom"), "/news/1.0.0/one")))
			.isEqualTo("of a client that no application has");
		assertThat(
				state(this.kit.getWith(TestTokens.jwt(GatewayKit.CONSUMER_KEY, (claims) -> claims.issuer("https://x")),
						"/news/1.0.0/one")))
			.isEqualTo("JWT, of another issuer");
		assertThat(state(this.kit.get("/news/1.0.0/one"))).isEqualTo("none");
	}

	private String state(HttpResponse<String> refused) throws IOException, InterruptedException {
		assertThat(refused.statusCode()).isEqualTo(401);
		return explained(refused).at("/token/state").asString();
	}

	@Test
	void nobodyButAnAdministratorIsTold() throws IOException, InterruptedException {
		HttpResponse<String> refused = this.kit.get("/news/1.0.0/one");
		explained(refused);
		String id = refused.headers().firstValue("x-request-id").orElseThrow();
		assertThat(explain(id, TestTokens.user("rest-client", "tom", "apim:api_view")).statusCode()).isEqualTo(403);
		assertThat(explain(id, "a.b.c").statusCode()).isEqualTo(401);
		String revoked = TestTokens.user("rest-client", "admin", "apim:admin", "x");
		this.kit.deploy(TestTokens.revocation(revoked));
		assertThat(explain(id, revoked).statusCode()).isEqualTo(401);
		assertThat(this.kit.getWith(this.admin, "/internal/explain/" + id).statusCode()).isEqualTo(403);
		assertThat(explain("unknown", this.admin).statusCode()).isEqualTo(404);
	}

	@Test
	void anotherTenantsAdministratorIsNotTold() throws IOException, InterruptedException {
		TenantId other = new TenantId(UUID.randomUUID());
		var key = TestTokens.newKey("key-of-other");
		this.kit.deployOf(other, TestTokens.signingKey(key));
		String stranger = TestTokens.jwt(key, TestTokens.header().keyID("key-of-other").build(), "rest-client",
				(claims) -> claims.subject("admin").claim("scope", "apim:admin"));
		HttpResponse<String> refused = this.kit.get("/news/1.0.0/one");
		explained(refused);
		assertThat(explain(refused.headers().firstValue("x-request-id").orElseThrow(), stranger).statusCode())
			.isEqualTo(404);
	}

}
