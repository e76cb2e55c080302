package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many callers while one of the endpoints dies.
 */
class DyingEndpointIT {

	@Test
	void noCallThatMayBeRepeatedFails() throws Exception {
		AtomicInteger answered = new AtomicInteger();
		CountDownLatch half = new CountDownLatch(1600);
		Queue<String> problems = new ConcurrentLinkedQueue<>();
		RawBackend dying = new RawBackend();
		try (RawBackend other = new RawBackend();
				GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false));
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			kit.deploy(EndpointFixtures.api(dying.url(""), EndpointFixtures.balanced(other.url(""))).build());
			for (int i = 0; i < 64; i++) {
				int number = i;
				callers.execute(() -> {
					for (int call = 0; call < 50; call++) {
						HttpRequest.Builder request = kit.request("/api/1.0.0/" + number + "/" + call);
						HttpResponse<String> answer = kit.send((call % 2 == 0) ? request.build()
								: request.PUT(HttpRequest.BodyPublishers.ofString("body")).build());
						if (answer.statusCode() == 200) {
							answered.incrementAndGet();
						}
						else {
							problems.add(answer.statusCode() + " " + answer.body());
						}
						half.countDown();
					}
				});
			}
			assertThat(half.await(60, TimeUnit.SECONDS)).isTrue();
			kill(dying);
			callers.shutdown();
			assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
			assertThat(problems).isEmpty();
			assertThat(answered).hasValue(64 * 50);
			assertThat(dying.received()).isNotEmpty();
		}
	}

	private static void kill(RawBackend backend) throws IOException {
		backend.close();
		backend.closeConnections();
	}

}
