package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.ApiLimits;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.counters.CounterSettings;
import org.gatehouse.gatewaycore.snapshot.SnapshotJson;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three gateways in three processes, called on 64 connections at once: together they let
 * pass what one of them would.
 */
class GatewaysTogetherIT {

	private static final int GATEWAYS = 3;

	private static final int CALLS = 240;

	private static final int AMOUNT = 100;

	private static final Duration HOUR = Duration.ofHours(1);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<SnapshotEntry> entries = new ArrayList<>(Fixtures.tiers());

	private final Map<String, String> tokens = new ConcurrentHashMap<>();

	private final TestBackend backend = new TestBackend();

	@TempDir
	private Path folder;

	private static Quota perHour(long count) {
		return new Quota.Requests(count, HOUR);
	}

	/** Adds an application with a subscription of its own and an API. */
	private void add(String context, String subscriptionTier, String applicationTier, ApiLimits limits,
			String operationTier, AuthType authType) {
		SnapshotEntry.DeployedApi api = Fixtures.api(context, this.backend.url(""))
			.runtime(ApiRuntime.DEFAULT.withLimits(limits))
			.operations(new SnapshotEntry.Operation(HttpVerb.GET, new UrlPattern("/x"), authType, Set.of(),
					operationTier, List.of("application/json"), OperationRuntime.DEFAULT))
			.build();
		ApplicationId application = ApplicationId.random();
		String key = "consumer" + context.replace('/', '-');
		this.entries.add(api);
		this.entries.add(Fixtures.application(application, applicationTier));
		this.entries.add(Fixtures.key(key, application, KeyType.PRODUCTION));
		this.entries.add(Fixtures.subscription(application, api.id(), subscriptionTier));
		for (String user : List.of("tom", "john")) {
			this.tokens.put(context + user, TestTokens.user(key, user));
		}
	}

	private Path state() throws IOException {
		this.entries.add(TestTokens.signingKey(TestTokens.KEY));
		this.entries.add(new SnapshotEntry.Tier(Fixtures.TENANT_DOMAIN, TierLevel.SUBSCRIPTION, "Hundred",
				perHour(AMOUNT), true));
		this.entries.add(new SnapshotEntry.Tier(Fixtures.TENANT_DOMAIN, TierLevel.SUBSCRIPTION, "Burst", perHour(300),
				true, new Quota.Requests(AMOUNT, HOUR), CountedBy.ALL, List.of()));
		this.entries.add(new SnapshotEntry.Tier(Fixtures.TENANT_DOMAIN, TierLevel.APPLICATION, "Hundred",
				perHour(AMOUNT), true));
		for (CountedBy who : CountedBy.values()) {
			this.entries.add(new SnapshotEntry.Tier(Fixtures.TENANT_DOMAIN, TierLevel.RESOURCE, "By" + who,
					perHour(AMOUNT), true, who, List.of()));
		}
		add("/subscription", "Hundred", "Unlimited", ApiLimits.DEFAULT, "Unlimited", AuthType.ANY);
		add("/burst", "Burst", "Unlimited", ApiLimits.DEFAULT, "Unlimited", AuthType.ANY);
		add("/application", "Unlimited", "Hundred", ApiLimits.DEFAULT, "Unlimited", AuthType.ANY);
		add("/api", "Unlimited", "Unlimited", new ApiLimits("ByALL", null, null), "Unlimited", AuthType.ANY);
		add("/operation", "Unlimited", "Unlimited", ApiLimits.DEFAULT, "ByALL", AuthType.ANY);
		add("/user", "Unlimited", "Unlimited", ApiLimits.DEFAULT, "ByUSER", AuthType.ANY);
		add("/address", "Unlimited", "Unlimited", ApiLimits.DEFAULT, "ByADDRESS", AuthType.NONE);
		add("/endpoint", "Unlimited", "Unlimited", new ApiLimits(null, 20L, null), "Unlimited", AuthType.ANY);
		List<Change> changes = IntStream.range(0, this.entries.size())
			.mapToObj((i) -> new Change(i + 1, MemoryFeed.TENANT, this.entries.get(i).key(), this.entries.get(i)))
			.toList();
		return Files.write(this.folder.resolve("state.json"), SnapshotJson.MAPPER
			.writeValueAsBytes(new ChangeBatch(SnapshotEntry.SCHEMA_VERSION, 0, this.entries.size(), changes)));
	}

	/** How many of the calls pass, and what is said of the others. */
	private int passing(List<GatewayProcess> gateways, String context, String code) throws InterruptedException {
		IntFunction<String[]> headers = context.equals("/address")
				? (i) -> new String[] { "X-Forwarded-For", "10.1.1." + i % 2 } : (i) -> new String[] { "Authorization",
						"Bearer " + this.tokens.get(context + ((i % 2 == 0) ? "tom" : "john")) };
		AtomicInteger next = new AtomicInteger();
		AtomicInteger passed = new AtomicInteger();
		Map<String, Integer> others = new ConcurrentHashMap<>();
		Thread[] callers = new Thread[64];
		for (int t = 0; t < callers.length; t++) {
			URI uri = URI.create("http://127.0.0.1:" + gateways.get(t % GATEWAYS).port() + context + "/1.0.0/x");
			callers[t] = Thread.ofVirtual().start(() -> {
				for (int i = next.getAndIncrement(); i < CALLS; i = next.getAndIncrement()) {
					HttpResponse<String> answer = send(uri, headers.apply(i));
					boolean refused = answer.statusCode() != 200;
					if (refused && !answer.body().contains("\"code\":\"" + code + "\"")) {
						others.merge(answer.statusCode() + " " + answer.body(), 1, Integer::sum);
					}
					passed.addAndGet(refused ? 0 : 1);
				}
			});
		}
		for (Thread caller : callers) {
			caller.join();
		}
		assertThat(others).as(context).isEmpty();
		return passed.get();
	}

	private HttpResponse<String> send(URI uri, String[] headers) {
		try {
			return this.client.send(
					HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).headers(headers).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void togetherTheyLetPassWhatTheLimitsSay(CounterSettings.Mode mode) throws Exception {
		Path state = state();
		List<GatewayProcess> gateways = new ArrayList<>();
		try (RedisServer redis = new RedisServer()) {
			IntStream.range(0, GATEWAYS).forEach((_) -> gateways.add(new GatewayProcess(state, redis.url(), mode)));
			Map<String, Integer> passed = new LinkedHashMap<>();
			Map<String, String> codes = new LinkedHashMap<>(
					Map.of("/subscription", "900804", "/burst", "900807", "/application", "900803", "/api", "900800",
							"/operation", "900802", "/user", "900802", "/address", "900802"));
			for (Map.Entry<String, String> level : codes.entrySet()) {
				passed.put(level.getKey(), passing(gateways, level.getKey(), level.getValue()));
			}
			assertThat(passed).allSatisfy((level, count) -> {
				int counters = (level.equals("/user") || level.equals("/address")) ? 2 : 1;
				// What the two others may have counted in advance and not used.
				int unused = (mode == CounterSettings.Mode.FAST) ? (GATEWAYS - 1) * AMOUNT / 10 : 0;
				assertThat(count).as(level).isBetween(counters * (AMOUNT - unused), counters * AMOUNT);
			});
			long begin = System.nanoTime();
			int sent = passing(gateways, "/endpoint", "900801");
			long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
			assertThat(sent).isBetween(1, (int) (20 * (seconds + 2)));
		}
		finally {
			gateways.forEach(GatewayProcess::close);
			this.backend.close();
			this.client.shutdownNow();
		}
	}

}
