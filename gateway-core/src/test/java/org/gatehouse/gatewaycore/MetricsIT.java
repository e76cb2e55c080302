package org.gatehouse.gatewaycore;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Prometheus reads.
 */
class MetricsIT {

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration
		.withListeners(new GatewayConfiguration.Listeners(ANY_PORT, null, null, ANY_PORT)));

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private HttpResponse<String> scrape(String path) {
		return this.kit
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.kit.gateway().metricsPort() + path))
				.timeout(Duration.ofSeconds(20))
				.build());
	}

	@Test
	void everyCallIsCountedOnce() {
		this.kit.subscribe(Fixtures.api("/news", this.kit.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/open", AuthType.NONE),
					Fixtures.operation(HttpVerb.GET, "/x")),
				"Bronze");
		String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
		for (int i = 0; i < 3; i++) {
			assertThat(this.kit.get("/news/1.0.0/open").statusCode()).isEqualTo(200);
		}
		assertThat(this.kit.getWith(token, "/news/1.0.0/x").statusCode()).isEqualTo(200);
		assertThat(this.kit.getWith(token, "/news/1.0.0/x").statusCode()).isEqualTo(429);
		assertThat(this.kit.get("/news/1.0.0/x").statusCode()).isEqualTo(401);
		assertThat(this.kit.get("/nowhere").statusCode()).isEqualTo(404);
		String text = awaited("gatehouse_gateway_request_duration_seconds_count 7\n");
		String labels = "gatehouse_gateway_requests_total{api=\"api-news\",version=\"1.0.0\",method=\"GET\",";
		assertThat(text).contains(labels + "code_class=\"2xx\"} 4\n", labels + "code_class=\"4xx\"} 2\n",
				"gatehouse_gateway_requests_total{api=\"\",version=\"\",method=\"GET\",code_class=\"4xx\"} 1\n",
				"gatehouse_gateway_backend_duration_seconds_count 4\n",
				"gatehouse_gateway_throttled_total{level=\"subscription\"} 1\n",
				"gatehouse_gateway_auth_failures_total{reason=\"missing_credentials\"} 1\n",
				"gatehouse_gateway_config_version " + this.kit.gateway().revision() + "\n",
				"gatehouse_build_info{version=\"");
		assertThat(text.lines()).allMatch((line) -> line
			.matches("# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*\\})? [0-9.E-]+"));
	}

	/** A call is counted just after its answer is sent. */
	private String awaited(String line) {
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		String text = scrape("/metrics").body();
		while (!text.contains(line) && System.nanoTime() < deadline) {
			text = scrape("/metrics").body();
		}
		assertThat(text).contains(line);
		return text;
	}

	@Test
	void callersDoNotSeeTheNumbers() {
		assertThat(this.kit.get("/metrics").statusCode()).isEqualTo(404);
		assertThat(scrape("/other").statusCode()).isEqualTo(404);
		assertThat(scrape("/metrics").headers().firstValue("content-type"))
			.hasValue("text/plain; version=0.0.4; charset=utf-8");
	}

}
