package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.ApiLimits;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.counters.CounterSettings;
import org.gatehouse.gatewaycore.counters.CounterSettings.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to calls while the counters that gateways share are killed, stand still,
 * forget, or are not let in, and what is counted when they are back.
 */
class CountersAwayIT {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration TIMEOUT = Duration.ofMillis(300);

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private static final String UP = "gatehouse_gateway_counters_up 1\n";

	private static final String DOWN = "gatehouse_gateway_counters_up 0\n";

	private final ApplicationId application = ApplicationId.random();

	private final String token = TestTokens.user("shared", "tom");

	private final List<GatewayKit> kits = new ArrayList<>();

	private final RedisServer redis = new RedisServer();

	@AfterEach
	void stop() {
		this.kits.forEach(GatewayKit::close);
		this.redis.close();
	}

	private CounterSettings settings(Mode mode) {
		return CounterSettings.of(this.redis.url(), mode).withTimeout(TIMEOUT);
	}

	private GatewayKit gateway(CounterSettings settings) {
		GatewayKit kit = new GatewayKit((configuration) -> configuration.withCounters(settings)
			.withListeners(new GatewayConfiguration.Listeners(ANY_PORT, null, null, ANY_PORT)));
		this.kits.add(kit);
		return kit;
	}

	private void deploy(Quota quota) {
		SnapshotEntry.DeployedApi refusing = api("/refusing", CounterLoss.REFUSE);
		SnapshotEntry.DeployedApi counting = api("/local", CounterLoss.LOCAL);
		for (GatewayKit kit : this.kits) {
			kit.deploy(new SnapshotEntry.Tier(Fixtures.TENANT_DOMAIN, TierLevel.SUBSCRIPTION, "Some", quota, true),
					Fixtures.application(this.application, "Unlimited"),
					Fixtures.key("shared", this.application, KeyType.PRODUCTION), refusing, counting,
					Fixtures.subscription(this.application, refusing.id(), "Some"),
					Fixtures.subscription(this.application, counting.id(), "Some"));
		}
	}

	private SnapshotEntry.DeployedApi api(String context, CounterLoss loss) {
		return Fixtures.api(context, this.kits.getFirst().backend.url(""))
			.runtime(ApiRuntime.DEFAULT.withLimits(new ApiLimits(null, null, null, loss)))
			.build();
	}

	private HttpResponse<String> call(GatewayKit kit, String context) {
		return kit.getWith(this.token, context + "/1.0.0/x");
	}

	/** Calls until a call is refused for the quota, and counts those that pass. */
	private int passing(GatewayKit kit, String context) {
		int passed = 0;
		HttpResponse<String> answer = call(kit, context);
		while (answer.statusCode() == 200) {
			passed++;
			answer = call(kit, context);
		}
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
		return passed;
	}

	private static String scrape(GatewayKit kit) {
		return kit
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + kit.gateway().metricsPort() + "/metrics"))
				.timeout(Duration.ofSeconds(20))
				.build())
			.body();
	}

	private static void await(GatewayKit kit, String line) {
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (!scrape(kit).contains(line)) {
			assertThat(System.nanoTime()).as(line).isLessThan(deadline);
		}
	}

	@Test
	void killedCountersAreDoneWithoutAndFoundAgain() throws InterruptedException {
		GatewayKit one = gateway(settings(Mode.EXACT));
		GatewayKit other = gateway(settings(Mode.EXACT));
		deploy(new Quota.Requests(20, HOUR));
		for (int i = 0; i < 4; i++) {
			assertThat(call(one, "/local").statusCode()).isEqualTo(200);
			assertThat(call(other, "/local").headers().firstValue("ratelimit").orElse(""))
				.startsWith("\"some\";r=" + (18 - 2 * i) + ";");
		}
		this.redis.kill();
		// Each goes on from what it heard last.
		assertThat(passing(one, "/local")).isBetween(12, 13);
		assertThat(call(other, "/local").statusCode()).isEqualTo(200);
		HttpResponse<String> refused = call(one, "/refusing");
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
		assertThat(refused.body()).contains("counters");
		await(one, DOWN);
		await(other, DOWN);
		this.redis.start();
		await(one, UP);
		await(other, UP);
		assertThat(passing(one, "/refusing") + passing(other, "/refusing")).isEqualTo(20);
	}

	@Test
	void countersThatStandStillHoldNobodyUpForLong() throws Exception {
		GatewayKit one = gateway(settings(Mode.EXACT));
		deploy(new Quota.Requests(60, HOUR));
		for (int i = 0; i < 10; i++) {
			assertThat(call(one, "/local").statusCode()).isEqualTo(200);
			assertThat(call(one, "/refusing").statusCode()).isEqualTo(200);
		}
		this.redis.stall();
		long begin = System.nanoTime();
		for (int i = 0; i < 20; i++) {
			assertThat(call(one, "/refusing").statusCode()).isEqualTo(503);
			assertThat(call(one, "/local").statusCode()).isEqualTo(200);
		}
		// One of them waited for the time-out, where all would have taken twelve seconds.
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(TIMEOUT.dividedBy(2),
				TIMEOUT.multipliedBy(10));
		assertThat(scrape(one)).contains(DOWN);
		this.redis.goOn();
		await(one, UP);
		// What was counted alone is told, what was refused counts nowhere, and what was
		// asked too late is taken back.
		assertThat(passing(one, "/local")).isEqualTo(30);
		assertThat(passing(one, "/refusing")).isEqualTo(50);
	}

	@Test
	void aGatewayThatCountedAloneTellsTheOthers() throws Exception {
		GatewayKit one = gateway(settings(Mode.FAST));
		GatewayKit other = gateway(settings(Mode.FAST));
		deploy(new Quota.Requests(100, HOUR));
		assertThat(call(other, "/local").statusCode()).isEqualTo(200);
		this.redis.stall();
		for (int i = 0; i < 40; i++) {
			assertThat(call(one, "/local").statusCode()).isEqualTo(200);
		}
		await(one, DOWN);
		this.redis.goOn();
		await(one, UP);
		await(other, UP);
		awaitUsed(41);
		int more = passing(other, "/local") + passing(one, "/local");
		assertThat(more).isBetween(59 - 2 * 10, 59);
	}

	/** Awaits that the counters know of so many calls. */
	private void awaitUsed(int least) throws IOException {
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (Integer.parseInt(
				this.redis
					.command("EVAL \"local n=0 for _,k in ipairs(redis.call('KEYS','gatehouse:S*')) do "
							+ "n=n+redis.call('GET',k) end return n\" 0")
					.substring(1)) < least) {
			assertThat(System.nanoTime()).isLessThan(deadline);
		}
	}

	@Test
	void aScriptThatWasForgottenIsSentAgain() throws IOException {
		GatewayKit one = gateway(settings(Mode.EXACT));
		deploy(new Quota.Requests(5, HOUR));
		assertThat(call(one, "/refusing").statusCode()).isEqualTo(200);
		assertThat(this.redis.command("SCRIPT FLUSH")).isEqualTo("+OK");
		assertThat(passing(one, "/refusing")).isEqualTo(4);
	}

	@Test
	void aGatewayStartsWithoutItsCounters() throws InterruptedException {
		this.redis.kill();
		GatewayKit one = gateway(settings(Mode.EXACT));
		deploy(new Quota.Requests(5, HOUR));
		assertThat(call(one, "/refusing").statusCode()).isEqualTo(503);
		assertThat(passing(one, "/local")).isEqualTo(5);
		this.redis.start();
		await(one, UP);
		assertThat(passing(one, "/refusing")).isEqualTo(5);
	}

	@Test
	void bytesAreCountedTogether() {
		GatewayKit one = gateway(settings(Mode.EXACT));
		GatewayKit other = gateway(settings(Mode.FAST));
		deploy(new Quota.Bandwidth(10_000, HOUR));
		one.backend.onCall((exchange) -> TestBackend.answer(exchange, 200, "y".repeat(4000)));
		assertThat(call(one, "/local").statusCode()).isEqualTo(200);
		assertThat(call(other, "/local").statusCode()).isEqualTo(200);
		assertThat(passing(one, "/local")).isBetween(0, 2);
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (call(other, "/local").statusCode() != 429) {
			assertThat(System.nanoTime()).isLessThan(deadline);
		}
	}

	@Test
	void aPasswordIsUsedAndNeverTold() {
		CounterSettings right;
		try (RedisServer guarded = new RedisServer("--requirepass", "open-sesame")) {
			right = CounterSettings.of(guarded.url(), Mode.EXACT)
				.withPassword(null, "open-sesame")
				.withTimeout(TIMEOUT);
			await(gateway(right), UP);
			await(gateway(right.withPassword(null, "guessed")), DOWN);
		}
		String rights = "gate on >let-me-in ~gatehouse:* +evalsha +eval +get +incrby +pttl +pexpire "
				+ "+ping +hello +select +client";
		List<String> options = new ArrayList<>(List.of("--user"));
		options.addAll(List.of(rights.split(" ")));
		try (RedisServer guarded = new RedisServer(options.toArray(String[]::new))) {
			await(gateway(CounterSettings.of(guarded.url(), Mode.EXACT)
				.withPassword("gate", "let-me-in")
				.withTimeout(TIMEOUT)), UP);
		}
		assertThat(right.toString()).doesNotContain("sesame");
	}

	@Test
	void overTlsOnlyAServerThatIsVouchedForIsAsked(@TempDir Path folder) throws IOException {
		TestCertificates server = TestCertificates.make(folder, "dns:localhost");
		TestCertificates other = TestCertificates.make(folder, "dns:localhost");
		Path certificate = pem(folder, "CERTIFICATE", server.encoded());
		Path key = pem(folder, "PRIVATE KEY", server.privateKey());
		int port = RedisServer.freePort();
		try (RedisServer _ = new RedisServer("--tls-port", String.valueOf(port), "--tls-cert-file",
				certificate.toString(), "--tls-key-file", key.toString(), "--tls-auth-clients", "no")) {
			await(gateway(overTls("localhost", port, server)), UP);
			await(gateway(overTls("localhost", port, other)), DOWN);
			await(gateway(overTls("127.0.0.1", port, server)), DOWN);
		}
	}

	private static Path pem(Path folder, String what, String encoded) throws IOException {
		return Files.writeString(folder.resolve(what + ".pem"),
				"-----BEGIN " + what + "-----\n" + encoded + "\n-----END " + what + "-----\n");
	}

	private static CounterSettings overTls(String host, int port, TestCertificates trusted) {
		return new CounterSettings(URI.create("rediss://" + host + ":" + port), null, null, Mode.EXACT, TIMEOUT,
				CounterLoss.LOCAL, Set.of(trusted.certificate()));
	}

}
