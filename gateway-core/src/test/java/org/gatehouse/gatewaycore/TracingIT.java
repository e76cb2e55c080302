package org.gatehouse.gatewaycore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.snapshot.TracedApi;
import org.gatehouse.gatewaycore.trace.TraceSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where calls stand in traces, and which traces are kept.
 */
class TracingIT {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String SENT = "00-" + TRACE + "-b7ad6b7169203331-01";

	private final BlockingQueue<String> batches = new LinkedBlockingQueue<>();

	private final HttpServer collector = collector();

	@AfterEach
	void stop() {
		this.collector.stop(0);
	}

	/**
	 * Takes what an exporter sends; a byte becomes a character, so that text is found.
	 */
	private HttpServer collector() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/v1/traces", (exchange) -> {
				ByteArrayOutputStream body = new ByteArrayOutputStream();
				exchange.getRequestBody().transferTo(body);
				this.batches.add(exchange.getRequestHeaders().getFirst("x-collector-key") + " "
						+ body.toString(StandardCharsets.ISO_8859_1));
				exchange.sendResponseHeaders(200, -1);
				exchange.close();
			});
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private GatewayKit kit(double ratio, String... trusted) {
		URI address = URI.create("http://127.0.0.1:" + this.collector.getAddress().getPort() + "/v1/traces");
		GatewayKit kit = new GatewayKit((configuration) -> configuration
			.withTracing(new TraceSettings(address, Map.of("x-collector-key", "k1"), ratio))
			.withTrustedProxies(Set.of(trusted)));
		kit.deploy(api().build());
		return kit;
	}

	private final Fixtures.ApiBuilder api = Fixtures.api("/news", URI.create("http://127.0.0.1:1"))
		.operations(Fixtures.operation(HttpVerb.GET, "/articles/{id}", AuthType.NONE));

	private Fixtures.ApiBuilder api() {
		return this.api;
	}

	private static String traceparent(GatewayKit kit) throws InterruptedException {
		TestBackend.Call call = kit.backend.calls().poll(10, TimeUnit.SECONDS);
		assertThat(call).isNotNull();
		assertThat(call.header("traceparent")).hasSize(1);
		return call.header("traceparent").getFirst();
	}

	private static String binary(String hex) {
		return new String(java.util.HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
	}

	@Test
	void aBackendIsToldTheTraceThatTheCallIsPartOf() throws InterruptedException {
		try (GatewayKit kit = kit(0)) {
			kit.deploy(api().production(kit.backend.url("")).build());
			kit.get("/news/1.0.0/articles/1", "traceparent", SENT, "tracestate", "a=1");
			TestBackend.Call call = kit.backend.calls().poll(10, TimeUnit.SECONDS);
			assertThat(call).isNotNull();
			assertThat(call.header("traceparent").getFirst()).matches("00-" + TRACE + "-[0-9a-f]{16}-00")
				.doesNotContain("b7ad6b7169203331");
			assertThat(call.header("tracestate")).containsExactly("a=1");
			kit.get("/news/1.0.0/articles/1", "traceparent", "nonsense", "tracestate", "a=1");
			TestBackend.Call other = kit.backend.calls().poll(10, TimeUnit.SECONDS);
			assertThat(other).isNotNull();
			assertThat(other.header("traceparent").getFirst()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
				.doesNotContain(TRACE);
			assertThat(other.header("tracestate")).isEmpty();
		}
	}

	@Test
	void aKeptCallGoesToTheCollectorWithItsBackend() throws InterruptedException {
		try (GatewayKit kit = kit(1)) {
			kit.deploy(api().production(kit.backend.url("")).build());
			kit.get("/news/1.0.0/articles/17?secret=canary", "traceparent", SENT);
			String told = traceparent(kit);
			assertThat(told).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
			String batch = this.batches.poll(10, TimeUnit.SECONDS);
			assertThat(batch).startsWith("k1 ")
				.contains(binary(TRACE), binary("b7ad6b7169203331"), binary(told.substring(36, 52)),
						"GET /news/1.0.0/articles/{id}", "gatehouse-gateway", "http.route", "/news/1.0.0/articles/17")
				.doesNotContain("canary");
		}
	}

	@Test
	void tracingIsSwitchedOnAndOffForAnApiWhileItRuns() throws InterruptedException {
		try (GatewayKit kit = kit(0)) {
			kit.deploy(api().production(kit.backend.url("")).build());
			kit.get("/news/1.0.0/articles/1");
			assertThat(traceparent(kit)).endsWith("-00");
			TracedApi on = new TracedApi(api().id());
			kit.deploy(on);
			kit.get("/news/1.0.0/articles/1");
			String told = traceparent(kit);
			assertThat(told).endsWith("-01");
			assertThat(this.batches.poll(10, TimeUnit.SECONDS)).contains(binary(told.substring(3, 35)));
			kit.remove(on.key());
			kit.get("/news/1.0.0/articles/1");
			assertThat(traceparent(kit)).endsWith("-00");
		}
	}

	@Test
	void onlyATrustedProxyCanAskForATrace() throws InterruptedException {
		try (GatewayKit kit = kit(0, "127.0.0.1")) {
			kit.deploy(api().production(kit.backend.url("")).build());
			kit.get("/news/1.0.0/articles/1", "traceparent", SENT);
			assertThat(traceparent(kit)).endsWith("-01");
		}
	}

	@Test
	void aCollectorThatIsAwayHoldsNothingUp() throws InterruptedException {
		this.collector.stop(0);
		try (GatewayKit kit = kit(1)) {
			kit.deploy(api().production(kit.backend.url("")).build());
			for (int i = 0; i < 50; i++) {
				assertThat(kit.get("/news/1.0.0/articles/1").statusCode()).isEqualTo(200);
			}
		}
	}

}
