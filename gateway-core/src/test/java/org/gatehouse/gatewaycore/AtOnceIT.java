package org.gatehouse.gatewaycore;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.snapshot.GatewayReport;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.jose.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Quotas under real concurrency, and how fast a change is in force.
 */
class AtOnceIT {

	private GatewayKit kit = new GatewayKit();

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private static String user(String name) {
		return TestTokens.user(GatewayKit.CONSUMER_KEY, name);
	}

	private int status(String token, String path) {
		return this.kit.getWith(token, path).statusCode();
	}

	/** Measures from the change on, without waiting for the gateway's own word. */
	private void inForceWithinASecond(Runnable change, String token, String path, IntPredicate expected) {
		long begin = System.nanoTime();
		change.run();
		while (!expected.test(status(token, path))) {
			assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));
		}
		assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));
	}

	@Test
	void exactlyTheQuotaPassesWith64CallersAtOnce() throws InterruptedException {
		ApplicationId application = ApplicationId.random();
		Fixtures.ApiBuilder api = Fixtures.api("/q", this.kit.backend.url(""));
		this.kit.deploy(api.build(), Fixtures.application(application, "Gold"),
				Fixtures.key("gold", application, KeyType.PRODUCTION),
				Fixtures.subscription(application, api.id(), "Unlimited"));
		String[] tokens = { TestTokens.user("gold", "tom"), TestTokens.user("gold", "john") };
		AtomicInteger passed = new AtomicInteger();
		AtomicInteger refused = new AtomicInteger();
		CountDownLatch ready = new CountDownLatch(64);
		Thread[] threads = new Thread[64];
		for (int t = 0; t < threads.length; t++) {
			String token = tokens[t % 2];
			threads[t] = Thread.ofVirtual().start(() -> {
				ready.countDown();
				for (int i = 0; i < 3; i++) {
					(status(token, "/q/1.0.0/x") == 200 ? passed : refused).incrementAndGet();
				}
			});
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(passed).hasValue(20);
		assertThat(refused).hasValue(172);
	}

	@Test
	void theAnswerSaysWhatIsLeft() {
		Fixtures.ApiBuilder api = Fixtures.api("/q", this.kit.backend.url(""));
		this.kit.subscribe(api, "Bronze");
		var first = this.kit.getWith(user("tom"), "/q/1.0.0/x");
		assertThat(first.headers().firstValue("ratelimit-policy")).hasValue("\"bronze\";q=1;w=60");
		assertThat(first.headers().firstValue("ratelimit")).hasValue("\"bronze\";r=0;t=60");
		var second = this.kit.get("/q/1.0.0/x", "Authorization", "Bearer " + user("john"), "Accept", "application/xml");
		assertThat(second.statusCode()).isEqualTo(429);
		assertThat(second.body()).startsWith("<amt:fault xmlns:amt=\"http://wso2.org/apimanager/throttling\">")
			.contains("<amt:code>900804</amt:code><amt:message>Message throttled out</amt:message>"
					+ "<amt:description>You have exceeded your quota</amt:description><amt:nextAccessTime>20")
			.contains("+0000 UTC</amt:nextAccessTime>");
		assertThat(Integer.parseInt(second.headers().firstValue("retry-after").orElse("0"))).isBetween(1, 60);
		assertThat(second.headers().firstValue("ratelimit").orElse("")).startsWith("\"bronze\";r=0;t=");
	}

	@Test
	void aChangedTierIsInForceAtOnce() {
		Fixtures.ApiBuilder api = Fixtures.api("/q", this.kit.backend.url(""));
		SnapshotEntry.Subscription subscription = this.kit.subscribe(api, "Bronze");
		String token = user("tom");
		assertThat(status(token, "/q/1.0.0/x")).isEqualTo(200);
		assertThat(status(token, "/q/1.0.0/x")).isEqualTo(429);
		inForceWithinASecond(() -> this.kit.feed.put(Fixtures.with(subscription, "Gold")), token, "/q/1.0.0/x",
				(status) -> status == 200);
		inForceWithinASecond(() -> this.kit.feed.put(Fixtures.tier(TierLevel.SUBSCRIPTION, "Gold", 1)), token,
				"/q/1.0.0/x", (status) -> status == 429);
	}

	@Test
	void aChangedAuthTypeABlockedSubscriptionAndARevokedTokenAreInForceAtOnce() {
		Fixtures.ApiBuilder api = Fixtures.api("/q", this.kit.backend.url(""));
		SnapshotEntry.Subscription subscription = this.kit.subscribe(api, "Unlimited");
		String token = user("tom");
		assertThat(status(token, "/q/1.0.0/x")).isEqualTo(200);
		inForceWithinASecond(
				() -> this.kit.feed
					.put(api.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.APPLICATION)).build()),
				token, "/q/1.0.0/x", (status) -> status == 401);
		inForceWithinASecond(
				() -> this.kit.feed.put(api.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.ANY)).build()),
				token, "/q/1.0.0/x", (status) -> status == 200);
		inForceWithinASecond(() -> this.kit.feed.put(Fixtures.with(subscription, SubscriptionStatus.BLOCKED)), token,
				"/q/1.0.0/x", (status) -> status == 401);
		inForceWithinASecond(() -> this.kit.feed.put(subscription), token, "/q/1.0.0/x", (status) -> status == 200);
		inForceWithinASecond(() -> this.kit.feed.remove(subscription.key()), token, "/q/1.0.0/x",
				(status) -> status == 403);
		inForceWithinASecond(() -> this.kit.feed.put(subscription), token, "/q/1.0.0/x", (status) -> status == 200);
		inForceWithinASecond(() -> this.kit.feed.put(TestTokens.revocation(token)), token, "/q/1.0.0/x",
				(status) -> status == 401);
		assertThat(status(user("tom"), "/q/1.0.0/x")).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void aRevokedTokenStaysSoHoweverItIsWritten(KeyAlgorithm algorithm) {
		this.kit.subscribe(Fixtures.api("/q", this.kit.backend.url("")), "Unlimited");
		JWK key = algorithm.newKey("key-2");
		this.kit.deploy(new SnapshotEntry.SigningKey("key-2", key.toPublicJWK().toJSONObject()));
		String token = TestTokens.jwt(KeyAlgorithm.signer(key),
				new JWSHeader.Builder(algorithm.jws()).type(new JOSEObjectType("at+jwt")).keyID("key-2").build(),
				GatewayKit.CONSUMER_KEY, (_) -> {
				});
		assertThat(status(token, "/q/1.0.0/x")).isEqualTo(200);
		this.kit.deploy(TestTokens.revocation(token));
		int last = token.lastIndexOf('.') + 1;
		String start = token.substring(0, last);
		Base64URL signature = new Base64URL(token.substring(last));
		char end = token.charAt(token.length() - 1);
		for (String other : List.of(token, token + "=", token + "==", token + "!", token + "%20",
				start + "-!" + signature, start + "=" + signature, start + Base64.encode(signature.decode()),
				token.substring(0, token.length() - 1) + (char) (end + 1), start + otherOf(signature.decode()))) {
			assertThat(status(other, "/q/1.0.0/x")).as(other.substring(last)).isEqualTo(401);
		}
	}

	/** The other signature that ECDSA has of the same thing. */
	private static Base64URL otherOf(byte[] signature) {
		if (signature.length != 64) {
			return Base64URL.encode(signature);
		}
		BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
		byte[] s = order.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)).mod(order)).toByteArray();
		byte[] both = Arrays.copyOf(Arrays.copyOf(signature, 32), 64);
		int from = Math.max(0, s.length - 32);
		System.arraycopy(s, from, both, 64 - (s.length - from), s.length - from);
		return Base64URL.encode(both);
	}

	@Test
	void aBadChangeIsRefusedAloneAndReported() throws InterruptedException {
		Fixtures.ApiBuilder api = Fixtures.api("/q", this.kit.backend.url(""));
		this.kit.subscribe(api, "Unlimited");
		String token = user("tom");
		SnapshotEntry.DeployedApi bad = api
			.operations(new SnapshotEntry.Operation(HttpVerb.GET, new org.gatehouse.common.api.UrlPattern("/*"),
					AuthType.NONE, java.util.Set.of(), "Platinum", java.util.List.of(),
					org.gatehouse.common.runtime.OperationRuntime.DEFAULT))
			.build();
		this.kit.deploy(bad);
		this.kit.deploy(TestTokens.revocation(user("john")));
		assertThat(status(token, "/q/1.0.0/x")).isEqualTo(200);
		assertThat(this.kit.get("/q/1.0.0/x").statusCode()).isEqualTo(401);
		GatewayReport report = this.kit.reports.poll(5, TimeUnit.SECONDS);
		while (report != null && report.revision() < this.kit.feed.revision()) {
			report = this.kit.reports.poll(5, TimeUnit.SECONDS);
		}
		assertThat(report).isNotNull();
		assertThat(report.problem()).contains("api:" + bad.id(), "tier: 'Platinum'");
		assertThat(report.nodeId()).isEqualTo("node-1");
		this.kit.deploy(Fixtures.tier(TierLevel.RESOURCE, "Platinum", 100));
		assertThat(this.kit.get("/q/1.0.0/x").statusCode()).isEqualTo(200);
	}

	@Test
	void aRestartWithoutTheControlPlaneUsesWhatIsOnDisk(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("state/snapshot.json");
		this.kit.close();
		this.kit = new GatewayKit((configuration) -> configuration.withSnapshotFile(file));
		Fixtures.ApiBuilder api = Fixtures.api("/q", this.kit.backend.url(""));
		this.kit.subscribe(api, "Unlimited");
		String revoked = user("tom");
		this.kit.deploy(TestTokens.revocation(revoked));
		this.kit.gateway().close();
		assertThat(file).exists();
		this.kit.feed.away(true);
		GatewayConfiguration configuration = GatewayConfiguration
			.of(new GatewayConfiguration.Node("node-1", "Default", "localhost"),
					new GatewayConfiguration.Listeners(new java.net.InetSocketAddress("127.0.0.1", 0), null, null),
					TestTokens.ISSUER, this.kit.backend.url(""))
			.withSnapshotFile(file);
		try (Gateway again = Gateway.start(configuration, this.kit.feed,
				(_) -> java.util.concurrent.CompletableFuture.completedFuture(java.util.Optional.empty()),
				(_) -> java.util.concurrent.CompletableFuture.completedFuture(java.util.Optional.empty()), (_) -> {
				}, java.time.Clock.systemUTC())) {
			assertThat(again.isReady()).isTrue();
			var request = java.net.http.HttpRequest
				.newBuilder(java.net.URI.create("http://127.0.0.1:" + again.httpPort() + "/q/1.0.0/x"))
				.timeout(Duration.ofSeconds(10))
				.header("Authorization", "Bearer " + user("tom"))
				.build();
			assertThat(this.kit.send(request).statusCode()).isEqualTo(200);
			assertThat(this.kit
				.send(java.net.http.HttpRequest.newBuilder(request.uri())
					.header("Authorization", "Bearer " + revoked)
					.build())
				.statusCode()).isEqualTo(401);
		}
	}

}
