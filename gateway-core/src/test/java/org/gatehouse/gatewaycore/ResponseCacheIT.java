package org.gatehouse.gatewaycore;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.Caching;
import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;
import org.gatehouse.common.snapshot.ClearedCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that are kept and given again.
 */
class ResponseCacheIT {

	private static final int TIMEOUT = 60;

	private final TestClock clock = new TestClock();

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration, this.clock);

	private final AtomicInteger made = new AtomicInteger();

	private final String tom = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");

	private final Fixtures.ApiBuilder api = Fixtures.api("/news", this.kit.backend.url(""))
		.operations(Fixtures.operation(HttpVerb.GET, "/*"), Fixtures.operation(HttpVerb.POST, "/*"),
				Fixtures.operation(HttpVerb.HEAD, "/*"), Fixtures.operation(HttpVerb.GET, "/open/*", AuthType.NONE))
		.runtime(ApiRuntime.DEFAULT.withCaching(new Caching(true, TIMEOUT)));

	ResponseCacheIT() {
		this.kit.subscribe(this.api, "Unlimited");
	}

	@AfterEach
	void stop() {
		this.kit.close();
	}

	/** Answers are numbered, so that it shows which one somebody got. */
	private void backend(String... fields) {
		this.kit.backend.onCall((exchange) -> answer(exchange, fields));
	}

	private void answer(HttpExchange exchange, String... fields) throws java.io.IOException {
		for (int i = 0; i < fields.length; i += 2) {
			exchange.getResponseHeaders().add(fields[i], fields[i + 1]);
		}
		TestBackend.answer(exchange, 200, "answer " + this.made.incrementAndGet());
	}

	private HttpResponse<String> get(String token, String... headers) {
		HttpRequest.Builder request = this.kit.request("/news/1.0.0/a?x=1").header("Authorization", "Bearer " + token);
		return this.kit.send(((headers.length > 0) ? request.headers(headers) : request).build());
	}

	private static String status(HttpResponse<String> answer) {
		return answer.headers().firstValue("cache-status").orElse("");
	}

	@Test
	void anAnswerIsGivenAgainWithItsAge() {
		backend("X-Own", "kept", "Content-Type", "text/plain");
		HttpResponse<String> first = get(this.tom);
		assertThat(status(first)).isEqualTo("gatehouse; fwd=uri-miss");
		this.clock.pass(Duration.ofSeconds(20));
		HttpResponse<String> second = get(this.tom);
		assertThat(second.body()).isEqualTo(first.body()).isEqualTo("answer 1");
		assertThat(second.headers().firstValue("age")).hasValue("20");
		assertThat(status(second)).isEqualTo("gatehouse; hit; ttl=40");
		assertThat(second.headers().firstValue("x-own")).hasValue("kept");
		assertThat(second.headers().firstValue("x-request-id")).isPresent()
			.isNotEqualTo(first.headers().firstValue("x-request-id"));
		this.clock.pass(Duration.ofSeconds(41));
		assertThat(get(this.tom).body()).isEqualTo("answer 2");
	}

	@Test
	void anAnswerIsNotSharedAcrossTokens() {
		backend("Cache-Control", "max-age=100");
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		assertThat(get(TestTokens.user(GatewayKit.CONSUMER_KEY, "john")).body()).isEqualTo("answer 2");
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "public, max-age=100", "s-maxage=100", "Public,Max-Age=\"100\"" })
	void whatTheBackendMarksAsPublicIsShared(String control) {
		backend("Cache-Control", control);
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		assertThat(get(TestTokens.user(GatewayKit.CONSUMER_KEY, "john")).body()).isEqualTo("answer 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no-store", "private", "private=\"x\", public", "max-age=0", "no-cache",
			"max-age=100, max-age=0", "max-age=nonsense" })
	void whatMayNotBeKeptIsNot(String control) {
		backend("Cache-Control", control);
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		assertThat(get(this.tom).body()).isEqualTo("answer 2");
	}

	@Test
	void whatSetsACookieOrDependsOnEverythingIsNotKept() {
		backend("Set-Cookie", "a=1");
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		assertThat(get(this.tom).body()).isEqualTo("answer 2");
		backend("Vary", "*");
		assertThat(get(this.tom).body()).isEqualTo("answer 3");
		assertThat(get(this.tom).body()).isEqualTo("answer 4");
	}

	@Test
	void anAnswerIsSelectedByTheFieldsThatItVariesBy() {
		backend("Vary", "Accept-Language");
		assertThat(get(this.tom, "Accept-Language", "de").body()).isEqualTo("answer 1");
		assertThat(get(this.tom, "Accept-Language", "en").body()).isEqualTo("answer 2");
		assertThat(get(this.tom, "Accept-Language", "de").body()).isEqualTo("answer 1");
		assertThat(get(this.tom).body()).isEqualTo("answer 3");
		assertThat(get(this.tom, "Accept-Language", "en").body()).isEqualTo("answer 2");
	}

	@Test
	void aStaleAnswerIsGivenAgainWhereTheBackendSaysThatItHolds() {
		this.kit.backend.onCall((exchange) -> {
			exchange.getResponseHeaders().add("ETag", "\"v1\"");
			exchange.getResponseHeaders().add("Cache-Control", "max-age=10");
			if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
				this.made.incrementAndGet();
				exchange.sendResponseHeaders(304, -1);
				exchange.close();
				return;
			}
			TestBackend.answer(exchange, 200, "answer " + this.made.incrementAndGet());
		});
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		this.clock.pass(Duration.ofSeconds(11));
		HttpResponse<String> again = get(this.tom);
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(again.body()).isEqualTo("answer 1");
		assertThat(status(again)).isEqualTo("gatehouse; fwd=stale; fwd-status=304");
		assertThat(this.made).hasValue(2);
		this.clock.pass(Duration.ofSeconds(5));
		assertThat(status(get(this.tom))).isEqualTo("gatehouse; hit; ttl=5");
		assertThat(this.made).hasValue(2);
	}

	@Test
	void aClientThatHasTheAnswerIsToldSo() {
		backend("ETag", "\"v1\"", "Last-Modified", "Mon, 01 Jun 2026 10:00:00 GMT");
		get(this.tom);
		HttpResponse<String> known = get(this.tom, "If-None-Match", "\"v0\", W/\"v1\"");
		assertThat(known.statusCode()).isEqualTo(304);
		assertThat(known.body()).isEmpty();
		assertThat(known.headers().firstValue("etag")).hasValue("\"v1\"");
		assertThat(known.headers().firstValue("content-length")).isEmpty();
		assertThat(get(this.tom, "If-None-Match", "\"v2\"").statusCode()).isEqualTo(200);
		assertThat(get(this.tom, "If-Modified-Since", "Tue, 02 Jun 2026 10:00:00 GMT").statusCode()).isEqualTo(304);
		assertThat(get(this.tom, "If-Modified-Since", "Sun, 31 May 2026 10:00:00 GMT").statusCode()).isEqualTo(200);
		assertThat(this.made).hasValue(1);
	}

	@Test
	void callsAtTheSameTimeAskTheBackendOnce() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		this.kit.backend.onCall((exchange) -> {
			try {
				go.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			answer(exchange);
		});
		List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			calls.add(this.kit.client.sendAsync(
					this.kit.request("/news/1.0.0/a").header("Authorization", "Bearer " + this.tom).build(),
					HttpResponse.BodyHandlers.ofString()));
		}
		assertThat(this.kit.backend.calls().poll(10, TimeUnit.SECONDS)).isNotNull();
		go.countDown();
		for (CompletableFuture<HttpResponse<String>> call : calls) {
			assertThat(call.get(20, TimeUnit.SECONDS).body()).isEqualTo("answer 1");
		}
		assertThat(this.made).hasValue(1);
	}

	@Test
	void whoWaitsAsksWhereNothingIsKept() throws Exception {
		backend("Cache-Control", "no-store");
		List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			calls.add(this.kit.client.sendAsync(
					this.kit.request("/news/1.0.0/a").header("Authorization", "Bearer " + this.tom).build(),
					HttpResponse.BodyHandlers.ofString()));
		}
		for (CompletableFuture<HttpResponse<String>> call : calls) {
			assertThat(call.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
		}
		assertThat(this.made).hasValue(20);
	}

	@Test
	void aChangeAtTheBackendEndsWhatIsKeptOfItsTarget() {
		backend("Cache-Control", "public, max-age=100");
		get(this.tom);
		this.clock.pass(Duration.ofMillis(5));
		this.kit.send(this.kit.request("/news/1.0.0/a?x=1")
			.header("Authorization", "Bearer " + TestTokens.user(GatewayKit.CONSUMER_KEY, "john"))
			.POST(HttpRequest.BodyPublishers.ofString("new"))
			.build());
		this.clock.pass(Duration.ofMillis(5));
		assertThat(get(this.tom).body()).isEqualTo("answer 3");
	}

	@Test
	void aDeploymentAndAHandEndWhatIsKept() {
		backend();
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		this.kit.deploy(new ClearedCache(this.api.id(), Instant.now()));
		assertThat(get(this.tom).body()).isEqualTo("answer 2");
		this.kit.deploy(new ClearedCache(this.api.id(), Instant.now().plusSeconds(1)));
		assertThat(get(this.tom).body()).isEqualTo("answer 3");
		assertThat(get(this.tom).body()).isEqualTo("answer 3");
		this.kit.deploy(this.api.revision(2).build());
		assertThat(get(this.tom).body()).isEqualTo("answer 4");
	}

	@Test
	void aRequestSaysWhatItTakes() {
		backend("ETag", "\"v1\"");
		assertThat(get(this.tom, "Cache-Control", "only-if-cached").statusCode()).isEqualTo(504);
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		this.clock.pass(Duration.ofSeconds(30));
		assertThat(get(this.tom, "Cache-Control", "only-if-cached").body()).isEqualTo("answer 1");
		assertThat(get(this.tom, "Cache-Control", "no-store").body()).isEqualTo("answer 2");
		assertThat(get(this.tom, "Cache-Control", "max-age=40").body()).isEqualTo("answer 1");
		assertThat(get(this.tom, "Cache-Control", "max-age=20").body()).isEqualTo("answer 3");
		this.clock.pass(Duration.ofSeconds(50));
		assertThat(get(this.tom, "Cache-Control", "min-fresh=20").body()).isEqualTo("answer 4");
		assertThat(get(this.tom, "Cache-Control", "no-cache").body()).isEqualTo("answer 5");
		assertThat(get(this.tom, "Range", "bytes=0-1").body()).isEqualTo("answer 6");
		assertThat(get(this.tom, "Cookie", "a=1").body()).isEqualTo("answer 7");
		this.clock.pass(Duration.ofSeconds(70));
		assertThat(get(this.tom, "Cache-Control", "max-stale=30").body()).isEqualTo("answer 5");
	}

	@Test
	void headIsAnsweredByWhatIsKeptOfGet() {
		backend();
		get(this.tom);
		HttpResponse<String> head = this.kit.send(this.kit.request("/news/1.0.0/a?x=1")
			.header("Authorization", "Bearer " + this.tom)
			.method("HEAD", HttpRequest.BodyPublishers.noBody())
			.build());
		assertThat(head.headers().firstValue("content-length")).hasValue("8");
		assertThat(status(head)).startsWith("gatehouse; hit");
		assertThat(this.made).hasValue(1);
	}

	@Test
	void whatIsLargeIsNotKept() {
		String large = "x".repeat(1024 * 1024 + 1);
		this.kit.backend.onCall((exchange) -> {
			this.made.incrementAndGet();
			TestBackend.answer(exchange, 200, large);
		});
		assertThat(get(this.tom).body()).isEqualTo(large);
		assertThat(get(this.tom).body()).isEqualTo(large);
		assertThat(this.made).hasValue(2);
	}

	@Test
	void aCallWithoutATokenSharesItsAnswers() {
		backend();
		assertThat(this.kit.get("/news/1.0.0/open/x").body()).isEqualTo("answer 1");
		assertThat(this.kit.get("/news/1.0.0/open/x").body()).isEqualTo("answer 1");
	}

	private void mediate(Mediation mediation) {
		this.kit.deploy(
				this.api.runtime(ApiRuntime.DEFAULT.withCaching(new Caching(true, TIMEOUT)).withMediation(mediation))
					.revision(2)
					.build());
	}

	private static PolicyUse use(String policy, @Nullable String condition, String... parameters) {
		Map<String, String> given = new HashMap<>();
		for (int i = 0; i < parameters.length; i += 2) {
			given.put(parameters[i], parameters[i + 1]);
		}
		return new PolicyUse(policy, "v1", given, condition);
	}

	@Test
	void whatIsKeptOpensNoWayAroundTheGatesOfPolicies() {
		backend("Cache-Control", "public, max-age=100");
		mediate(new Mediation(
				List.of(use("regularExpressionProtector", null, "regex", "<script", "checkHeaders", "true"),
						use("mockResponse", "'x-mock' in request.headers", "body", "mocked")),
				List.of(), List.of()));
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		assertThat(get(this.tom, "X-Note", "<script").statusCode()).isEqualTo(400);
		assertThat(get(this.tom, "X-Mock", "1").body()).isEqualTo("mocked");
		assertThat(status(get(this.tom))).startsWith("gatehouse; hit");
		assertThat(this.made).hasValue(1);
	}

	@Test
	void whatPoliciesMakeOfACallIsWhatIsLookedFor() {
		backend("Cache-Control", "public, max-age=100", "Vary", "X-Plan");
		mediate(new Mediation(
				List.of(use("rewriteResourcePath", "'x-region' in request.headers", "newResourcePath",
						"/${request.headers['x-region']}"),
						use("setHeader", null, "headerName", "X-Plan", "headerValue", "${claims.sub}"),
						use("setHeader", null, "headerName", "Authorization", "headerValue", "Basic YTpi"),
						use("rewriteHTTPMethod", "'x-post' in request.headers", "updatedMethod", "POST")),
				List.of(), List.of()));
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		assertThat(get(this.tom, "X-Region", "eu").body()).isEqualTo("answer 2");
		assertThat(get(this.tom, "X-Region", "us").body()).isEqualTo("answer 3");
		assertThat(get(this.tom, "X-Region", "eu").body()).isEqualTo("answer 2");
		assertThat(get(TestTokens.user(GatewayKit.CONSUMER_KEY, "john")).body()).isEqualTo("answer 4");
		assertThat(status(get(this.tom, "X-Post", "1"))).isEqualTo("gatehouse; fwd=bypass");
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		this.clock.pass(Duration.ofMillis(5));
		this.kit.send(this.kit.request("/news/1.0.0/a?x=1")
			.header("Authorization", "Bearer " + this.tom)
			.POST(HttpRequest.BodyPublishers.ofString("new"))
			.build());
		this.clock.pass(Duration.ofMillis(5));
		assertThat(get(this.tom, "X-Region", "eu").body()).isEqualTo("answer 7");
	}

	@Test
	void whatPoliciesMakeOfAnAnswerForACallerIsNotShared() {
		backend("Cache-Control", "public, max-age=100");
		mediate(new Mediation(List.of(),
				List.of(use("setBody", "!has(claims.sub) || claims.sub != 'tom'", "body", "less")), List.of()));
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		assertThat(get(TestTokens.user(GatewayKit.CONSUMER_KEY, "john")).body()).isEqualTo("less");
		assertThat(get(this.tom).body()).isEqualTo("answer 1");
		assertThat(status(this.kit.get("/news/1.0.0/open/x"))).isEqualTo("gatehouse; fwd=bypass");
	}

	@Test
	void aQuotaCountsCallsThatTheCacheAnswers() {
		Fixtures.ApiBuilder other = Fixtures.api("/few", this.kit.backend.url(""))
			.runtime(ApiRuntime.DEFAULT.withCaching(new Caching(true, TIMEOUT)));
		this.kit.subscribe(other, "Bronze");
		assertThat(this.kit.getWith(this.tom, "/few/1.0.0/a").statusCode()).isEqualTo(200);
		assertThat(this.kit.getWith(this.tom, "/few/1.0.0/a").statusCode()).isEqualTo(429);
	}

}
