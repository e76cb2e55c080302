package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointRules.Balance;
import org.gatehouse.common.runtime.EndpointRules.Settings;
import org.gatehouse.common.snapshot.EndpointHealth;
import org.gatehouse.common.snapshot.GatewayReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to calls whose endpoint fails.
 */
class EndpointFailureIT {

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private final TestClock clock = new TestClock();

	private final RawBackend bad = new RawBackend((_, socket) -> socket.close());

	private final RawBackend good = new RawBackend((request, socket) -> RawBackend.send(socket,
			"HTTP/1.1 200 OK\r\nContent-Length: " + (5 + request.body().length()) + "\r\n\r\ngood " + request.body()));

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false)
		.withListeners(new GatewayConfiguration.Listeners(ANY_PORT, null, null, ANY_PORT)), this.clock);

	private URI nobody = URI.create("http://127.0.0.1:1");

	@BeforeEach
	void findAPortOfNobody() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
		}
	}

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.bad.close();
		this.good.close();
	}

	private void deploy(URI first, EndpointRules rules) {
		this.kit.deploy(EndpointFixtures.api(first, rules).build());
	}

	private HttpResponse<String> get() {
		return this.kit.get("/api/1.0.0/x");
	}

	private HttpResponse<String> send(String method, String body) {
		return this.kit
			.send(this.kit.request("/api/1.0.0/x").method(method, HttpRequest.BodyPublishers.ofString(body)).build());
	}

	@Test
	void aSuspensionGrowsUntilACallSucceeds() {
		deploy(this.bad.url(""), EndpointFixtures.single(EndpointFixtures.suspended(1000, 2, 3000)));
		for (int millis : new int[] { 1000, 2000, 3000, 3000 }) {
			assertThat(get().body()).contains("101505");
			HttpResponse<String> refused = get();
			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(refused.body()).contains("303001");
			assertThat(refused.headers().firstValue("retry-after")).hasValue(Integer.toString(millis / 1000));
			this.clock.pass(Duration.ofMillis(millis - 1));
			assertThat(get().statusCode()).isEqualTo(503);
			this.clock.pass(Duration.ofMillis(1));
		}
		assertThat(this.bad.received()).hasSize(4);
		this.bad.onCall((_, socket) -> RawBackend.send(socket, RawBackend.OK));
		assertThat(get().statusCode()).isEqualTo(200);
		this.bad.onCall((_, socket) -> socket.close());
		assertThat(get().statusCode()).isEqualTo(502);
		this.clock.pass(Duration.ofMillis(1000));
		assertThat(get().statusCode()).isEqualTo(502);
	}

	@Test
	void onlyTheNamedErrorsSuspend() {
		deploy(this.bad.url(""), EndpointFixtures.single(EndpointFixtures.suspended(1000, 2, 3000, 101503, 101504)));
		for (int i = 0; i < 3; i++) {
			assertThat(get().body()).contains("101505");
		}
		assertThat(this.bad.received()).hasSize(3);
	}

	@Test
	void aSuspensionOutlivesADeploymentAndShowsInTheMetrics() {
		Fixtures.ApiBuilder api = EndpointFixtures.api(this.bad.url(""),
				EndpointFixtures.single(EndpointFixtures.suspended(1000, 1, 1000)));
		this.kit.deploy(api.build());
		assertThat(gauge()).endsWith(" 0");
		assertThat(get().statusCode()).isEqualTo(502);
		this.kit.deploy(api.transports("http").build());
		assertThat(get().statusCode()).isEqualTo(503);
		assertThat(gauge()).isEqualTo(
				"gatehouse_gateway_endpoint_suspended{api=\"api-api\",version=\"1.0.0\",key_type=\"PRODUCTION\",endpoint=\""
						+ this.bad.url("") + "\"} 1");
		this.kit.remove("api:" + api.id());
		assertThat(gauge()).isEmpty();
	}

	@Test
	void whatFailsIsReported() throws InterruptedException {
		Fixtures.ApiBuilder api = EndpointFixtures.api(this.bad.url(""),
				EndpointFixtures.single(EndpointFixtures.suspended(1000, 2, 5000)));
		this.kit.deploy(api.build());
		Instant since = this.clock.instant();
		assertThat(get().statusCode()).isEqualTo(502);
		this.clock.pass(Duration.ofMillis(1000));
		assertThat(get().statusCode()).isEqualTo(502);
		// News of a deployment are reported without waiting for the next seconds.
		this.kit.deploy(api.transports("http").build());
		assertThat(reported()).containsExactly(new EndpointHealth(api.id(), KeyType.PRODUCTION,
				this.bad.url("").toString(), since, since.plusMillis(3000), 2));
		this.bad.onCall((_, socket) -> RawBackend.send(socket, RawBackend.OK));
		this.clock.pass(Duration.ofMillis(2000));
		assertThat(get().statusCode()).isEqualTo(200);
		this.kit.deploy(api.transports("http", "https").build());
		assertThat(reported()).isEmpty();
	}

	/** What the gateway says that runs the latest revision. */
	private List<EndpointHealth> reported() throws InterruptedException {
		while (true) {
			GatewayReport report = this.kit.reports.poll(10, TimeUnit.SECONDS);
			assertThat(report).as("a report").isNotNull();
			if (report.revision() == this.kit.feed.revision()) {
				return report.failing();
			}
		}
	}

	private String gauge() {
		return this.kit
			.send(HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + this.kit.gateway().metricsPort() + "/metrics"))
				.build())
			.body()
			.lines()
			.filter((line) -> line.startsWith("gatehouse_gateway_endpoint_suspended"))
			.findFirst()
			.orElse("");
	}

	@Test
	void theFallbackIsUsedUntilThePrimaryIsBack() throws IOException {
		RawBackend primary = new RawBackend();
		try (primary) {
			deploy(primary.url(""),
					EndpointFixtures.failover(EndpointFixtures.suspended(1000, 2, 4000), this.good.url("")));
			assertThat(get().body()).isEqualTo("ok");
			primary.onCall((_, socket) -> socket.close());
			assertThat(get().body()).isEqualTo("good ");
			assertThat(get().body()).isEqualTo("good ");
			assertThat(primary.received()).as("one on a connection that may have been closed before").hasSize(3);
			this.clock.pass(Duration.ofSeconds(1));
			assertThat(get().body()).isEqualTo("good ");
			assertThat(primary.received()).hasSize(4);
			primary.onCall((_, socket) -> RawBackend.send(socket, RawBackend.OK));
			this.clock.pass(Duration.ofSeconds(2));
			assertThat(get().body()).isEqualTo("ok");
			assertThat(get().body()).isEqualTo("ok");
		}
	}

	@Test
	void aPutIsSentToTheNextWithItsBody() {
		deploy(this.bad.url(""), EndpointFixtures.failover(Settings.DEFAULT, this.good.url("/base")));
		HttpResponse<String> answer = send("PUT", "12345");
		assertThat(answer.body()).isEqualTo("good 12345");
		assertThat(this.bad.received()).hasSize(1);
		RawBackend.Received again = this.good.received().remove();
		assertThat(again.target()).isEqualTo("/base/x");
		assertThat(again.field("host")).isEqualTo("127.0.0.1:" + this.good.url("").getPort());
		assertThat(again.fields().stream().filter((field) -> field.startsWith("via:"))).hasSize(1);
		assertThat(again.field("x-forwarded-for")).isEqualTo("127.0.0.1");
	}

	@Test
	void aPutThatIsTooLargeToBeKeptIsNotSentAgain() {
		deploy(this.bad.url(""), EndpointFixtures.failover(Settings.DEFAULT, this.good.url("")));
		assertThat(send("PUT", "x".repeat(200_000)).body()).contains("101505");
		assertThat(this.good.received()).isEmpty();
	}

	@Test
	void aPostThatMayHaveBeenSeenIsNeverSentAgain() {
		Settings eager = EndpointFixtures.retried(5);
		deploy(this.bad.url(""), EndpointFixtures.failover(eager, this.good.url("")));
		for (int i = 0; i < 20; i++) {
			assertThat(send("POST", "once " + i).body()).contains("101505");
		}
		assertThat(this.good.received()).isEmpty();
		assertThat(this.bad.received().stream().map(RawBackend.Received::body).distinct()).hasSize(20);
		assertThat(this.bad.received()).hasSize(20);
	}

	@Test
	void aPostThatNobodyCanHaveSeenGoesToTheNext() {
		deploy(this.nobody, EndpointFixtures.failover(Settings.DEFAULT, this.good.url("")));
		assertThat(send("POST", "body").body()).isEqualTo("good body");
	}

	@Test
	void balancedCallsStayWhereFailOverIsOff() {
		deploy(this.nobody, EndpointFixtures.balanced(new Balance(false, false, 0, false),
				EndpointFixtures.suspended(0, 1, 0), EndpointFixtures.member(this.good.url(""), Settings.DEFAULT)));
		int failed = 0;
		for (int i = 0; i < 10; i++) {
			failed += (get().statusCode() == 502) ? 1 : 0;
		}
		assertThat(failed).isEqualTo(5);
	}

	@Test
	void aCallThatMayBeRepeatedIsRetriedAtTheSameEndpoint() {
		RawBackend flaky = new RawBackend();
		flaky.onCall((_, socket) -> {
			if (flaky.received().size() % 3 == 0) {
				RawBackend.send(socket, RawBackend.OK);
			}
			else {
				socket.close();
			}
		});
		deploy(flaky.url(""), EndpointFixtures.single(EndpointFixtures.retried(2, 101505)));
		assertThat(get().body()).isEqualTo("ok");
		assertThat(flaky.received()).hasSize(3);
		assertThat(send("PUT", "all of it").body()).isEqualTo("ok");
		assertThat(flaky.received().stream().map(RawBackend.Received::body).filter("all of it"::equals)).hasSize(3);
	}

	@Test
	void onlyTheNamedErrorsAreRetried() {
		deploy(this.bad.url(""), EndpointFixtures.single(EndpointFixtures.retried(2, 101503)));
		assertThat(get().body()).contains("101505");
		assertThat(this.bad.received()).hasSize(1);
	}

	@Test
	void aSilentEndpointsTimeIsItsOwn() {
		this.bad.onCall((_, _) -> {
		});
		deploy(this.bad.url(""), EndpointFixtures.single(EndpointFixtures.silence(200, false)));
		HttpResponse<String> late = get();
		assertThat(late.statusCode()).isEqualTo(504);
		assertThat(late.body()).contains("101504");
	}

	@Test
	void aCallCanBeDiscardedWhenItsTimeIsOver() throws IOException {
		this.bad.onCall((_, _) -> {
		});
		deploy(this.bad.url(""), EndpointFixtures.single(EndpointFixtures.silence(200, true)));
		try (Socket client = new Socket(InetAddress.getLoopbackAddress(), this.kit.gateway().httpPort())) {
			client.setSoTimeout(10_000);
			RawBackend.send(client, "GET /api/1.0.0/x HTTP/1.1\r\nHost: gateway\r\n\r\n");
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void aCallThatMayBeRepeatedDoesNotWaitForASilentEndpointOnly() {
		this.bad.onCall((_, _) -> {
		});
		deploy(this.bad.url(""), EndpointFixtures.failover(EndpointFixtures.silence(200, false), this.good.url("")));
		assertThat(get().body()).isEqualTo("good ");
		assertThat(send("POST", "once").body()).contains("101504");
		assertThat(this.good.received()).hasSize(1);
	}

	@Test
	void anAnswerThatHasBegunIsNeverMixedWithAnother() {
		this.bad.onCall((_, socket) -> {
			RawBackend.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf ");
			socket.close();
		});
		deploy(this.bad.url(""), EndpointFixtures.failover(Settings.DEFAULT, this.good.url("")));
		String answer = this.kit.raw("GET /api/1.0.0/x HTTP/1.1\r\nHost: gateway\r\n\r\n");
		assertThat(answer).endsWith("half <closed>");
		assertThat(this.good.received()).isEmpty();
	}

}
