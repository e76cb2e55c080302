package org.gatehouse.gatewaycore;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.ApiLimits;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Condition;
import org.gatehouse.common.tier.ConditionGroup;
import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.common.tier.Denied;
import org.gatehouse.common.tier.IpRange;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of limit, seen from outside: exact with 64 callers at once, with its own
 * code.
 */
class ThrottlingIT {

	private static final Duration HOUR = Duration.ofHours(1);

	private final GatewayKit kit = new GatewayKit(
			(configuration) -> configuration.withTrustedProxies(Set.of("127.0.0.0/8")));

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private static Quota perHour(long count) {
		return new Quota.Requests(count, HOUR);
	}

	private static SnapshotEntry.Tier policy(String name, CountedBy who, Quota quota, ConditionGroup... groups) {
		return new SnapshotEntry.Tier(Fixtures.TENANT_DOMAIN, TierLevel.RESOURCE, name, quota, true, who,
				List.of(groups));
	}

	private static SnapshotEntry.Tier subscription(String name, Quota quota, Quota.Requests burst) {
		return new SnapshotEntry.Tier(Fixtures.TENANT_DOMAIN, TierLevel.SUBSCRIPTION, name, quota, true, burst,
				CountedBy.ALL, List.of());
	}

	private static SnapshotEntry.Operation operation(HttpVerb verb, String pattern, AuthType authType, String tier) {
		return new SnapshotEntry.Operation(verb, new UrlPattern(pattern), authType, Set.of(), tier,
				List.of("application/json"), OperationRuntime.DEFAULT);
	}

	private Fixtures.ApiBuilder api() {
		return Fixtures.api("/q", this.kit.backend.url(""));
	}

	private Fixtures.ApiBuilder api(ApiLimits limits) {
		return api().runtime(ApiRuntime.DEFAULT.withLimits(limits));
	}

	private static String token(String user) {
		return TestTokens.user(GatewayKit.CONSUMER_KEY, user);
	}

	private HttpResponse<String> call(String... headers) {
		return this.kit.get("/q/1.0.0/x", headers);
	}

	private HttpResponse<String> callOf(String user) {
		return this.kit.getWith(token(user), "/q/1.0.0/x");
	}

	/** Sends as many calls as there are headers, by 64 callers, and counts the 200s. */
	private int passing(int calls, IntFunction<String[]> headers) throws InterruptedException {
		AtomicInteger next = new AtomicInteger();
		AtomicInteger passed = new AtomicInteger();
		CountDownLatch ready = new CountDownLatch(64);
		Thread[] threads = new Thread[64];
		for (int t = 0; t < threads.length; t++) {
			threads[t] = Thread.ofVirtual().start(() -> {
				ready.countDown();
				for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
					passed.addAndGet((call(headers.apply(i)).statusCode() == 200) ? 1 : 0);
				}
			});
		}
		for (Thread thread : threads) {
			thread.join();
		}
		return passed.get();
	}

	private int passing(int calls) throws InterruptedException {
		String[] tokens = { token("tom"), token("john") };
		return passing(calls, (i) -> new String[] { "Authorization", "Bearer " + tokens[i % 2] });
	}

	private void assertRefused(HttpResponse<String> answer, int status, String code) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
	}

	@Test
	void exactlyTheBurstPassesAndSaysSo() throws InterruptedException {
		this.kit.deploy(subscription("Burst", perHour(1000), new Quota.Requests(7, HOUR)));
		this.kit.subscribe(api(), "Burst");
		assertThat(passing(200)).isEqualTo(7);
		HttpResponse<String> refused = callOf("tom");
		assertRefused(refused, 429, "900807");
		assertThat(refused.headers().firstValue("ratelimit").orElse("")).startsWith("\"burst-burst\";r=0;t=");
	}

	@Test
	void exactlyTheSubscriptionsQuotaPasses() throws InterruptedException {
		this.kit.deploy(subscription("Ten", perHour(10), new Quota.Requests(500, HOUR)));
		this.kit.subscribe(api(), "Ten");
		assertThat(passing(200)).isEqualTo(10);
		assertRefused(callOf("tom"), 429, "900804");
	}

	@Test
	void theApplicationsQuotaIsSharedByItsUsersUnlessItIsEachUsers() throws InterruptedException {
		ApplicationId application = this.kit.application;
		this.kit.subscribe(api(), "Unlimited");
		this.kit.deploy(Fixtures.tier(TierLevel.APPLICATION, "Twenty", 20),
				Fixtures.application(application, "Twenty"));
		assertThat(passing(100)).isEqualTo(20);
		assertRefused(callOf("tom"), 429, "900803");
		this.kit.deploy(new SnapshotEntry.Tier(Fixtures.TENANT_DOMAIN, TierLevel.APPLICATION, "Each", perHour(10), true,
				CountedBy.USER, List.of()), Fixtures.application(application, "Each"));
		assertThat(passing(100)).isEqualTo(20);
		assertRefused(callOf("tom"), 429, "900803");
		assertThat(callOf("mary").statusCode()).isEqualTo(200);
	}

	@Test
	void exactlyTheOperationsPolicyPassesAndOthersAreNotTouched() throws InterruptedException {
		this.kit.deploy(policy("Nine", CountedBy.ALL, perHour(9)));
		this.kit.subscribe(api().operations(operation(HttpVerb.GET, "/x", AuthType.ANY, "Nine"),
				operation(HttpVerb.GET, "/y", AuthType.ANY, "Nine")), "Unlimited");
		assertThat(passing(100)).isEqualTo(9);
		assertRefused(callOf("tom"), 429, "900802");
		assertThat(this.kit.getWith(token("tom"), "/q/1.0.0/y").statusCode()).isEqualTo(200);
	}

	@Test
	void anApisPolicyReplacesThoseOfItsOperations() throws InterruptedException {
		this.kit.deploy(policy("Twelve", CountedBy.ALL, perHour(12)), policy("One", CountedBy.ALL, perHour(1)));
		this.kit.subscribe(
				api(new ApiLimits("Twelve", null, null)).operations(operation(HttpVerb.GET, "/x", AuthType.ANY, "One"),
						operation(HttpVerb.GET, "/y", AuthType.ANY, "One")),
				"Unlimited");
		assertThat(passing(100)).isEqualTo(12);
		assertRefused(callOf("tom"), 429, "900800");
		assertRefused(this.kit.getWith(token("tom"), "/q/1.0.0/y"), 429, "900800");
	}

	@Test
	void anEndpointIsProtected() throws InterruptedException {
		this.kit.subscribe(api(new ApiLimits(null, 3L, null)), "Unlimited");
		long begin = System.nanoTime();
		int passed = passing(300);
		long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
		assertThat(passed).isBetween(3, (int) (3 * (seconds + 2)));
		HttpResponse<String> refused = callOf("tom");
		while (refused.statusCode() == 200) {
			assertThat(refused.headers().firstValue("ratelimit")).isEmpty();
			refused = callOf("tom");
		}
		assertRefused(refused, 503, "900801");
		assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
		assertThat(refused.headers().firstValue("ratelimit")).hasValue("\"endpoint\";r=0;t=1");
	}

	@Test
	void eachAddressHasACountOfItsOwnAndOneAnother() throws InterruptedException {
		this.kit.deploy(policy("Addresses", CountedBy.ADDRESS, perHour(2),
				new ConditionGroup("", List.of(new Condition.Address(IpRange.of("10.1.1.1"), false)), perHour(1))));
		this.kit.subscribe(api().operations(operation(HttpVerb.GET, "/x", AuthType.NONE, "Addresses")), "Unlimited");
		assertThat(passing(60, (_) -> new String[] { "X-Forwarded-For", "10.9.9.9, 10.1.1.1, 127.0.0.7" }))
			.isEqualTo(1);
		assertThat(passing(60, (_) -> new String[] { "X-Forwarded-For", "10.1.1.2" })).isEqualTo(2);
		assertThat(passing(60, (i) -> new String[] { "X-Forwarded-For", "2001:db8::" + (i % 3 + 1) })).isEqualTo(6);
		assertThat(passing(60,
				(i) -> new String[] { "X-Forwarded-For",
						new String[] { "2001:db8::9", "[2001:DB8:0::9]:443", "2001:db8:0:0:0:0:0:9" }[i % 3] }))
			.isEqualTo(2);
		assertRefused(call("X-Forwarded-For", "10.1.1.1"), 429, "900802");
	}

	@Test
	void conditionsOfHeaderQueryAndClaimChooseTheQuota() {
		this.kit.deploy(policy("Conditions", CountedBy.ALL, perHour(100),
				new ConditionGroup("", List.of(new Condition.Header("X-Plan", "^free$", false)), perHour(1)),
				new ConditionGroup("", List.of(new Condition.Query("deep link", "^a b&c$", false)), perHour(1)),
				new ConditionGroup("", List.of(new Condition.Claim("roles", "^temp$", false)), perHour(1))));
		this.kit.subscribe(api().operations(operation(HttpVerb.GET, "/x", AuthType.ANY, "Conditions")), "Unlimited");
		String tom = token("tom");
		for (int status : new int[] { 200, 429 }) {
			assertThat(call("Authorization", "Bearer " + tom, "x-plan", "free").statusCode()).isEqualTo(status);
			assertThat(this.kit.getWith(tom, "/q/1.0.0/x?z&deep+link=a%20b%26c").statusCode()).isEqualTo(status);
			String temp = TestTokens.jwt(GatewayKit.CONSUMER_KEY,
					(claims) -> claims.claim("roles", List.of("staff", "temp")));
			assertThat(this.kit.getWith(temp, "/q/1.0.0/x").statusCode()).isEqualTo(status);
			assertThat(callOf("tom").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void bytesOfRequestsAndAnswersAreCounted() {
		this.kit.deploy(subscription("Bytes", new Quota.Bandwidth(3000, HOUR), new Quota.Requests(100, HOUR)));
		this.kit.subscribe(api(), "Bytes");
		this.kit.backend.onCall((exchange) -> TestBackend.answer(exchange, 200, "y".repeat(1000)));
		HttpRequest upload = this.kit.request("/q/1.0.0/x")
			.header("Authorization", "Bearer " + token("tom"))
			.POST(HttpRequest.BodyPublishers.ofString("x".repeat(1500)))
			.build();
		assertThat(this.kit.send(upload).headers().firstValue("ratelimit-policy"))
			.hasValue("\"bytes\";q=3000;qu=\"content-bytes\";w=3600, \"bytes-burst\";q=100;w=3600");
		HttpResponse<String> last = callOf("tom");
		assertThat(last.statusCode()).isEqualTo(200);
		assertThat(last.headers().firstValue("ratelimit").orElse("")).startsWith("\"bytes\";r=500;t=");
		assertRefused(callOf("tom"), 429, "900804");
		assertRefused(this.kit.send(upload), 429, "900804");
	}

	@Test
	void callsWithoutATokenHaveTheTierUnauthenticatedByTheirAddress() throws InterruptedException {
		Fixtures.ApiBuilder api = api().operations(operation(HttpVerb.GET, "/*", AuthType.NONE, "Unlimited"));
		this.kit.deploy(api.build());
		assertThat(passing(20, (_) -> new String[] { "X-Forwarded-For", "10.1.1.1" })).isEqualTo(20);
		this.kit.deploy(Fixtures.tier(TierLevel.SUBSCRIPTION, "Unauthenticated", 4));
		assertThat(passing(80, (i) -> new String[] { "X-Forwarded-For", "10.1.1." + i % 2 })).isEqualTo(8);
		assertRefused(call("X-Forwarded-For", "10.1.1.1"), 429, "900804");
		this.kit.remove("tier:" + Fixtures.TENANT_DOMAIN + "/SUBSCRIPTION/Unauthenticated");
		assertThat(call("X-Forwarded-For", "10.1.1.1").statusCode()).isEqualTo(200);
	}

	@Test
	void aRefusedCallCountsAtNoLevel() {
		this.kit.deploy(policy("One", CountedBy.ALL, perHour(1)),
				subscription("Ten", perHour(10), new Quota.Requests(500, HOUR)));
		this.kit.subscribe(api().operations(operation(HttpVerb.GET, "/x", AuthType.ANY, "One"),
				operation(HttpVerb.GET, "/y", AuthType.ANY, "Unlimited")), "Ten");
		for (int i = 0; i < 20; i++) {
			callOf("tom");
		}
		assertThat(this.kit.getWith(token("tom"), "/q/1.0.0/y").headers().firstValue("ratelimit").orElse(""))
			.startsWith("\"ten\";r=8;t=");
	}

	@Test
	void denyRulesComeFirstAndAreInForceAtOnce() {
		this.kit.deploy(subscription("Ten", perHour(10), new Quota.Requests(500, HOUR)));
		this.kit.subscribe(api(), "Ten");
		String[] own = { "Authorization", "Bearer " + token("tom"), "X-Forwarded-For", "10.1.1.30" };
		List<Denied> matching = List.of(new Denied.Api("/q", "1.0.0"), new Denied.Application(this.kit.application),
				new Denied.User("tom"), new Denied.Address(IpRange.of("10.1.1.30"), false),
				new Denied.Address(IpRange.of("10.1.1.1/27"), false),
				new Denied.Address(IpRange.of("10.1.2.0/24"), true));
		for (Denied denied : matching) {
			SnapshotEntry.DenyRule rule = new SnapshotEntry.DenyRule(UUID.randomUUID(), denied, true);
			this.kit.deploy(rule);
			assertRefused(call(own), 403, "900805");
			this.kit.deploy(new SnapshotEntry.DenyRule(rule.id(), denied, false));
			assertThat(call("Authorization", own[1], "X-Forwarded-For", "10.1.2.1").statusCode()).isEqualTo(200);
			this.kit.deploy(rule);
			this.kit.remove(rule.key());
		}
		assertThat(call(own).headers().firstValue("ratelimit").orElse("")).startsWith("\"ten\";r=3;");
		for (Denied other : List.of(new Denied.Api("/q", "2.0.0"), new Denied.Application(ApplicationId.random()),
				new Denied.User("Tom"), new Denied.Address(IpRange.of("10.1.1.32 - 10.1.1.99"), false),
				new Denied.Address(IpRange.of("10.1.1.30"), true))) {
			this.kit.deploy(new SnapshotEntry.DenyRule(UUID.randomUUID(), other, true));
		}
		assertThat(call(own).statusCode()).isEqualTo(200);
	}

	@Test
	void aPolicyThatCannotBeCompiledIsRefusedAlone() throws InterruptedException {
		this.kit.deploy(policy("Nine", CountedBy.ALL, perHour(9)));
		this.kit.subscribe(api().operations(operation(HttpVerb.GET, "/x", AuthType.ANY, "Nine")), "Unlimited");
		this.kit.deploy(policy("Nine", CountedBy.ALL, perHour(50),
				new ConditionGroup("", List.of(new Condition.Header("h", "(", false)), perHour(1))));
		assertThat(passing(100)).isEqualTo(9);
	}

	@Test
	void aSandboxEndpointHasItsOwnProtection() {
		ApplicationId application = ApplicationId.random();
		Fixtures.ApiBuilder api = api(new ApiLimits(null, null, 1L)).sandbox(this.kit.backend.url(""));
		this.kit.subscribe(api, "Unlimited");
		this.kit.deploy(Fixtures.application(application, "Unlimited"),
				Fixtures.key("sandbox", application, KeyType.SANDBOX),
				Fixtures.subscription(application, api.id(), "Unlimited"));
		String token = TestTokens.user("sandbox", "tom");
		HttpResponse<String> answer = this.kit.getWith(token, "/q/1.0.0/x");
		while (answer.statusCode() == 200) {
			answer = this.kit.getWith(token, "/q/1.0.0/x");
		}
		assertRefused(answer, 503, "900801");
		assertThat(callOf("tom").statusCode()).isEqualTo(200);
	}

}
