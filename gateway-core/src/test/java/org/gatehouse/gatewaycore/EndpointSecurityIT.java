package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the gateway proves itself by to backends that ask for it.
 */
@ExtendWith(OutputCaptureExtension.class)
class EndpointSecurityIT {

	private static final String CANARY = "canary-7d1f-öß";

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	@TempDir
	Path directory;

	private Sealed sealed;

	private GatewayKit kit;

	@BeforeEach
	void start() {
		this.sealed = new Sealed(this.directory);
		this.kit = kit((configuration) -> configuration);
	}

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private GatewayKit kit(UnaryOperator<GatewayConfiguration> change) {
		return new GatewayKit((configuration) -> change
			.apply(configuration.withTrust(new GatewayConfiguration.Trust(null, null, this.sealed.sealer))
				.withListeners(new GatewayConfiguration.Listeners(ANY_PORT, null, null, ANY_PORT))));
	}

	private Fixtures.ApiBuilder api(EndpointSecurity.Scheme scheme) {
		return Fixtures.api("/news", this.kit.backend.url("")).runtime(Sealed.runtime(scheme));
	}

	private HttpResponse<String> call(String path, String... headers) {
		List<String> all = new ArrayList<>(List.of(headers));
		all.addAll(List.of("Authorization", "Bearer " + TestTokens.user(GatewayKit.CONSUMER_KEY, "tom")));
		return this.kit.get(path, all.toArray(String[]::new));
	}

	private HttpResponse<String> post(String path, String body) {
		return this.kit.send(this.kit.request(path)
			.header("Authorization", "Bearer " + TestTokens.user(GatewayKit.CONSUMER_KEY, "tom"))
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build());
	}

	private static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void aNameAndAPasswordGoWithEveryCallToTheirOwnEndpointOnly() throws Exception {
		try (TestBackend sandbox = new TestBackend()) {
			this.kit.subscribe(Fixtures.api("/news", this.kit.backend.url(""))
				.sandbox(sandbox.url(""))
				.runtime(Sealed.runtime(this.sealed.basic(CANARY), this.sealed.basic("other"))), "Unlimited");
			this.kit.deploy(Fixtures.key("sandbox-key", this.kit.application, KeyType.SANDBOX));
			assertThat(call("/news/1.0.0/x", "Connection-Like", "authorization").statusCode()).isEqualTo(200);
			assertThat(this.kit.backend.calls().take().header("Authorization"))
				.containsExactly(basic("gatehouse", CANARY));
			assertThat(this.kit.getWith(TestTokens.user("sandbox-key", "tom"), "/news/1.0.0/x").statusCode())
				.isEqualTo(200);
			assertThat(sandbox.calls().take().header("Authorization")).containsExactly(basic("gatehouse", "other"));
		}
	}

	@Test
	void aCallerCannotTakeTheCredentialsOff() throws Exception {
		this.kit.subscribe(api(this.sealed.basic("pw")), "Unlimited");
		String answer = this.kit
			.raw("GET /news/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nConnection: close, authorization\r\n"
					+ "Authorization: Bearer " + TestTokens.user(GatewayKit.CONSUMER_KEY, "tom") + "\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 200 ");
		assertThat(this.kit.backend.calls().take().header("Authorization")).containsExactly(basic("gatehouse", "pw"));
	}

	@Test
	void withoutTheMasterKeyOnlyTheApisThatNeedItFailAndTheReportSaysWhy(CapturedOutput output) throws Exception {
		this.kit.close();
		Path snapshot = this.directory.resolve("snapshot.json");
		SnapshotEntry.DeployedApi secured = api(this.sealed.basic(CANARY)).build();
		for (org.gatehouse.jose.sealing.Sealer sealer : new org.gatehouse.jose.sealing.Sealer[] { null,
				new Sealed(Files.createDirectory(this.directory.resolve("other"))).sealer }) {
			try (GatewayKit without = new GatewayKit(
					(configuration) -> configuration.withTrust(new GatewayConfiguration.Trust(null, null, sealer)))) {
				this.kit = without;
				without.deploy(secured, Fixtures.subscription(without.application, secured.id(), "Unlimited"));
				without.subscribe(Fixtures.api("/open", without.backend.url("")), "Unlimited");
				HttpResponse<String> refused = call("/news/1.0.0/x");
				assertThat(refused.statusCode()).isEqualTo(503);
				assertThat(refused.body()).contains("The gateway lacks what it has to prove to the back end");
				assertThat(call("/open/1.0.0/x").statusCode()).isEqualTo(200);
				assertThat(output).contains("is not wholly in force: " + secured.key() + ": endpoint security: ",
						"GATEHOUSE_MASTER_KEY_FILE");
				assertThat(reported(without)).contains(secured.key(), "GATEHOUSE_MASTER_KEY_FILE");
			}
		}
		try (GatewayKit with = kit((configuration) -> configuration.withSnapshotFile(snapshot))) {
			this.kit = with;
			with.subscribe(api(this.sealed.basic(CANARY)), "Unlimited");
			assertThat(call("/news/1.0.0/x").statusCode()).isEqualTo(200);
		}
		assertThat(snapshot).exists();
		assertThat(Files.readString(snapshot)).contains("\"basic\"").doesNotContain(CANARY, "canary-7d1f");
		this.kit = kit((configuration) -> configuration);
	}

	private static String reported(GatewayKit kit) throws InterruptedException {
		for (var report = kit.reports.take();; report = kit.reports.take()) {
			if (report.problem() != null) {
				return report.problem();
			}
		}
	}

	@Test
	void aSecretOfAnotherTenantIsNotOpened() {
		this.kit.subscribe(api(new EndpointSecurity.Basic("gatehouse",
				this.sealed.text("pw", org.gatehouse.common.identity.TenantId.random()))), "Unlimited");
		assertThat(call("/news/1.0.0/x").statusCode()).isEqualTo(503);
	}

	@Test
	void noSecretIsFoundAnywhereElse(CapturedOutput output) throws Exception {
		this.kit.backend.onCall((exchange) -> TestBackend.answer(exchange, 500, "broken"));
		this.kit.subscribe(api(this.sealed.basic(CANARY)), "Unlimited");
		this.kit.subscribe(
				Fixtures.api("/digest", this.kit.backend.url("")).runtime(Sealed.runtime(this.sealed.digest(CANARY))),
				"Unlimited");
		this.kit.subscribe(Fixtures.api("/oauth", this.kit.backend.url("")).runtime(Sealed.runtime(oauth(CANARY))),
				"Unlimited");
		for (String context : List.of("/news", "/digest", "/oauth")) {
			assertThat(call(context + "/1.0.0/x").body()).doesNotContain("canary");
		}
		String encoded = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
		String metrics = this.kit
			.send(HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + this.kit.gateway().metricsPort() + "/metrics"))
				.timeout(Duration.ofSeconds(20))
				.build())
			.body();
		assertThat(output.toString() + metrics + this.kit.reports).contains("api-news", "no access token from")
			.doesNotContain("canary-7d1f", encoded.substring(0, 12),
					basic("gatehouse", CANARY).substring("Basic ".length()));
	}

	private EndpointSecurity.OAuth oauth(String secret) {
		return new EndpointSecurity.OAuth(EndpointSecurity.Grant.CLIENT_CREDENTIALS, this.kit.backend.url("/token"),
				"the client", this.sealed.text(secret), null, null, List.of("read", "write"),
				Map.of("audience", "news"));
	}

	/** Issues tokens at /token, and takes the last of them everywhere else. */
	private AtomicInteger authorizationServer(List<String> bodies) {
		AtomicInteger issued = new AtomicInteger();
		this.kit.backend.onCall((exchange) -> {
			if (exchange.getRequestURI().getPath().equals("/token")) {
				bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				TestBackend.answer(exchange, 200, "{\"access_token\":\"at-" + issued.incrementAndGet()
						+ "\",\"token_type\":\"bearer\",\"expires_in\":3600}");
				return;
			}
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			boolean good = ("Bearer at-" + issued.get()).equals(exchange.getRequestHeaders().getFirst("Authorization"));
			TestBackend.answer(exchange, good ? 200 : 401, good ? "got " + body.length() : "who are you?");
		});
		return issued;
	}

	@Test
	void anAccessTokenIsGotOnceForAllThatWaitAndRenewedOnceWhenItIsRefused() {
		List<String> bodies = new java.util.concurrent.CopyOnWriteArrayList<>();
		AtomicInteger issued = authorizationServer(bodies);
		this.kit.subscribe(api(oauth("the+secret")), "Unlimited");
		List<CompletableFuture<Integer>> calls = java.util.stream.IntStream.range(0, 20)
			.mapToObj((_) -> CompletableFuture.supplyAsync(() -> call("/news/1.0.0/x").statusCode()))
			.toList();
		assertThat(calls.stream().map(CompletableFuture::join)).containsOnly(200);
		assertThat(issued.get()).isEqualTo(1);
		assertThat(bodies.getFirst().split("&")).containsExactlyInAnyOrder("grant_type=client_credentials",
				"scope=read+write", "audience=news");
		TestBackend.Call asked = this.kit.backend.calls()
			.stream()
			.filter((call) -> call.target().equals("/token"))
			.findFirst()
			.orElseThrow();
		assertThat(asked.header("Authorization")).containsExactly(basic("the+client", "the%2Bsecret"));
		issued.incrementAndGet();
		assertThat(post("/news/1.0.0/x", "a".repeat(1000)).body()).isEqualTo("got 1000");
		assertThat(issued.get()).isEqualTo(3);
		// Shortly after a renewal a refusal is the caller's.
		issued.incrementAndGet();
		HttpResponse<String> refused = call("/news/1.0.0/x");
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.body()).isEqualTo("who are you?");
		assertThat(issued.get()).isEqualTo(4);
	}

	@Test
	void aTokenStaysWhenTheApiIsChangedAndIsGotAnewWhenItIsOver() {
		this.kit.close();
		TestClock clock = new TestClock();
		this.kit = new GatewayKit((configuration) -> configuration
			.withTrust(new GatewayConfiguration.Trust(null, null, this.sealed.sealer)), clock);
		AtomicInteger issued = authorizationServer(new ArrayList<>());
		Fixtures.ApiBuilder api = api(oauth("secret"));
		this.kit.subscribe(api, "Unlimited");
		assertThat(call("/news/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.deploy(api.asDefault().build());
		assertThat(call("/news/x").statusCode()).isEqualTo(200);
		assertThat(issued.get()).isEqualTo(1);
		clock.pass(Duration.ofSeconds(3595));
		assertThat(call("/news/1.0.0/x").statusCode()).isEqualTo(200);
		assertThat(issued.get()).isEqualTo(2);
	}

	@Test
	void aPasswordGrantSendsTheUser() {
		List<String> bodies = new ArrayList<>();
		authorizationServer(bodies);
		this.kit.subscribe(
				api(new EndpointSecurity.OAuth(EndpointSecurity.Grant.PASSWORD, this.kit.backend.url("/token"),
						"client", this.sealed.text("s"), "tom", this.sealed.text("p&w"), List.of(), Map.of())),
				"Unlimited");
		assertThat(call("/news/1.0.0/x").statusCode()).isEqualTo(200);
		assertThat(bodies.getFirst().split("&")).containsExactlyInAnyOrder("grant_type=password", "username=tom",
				"password=p%26w");
	}

	@Test
	void withoutATokenTheCallIsRefusedAndTheBackendNotAsked() {
		this.kit.backend.onCall((exchange) -> TestBackend.answer(exchange, 500, "no"));
		this.kit.subscribe(api(oauth("secret")), "Unlimited");
		assertThat(call("/news/1.0.0/x").statusCode()).isEqualTo(503);
		assertThat(call("/news/1.0.0/x").statusCode()).isEqualTo(503);
		assertThat(this.kit.backend.calls()).extracting(TestBackend.Call::target).containsOnly("/token");
	}

	@Test
	void aDigestIsCountedAndItsNonceKeptUntilTheServerWantsAnother() {
		DigestServer server = new DigestServer();
		this.kit.backend.onCall(server::handle);
		this.kit.subscribe(api(this.sealed.digest("open sesame")), "Unlimited");
		for (int i = 0; i < 3; i++) {
			assertThat(call("/news/1.0.0/x?a=%22b").body()).isEqualTo("GET in 0");
		}
		assertThat(server.refused).hasValue(1);
		assertThat(server.counts).containsExactly("00000001", "00000002", "00000003");
		server.nonce = "another";
		assertThat(post("/news/1.0.0/x", "a".repeat(5000)).body()).isEqualTo("POST in 5000");
		assertThat(server.refused).hasValue(2);
		assertThat(post("/news/1.0.0/x", "a".repeat(200_000)).body()).isEqualTo("POST in 200000");
		server.nonce = "third";
		assertThat(post("/news/1.0.0/x", "a".repeat(200_000)).statusCode()).isEqualTo(401);
		assertThat(call("/news/1.0.0/x").body()).isEqualTo("GET in 0");
		server.password = "changed";
		assertThat(call("/news/1.0.0/x").statusCode()).isEqualTo(401);
	}

	/** A server that checks digests by itself. */
	private static final class DigestServer {

		private final AtomicInteger refused = new AtomicInteger();

		private final List<String> counts = new ArrayList<>();

		private final Set<String> used = ConcurrentHashMap.newKeySet();

		private volatile String nonce = "first";

		private volatile String password = "open sesame";

		void handle(HttpExchange exchange) throws IOException {
			int length = exchange.getRequestBody().readAllBytes().length;
			String sent = exchange.getRequestHeaders().getFirst("Authorization");
			String target = exchange.getRequestURI().toString();
			if (sent == null || !parameter(sent, "nonce").equals(this.nonce)
					|| !parameter(sent, "response").equals(expected(sent, exchange.getRequestMethod(), target))
					|| !this.used.add(this.nonce + parameter(sent, "nc"))) {
				this.refused.incrementAndGet();
				exchange.getResponseHeaders()
					.add("WWW-Authenticate", "Digest realm=\"r\", nonce=\"" + this.nonce
							+ "\", qop=\"auth\", algorithm=SHA-256, stale=" + (sent != null));
				exchange.getResponseHeaders()
					.add("WWW-Authenticate", "Digest realm=\"r\", nonce=\"" + this.nonce + "\", qop=\"auth\"");
				TestBackend.answer(exchange, 401, "no");
				return;
			}
			this.counts.add(parameter(sent, "nc"));
			TestBackend.answer(exchange, 200, exchange.getRequestMethod() + " in " + length);
		}

		private String expected(String sent, String method, String target) {
			String secret = sha256("gatehouse:r:" + this.password);
			return sha256(secret + ":" + this.nonce + ":" + parameter(sent, "nc") + ":" + parameter(sent, "cnonce")
					+ ":auth:" + sha256(method + ":" + target));
		}

		private static String parameter(String header, String name) {
			Matcher matcher = Pattern.compile("[ ,]" + name + "=\"?([^\",]*)").matcher(header);
			return matcher.find() ? matcher.group(1) : "";
		}

		private static String sha256(String text) {
			try {
				return HexFormat.of()
					.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
			}
			catch (java.security.NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
