package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A gateway that is told to stop.
 */
class DrainIT {

	private static final String CALL = "GET /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\n\r\n";

	private final RawBackend backend = new RawBackend();

	@AfterEach
	void stop() throws IOException {
		this.backend.close();
	}

	private GatewayKit kit(Duration notice, Duration drain) {
		GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false)
			.withLimits(Limits.defaults().withDrain(notice, drain)));
		kit.deploy(Fixtures.api("/open", this.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE))
			.build());
		return kit;
	}

	private static String answer(Socket socket) throws IOException {
		byte[] buffer = new byte[8192];
		int count = socket.getInputStream().read(buffer);
		return (count < 0) ? "<closed>" : new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
	}

	@Test
	void runningCallsFinishAndNothingNewIsTaken() throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		try (GatewayKit kit = kit(Duration.ZERO, Duration.ofSeconds(20))) {
			int port = kit.gateway().httpPort();
			try (Socket running = new Socket("127.0.0.1", port); Socket open = new Socket("127.0.0.1", port)) {
				RawBackend.send(open, CALL);
				assertThat(answer(open)).startsWith("HTTP/1.1 200 ").doesNotContain("connection: close");
				this.backend.onCall((_, socket) -> {
					called.countDown();
					await(go);
					RawBackend.send(socket, RawBackend.OK);
				});
				RawBackend.send(running, CALL);
				assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
				CompletableFuture<Void> closed = CompletableFuture.runAsync(kit.gateway()::close);
				awaitRefusal(port);
				RawBackend.send(open, "GET /readyz HTTP/1.1\r\nHost: gateway\r\n\r\n");
				assertThat(answer(open)).startsWith("HTTP/1.1 503 ").contains("connection: close");
				assertThat(answer(open)).isEqualTo("<closed>");
				assertThat(closed).isNotDone();
				go.countDown();
				assertThat(answer(running)).startsWith("HTTP/1.1 200 ").contains("connection: close").endsWith("ok");
				assertThat(answer(running)).isEqualTo("<closed>");
				running.close();
				closed.get(10, TimeUnit.SECONDS);
			}
		}
	}

	private static void awaitRefusal(int port) throws IOException {
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (System.nanoTime() < deadline) {
			try (Socket socket = new Socket("127.0.0.1", port)) {
				Thread.yield();
			}
			catch (SocketException ex) {
				// Refused, or reset where the listener was just closing.
				return;
			}
		}
		throw new AssertionError("the gateway still takes connections");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void noCallOnAKeptConnectionIsLost() throws Exception {
		Queue<String> problems = new ConcurrentLinkedQueue<>();
		AtomicInteger calls = new AtomicInteger();
		List<Thread> clients = new ArrayList<>();
		try (GatewayKit kit = kit(Duration.ZERO, Duration.ofSeconds(20))) {
			int port = kit.gateway().httpPort();
			for (int i = 0; i < 16; i++) {
				Socket socket = new Socket("127.0.0.1", port);
				clients.add(Thread.ofVirtual().start(() -> untilToldToClose(socket, calls, problems)));
			}
			while (calls.get() < 500) {
				Thread.yield();
			}
			kit.gateway().close();
			for (Thread client : clients) {
				assertThat(client.join(Duration.ofSeconds(20))).isTrue();
			}
		}
		assertThat(problems).isEmpty();
	}

	private static void untilToldToClose(Socket socket, AtomicInteger calls, Queue<String> problems) {
		try (socket) {
			socket.setSoTimeout(20_000);
			for (String answer = ""; !answer.contains("connection: close"); calls.incrementAndGet()) {
				RawBackend.send(socket,
						"POST /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nContent-Length: 5\r\n\r\nhello");
				answer = answer(socket);
				if (!answer.startsWith("HTTP/1.1 200 ")) {
					problems.add(answer);
					return;
				}
			}
		}
		catch (IOException ex) {
			problems.add(ex.toString());
		}
	}

	@Test
	void duringTheNoticeNewConnectionsAreStillTaken() throws Exception {
		try (GatewayKit kit = kit(Duration.ofSeconds(2), Duration.ofSeconds(5))) {
			CompletableFuture<Void> closed = CompletableFuture.runAsync(kit.gateway()::close);
			while (kit.get("/readyz").statusCode() == 200) {
				Thread.yield();
			}
			assertThat(kit.raw("GET /readyz HTTP/1.1\r\nHost: gateway\r\n\r\n")).startsWith("HTTP/1.1 503 ")
				.endsWith("<closed>");
			assertThat(kit.raw(CALL)).startsWith("HTTP/1.1 200 ").contains("connection: close").endsWith("<closed>");
			closed.get(15, TimeUnit.SECONDS);
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket("127.0.0.1", kit.gateway().httpPort()).close());
		}
	}

	@Test
	void aCallThatDoesNotFinishIsCutAtTheLimit() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		this.backend.onCall((_, _) -> await(never));
		try (GatewayKit kit = kit(Duration.ZERO, Duration.ofMillis(500));
				Socket client = new Socket("127.0.0.1", kit.gateway().httpPort())) {
			RawBackend.send(client, CALL);
			assertThat(this.backend.received().take()).isNotNull();
			long start = System.nanoTime();
			kit.gateway().close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
			assertThat(answer(client)).isEqualTo("<closed>");
		}
		never.countDown();
	}

}
