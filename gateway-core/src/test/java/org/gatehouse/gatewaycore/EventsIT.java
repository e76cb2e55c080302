package org.gatehouse.gatewaycore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Server-sent events.
 */
class EventsIT {

	private final RawBackend backend = new RawBackend();

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration
		.withLimits(Limits.defaults().withBackendTimeouts(Duration.ofSeconds(1), Duration.ofMillis(200))));

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	@Test
	void eachEventPassesWhenItComesAndAnyTimeMayPassBetweenTwo() throws Exception {
		this.kit.deploy(Fixtures.api("/open", this.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE))
			.build());
		Semaphore next = new Semaphore(0);
		this.backend.onCall((_, socket) -> {
			RawBackend.send(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=UTF-8\r\n"
					+ "Transfer-Encoding: chunked\r\n\r\n");
			for (int i = 0; i < 3; i++) {
				next.acquireUninterruptibly();
				RawBackend.send(socket, "9\r\ndata: " + i + "\n\n\r\n");
			}
			RawBackend.send(socket, "0\r\n\r\n");
		});
		HttpResponse<InputStream> answer = this.kit.client.send(this.kit.request("/open/1.0.0/events").build(),
				HttpResponse.BodyHandlers.ofInputStream());
		assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream;charset=UTF-8");
		try (BufferedReader events = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
			for (int i = 0; i < 3; i++) {
				// Longer than any other answer may be silent.
				assertThat(next.tryAcquire(700, TimeUnit.MILLISECONDS)).isFalse();
				next.release();
				assertThat(events.readLine()).isEqualTo("data: " + i);
				assertThat(events.readLine()).isEmpty();
			}
			assertThat(events.readLine()).isNull();
		}
	}

}
