package org.gatehouse.gatewaycore;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.snapshot.BackendJwt;
import org.gatehouse.jose.sealing.Sealer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Backends are told who calls, by the gateway and by nobody else.
 */
class BackendJwtIT {

	private static final String DIALECT = "http://wso2.org/claims";

	@TempDir
	Path directory;

	private final TestClock clock = new TestClock();

	private Sealed sealed;

	private GatewayKit kit;

	@BeforeEach
	void start() {
		this.sealed = new Sealed(this.directory);
		this.kit = kit(this.sealed.sealer);
		this.kit.subscribe(Fixtures.api("/news", this.kit.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/*"), Fixtures.operation(HttpVerb.POST, "/*"),
					Fixtures.operation(HttpVerb.GET, "/open", AuthType.NONE)),
				"Gold");
	}

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private GatewayKit kit(Sealer sealer) {
		return new GatewayKit(
				(configuration) -> configuration.withTrust(new GatewayConfiguration.Trust(null, null, sealer)),
				this.clock);
	}

	private TestBackend.Call call(String token, String path, String... headers) throws InterruptedException {
		List<String> all = new java.util.ArrayList<>(List.of(headers));
		all.addAll(List.of("Authorization", "Bearer " + token));
		assertThat(this.kit.get(path, all.toArray(String[]::new)).statusCode()).isEqualTo(200);
		return this.kit.backend.calls().take();
	}

	private static JWTClaimsSet verified(String assertion) throws Exception {
		SignedJWT jwt = SignedJWT.parse(assertion);
		assertThat(jwt.getHeader().getType().getType()).isEqualTo("JWT");
		assertThat(jwt.getHeader().getKeyID()).isEqualTo(TestTokens.KEY.getKeyID());
		assertThat(jwt.verify(new RSASSAVerifier(TestTokens.KEY.toRSAPublicKey()))).isTrue();
		return jwt.getJWTClaimsSet();
	}

	@Test
	void aBackendIsToldWhoCallsAndCanVerifyIt() throws Exception {
		this.kit.deploy(this.sealed.backendJwt("X-JWT-Assertion", DIALECT, TestTokens.KEY));
		JWTClaimsSet claims = verified(
				call(TestTokens.user(GatewayKit.CONSUMER_KEY, "tom"), "/news/1.0.0/x").header("X-jwt-assertion")
					.getFirst());
		assertThat(claims.getIssuer()).isEqualTo("wso2.org/products/am");
		assertThat(claims.getExpirationTime().toInstant()).isBetween(Instant.now().plusSeconds(800),
				Instant.now().plusSeconds(901));
		assertThat(claims.getClaims()).containsEntry(DIALECT + "/enduser", "tom@carbon.super")
			.containsEntry(DIALECT + "/subscriber", "admin")
			.containsEntry(DIALECT + "/applicationid", this.kit.application.toString())
			.containsEntry(DIALECT + "/applicationname", "App")
			.containsEntry(DIALECT + "/applicationtier", "Unlimited")
			.containsEntry(DIALECT + "/apiname", "api-news")
			.containsEntry(DIALECT + "/apicontext", "/news/1.0.0")
			.containsEntry(DIALECT + "/version", "1.0.0")
			.containsEntry(DIALECT + "/tier", "Gold")
			.containsEntry(DIALECT + "/keytype", KeyType.PRODUCTION.name())
			.containsEntry(DIALECT + "/usertype", "APPLICATION_USER");
		JWTClaimsSet own = verified(
				call(TestTokens.application(GatewayKit.CONSUMER_KEY), "/news/1.0.0/x").header("X-jwt-assertion")
					.getFirst());
		assertThat(own.getClaims()).containsEntry(DIALECT + "/usertype", "APPLICATION");
	}

	@Test
	void itIsSignedOnceForATokenAndAnApi() throws Exception {
		this.kit.deploy(this.sealed.backendJwt("X-JWT-Assertion", "", TestTokens.KEY));
		String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
		List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 16)
			.mapToObj((_) -> CompletableFuture.supplyAsync(() -> this.kit.getWith(token, "/news/1.0.0/x")))
			.toList();
		assertThat(calls.stream().map((call) -> call.join().statusCode())).containsOnly(200);
		Set<String> told = new HashSet<>();
		this.kit.backend.calls().forEach((call) -> told.addAll(call.header("X-jwt-assertion")));
		assertThat(told).hasSize(1);
		assertThat(verified(told.iterator().next()).getClaims()).containsEntry("enduser", "tom@carbon.super");
		String first = told.iterator().next();
		this.kit.backend.calls().clear();
		this.clock.pass(Duration.ofMinutes(5));
		assertThat(call(token, "/news/1.0.0/x").header("X-jwt-assertion")).containsExactly(first);
		assertThat(call(TestTokens.user(GatewayKit.CONSUMER_KEY, "tom"), "/news/1.0.0/x").header("X-jwt-assertion"))
			.isNotEmpty()
			.doesNotContain(first);
		this.clock.pass(Duration.ofMinutes(10));
		assertThat(call(token, "/news/1.0.0/x").header("X-jwt-assertion")).isNotEmpty().doesNotContain(first);
		// What a backend is told changes with what is so.
		this.kit.deploy(Fixtures.application(this.kit.application, "Gold"));
		assertThat(verified(call(token, "/news/1.0.0/x").header("X-jwt-assertion").getFirst()).getClaims())
			.containsEntry("applicationtier", "Gold");
	}

	@Test
	void aCallerHasNoSayInTheFieldWhateverItsName() throws Exception {
		String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
		assertThat(call(token, "/news/1.0.0/x", "X-JWT-Assertion", "forged").header("X-jwt-assertion")).isEmpty();
		this.kit.deploy(this.sealed.backendJwt("X-Who-Calls", DIALECT, TestTokens.KEY));
		String forged = "GET /news/1.0.0/%s HTTP/1.1\r\nHost: gateway\r\nX-Who-Calls: forged\r\nx_who_calls: forged\r\n"
				+ "X-JWT-Assertion: forged\r\nConnection: close, X-Who-Calls\r\nAuthorization: Bearer " + token
				+ "\r\n\r\n";
		assertThat(this.kit.raw(forged.formatted("x"))).startsWith("HTTP/1.1 200");
		TestBackend.Call told = this.kit.backend.calls().take();
		assertThat(told.header("X-who-calls")).hasSize(1);
		verified(told.header("X-who-calls").getFirst());
		assertThat(told.headers().toString()).doesNotContain("forged");
		assertThat(this.kit.raw(forged.formatted("open"))).startsWith("HTTP/1.1 200");
		assertThat(this.kit.backend.calls().take().headers().toString()).doesNotContain("forged");
		this.kit.deploy(new BackendJwt(Fixtures.TENANT_DOMAIN, false, "X-Who-Calls", DIALECT, List.of()));
		assertThat(this.kit.raw(forged.formatted("x"))).startsWith("HTTP/1.1 200");
		assertThat(this.kit.backend.calls().take().headers().toString()).doesNotContain("forged")
			.doesNotContainIgnoringCase("x-who-calls");
	}

	@Test
	void itIsNoAccessToken() throws Exception {
		this.kit.deploy(this.sealed.backendJwt("X-JWT-Assertion", DIALECT, TestTokens.KEY));
		String told = call(TestTokens.user(GatewayKit.CONSUMER_KEY, "tom"), "/news/1.0.0/x").header("X-jwt-assertion")
			.getFirst();
		assertThat(this.kit.getWith(told, "/news/1.0.0/x").statusCode()).isEqualTo(401);
	}

	@Test
	void withoutTheMasterKeyCallsWithATokenAreRefusedAndTheReportSaysWhy() throws Exception {
		this.kit.close();
		this.kit = new GatewayKit();
		this.kit.subscribe(Fixtures.api("/news", this.kit.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/*"),
					Fixtures.operation(HttpVerb.GET, "/open", AuthType.NONE)),
				"Gold");
		this.kit.deploy(this.sealed.backendJwt("X-JWT-Assertion", DIALECT, TestTokens.KEY));
		assertThat(this.kit.getWith(TestTokens.user(GatewayKit.CONSUMER_KEY, "tom"), "/news/1.0.0/x").statusCode())
			.isEqualTo(503);
		assertThat(this.kit.get("/news/1.0.0/open").statusCode()).isEqualTo(200);
		for (var report = this.kit.reports.take();; report = this.kit.reports.take()) {
			if (report.problem() != null) {
				assertThat(report.problem()).contains("backend-jwt:carbon.super", "GATEHOUSE_MASTER_KEY_FILE");
				return;
			}
		}
	}

}
