package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Peers that take their time, or leave.
 */
class SlowPeersIT {

	private static final String POST = "POST /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\n";

	private final RawBackend backend = new RawBackend();

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false)
		.withLimits(Limits.defaults()
			.withClientTimeouts(Duration.ofMillis(600), Duration.ofMillis(1500))
			.withBackendTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))));

	@BeforeEach
	void deploy() {
		this.kit.deploy(Fixtures.api("/open", this.backend.url("/b"))
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE))
			.build());
	}

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.kit.gateway().httpPort());
		socket.setSoTimeout(15_000);
		return socket;
	}

	/** Sends a few bytes at a time until the gateway has enough of it, or all is sent. */
	private static String trickle(Socket socket, String bytes, int atOnce, Duration pause) throws IOException {
		Thread sender = Thread.ofVirtual().start(() -> {
			try {
				for (int at = 0; at < bytes.length(); at += atOnce) {
					RawBackend.send(socket, bytes.substring(at, Math.min(at + atOnce, bytes.length())));
					TimeUnit.MILLISECONDS.sleep(pause.toMillis());
				}
			}
			catch (IOException | InterruptedException ex) {
				// The gateway has closed the connection.
			}
		});
		byte[] buffer = new byte[4096];
		int count = socket.getInputStream().read(buffer);
		sender.interrupt();
		return (count < 0) ? "<closed>" : new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
	}

	@Test
	void aHeadThatTricklesInIsNotWaitedFor() throws IOException {
		try (Socket socket = connect()) {
			long start = System.nanoTime();
			assertThat(trickle(socket, "GET /livez HTTP/1.1\r\nHost: gateway\r\nX: " + "a".repeat(500), 1,
					Duration.ofMillis(50)))
				.startsWith("HTTP/1.1 408 ");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
		}
	}

	@Test
	void aBodyThatTricklesInIsNotWaitedFor() throws IOException {
		String head = POST + "Content-Length: 5000\r\n\r\n";
		try (Socket socket = connect()) {
			RawBackend.send(socket, head);
			assertThat(trickle(socket, "a".repeat(5000), 2, Duration.ofMillis(50))).startsWith("HTTP/1.1 408 ");
		}
		try (Socket socket = connect()) {
			RawBackend.send(socket, "POST /nowhere HTTP/1.1\r\nHost: gateway\r\nContent-Length: 5000\r\n\r\n");
			assertThat(trickle(socket, "a".repeat(5000), 2, Duration.ofMillis(50))).startsWith("HTTP/1.1 404 ");
			assertThat(trickle(socket, "a".repeat(5000), 2, Duration.ofMillis(50))).isEqualTo("<closed>");
		}
	}

	@Test
	void aBodyThatComesAtAModestPaceIsWaitedFor() throws IOException {
		try (Socket socket = connect()) {
			RawBackend.send(socket, POST + "Content-Length: 5000\r\n\r\n");
			assertThat(trickle(socket, "a".repeat(5000), 100, Duration.ofMillis(50))).startsWith("HTTP/1.1 200 ");
		}
	}

	@Test
	void aConnectionThatIsStillIsClosed() throws IOException {
		try (Socket fresh = connect(); Socket used = connect()) {
			RawBackend.send(used, "GET /livez HTTP/1.1\r\nHost: gateway\r\n\r\n");
			byte[] buffer = new byte[4096];
			assertThat(used.getInputStream().read(buffer)).isPositive();
			assertThat(used.getInputStream().read(buffer)).isNegative();
			assertThat(fresh.getInputStream().read(buffer)).isNegative();
		}
	}

	@Test
	void aReaderThatDoesNotReadIsLeftAndTheBackendIsToo() throws Exception {
		List<IOException> told = new ArrayList<>();
		Thread[] server = new Thread[1];
		this.backend.onCall((_, socket) -> {
			server[0] = Thread.currentThread();
			RawBackend.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
			try {
				for (int i = 0; i < 100; i++) {
					RawBackend.send(socket, "a".repeat(1_000_000));
				}
			}
			catch (IOException ex) {
				told.add(ex);
				throw ex;
			}
		});
		try (Socket socket = connect()) {
			socket.setReceiveBufferSize(8192);
			RawBackend.send(socket, "GET /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\n\r\n");
			this.backend.received().take();
			while (server[0] == null) {
				Thread.yield();
			}
			assertThat(server[0].join(Duration.ofSeconds(15))).isTrue();
			assertThat(told).hasSize(1);
		}
	}

	@Test
	void slowOnesDoNotHoldUpOthers() throws IOException {
		List<Socket> slow = new ArrayList<>();
		try {
			for (int i = 0; i < 500; i++) {
				slow.add(connect());
				RawBackend.send(slow.getLast(),
						(i % 2 == 0) ? "GET /open/1.0.0/x HTTP/1.1\r\nHo" : POST + "Content-Length: 5000\r\n\r\n1");
			}
			for (int i = 0; i < 50; i++) {
				assertThat(this.kit.get("/livez").statusCode()).isEqualTo(200);
			}
			for (Socket socket : slow) {
				byte[] buffer = new byte[4096];
				int count = socket.getInputStream().read(buffer);
				assertThat(new String(buffer, 0, Math.max(count, 0), StandardCharsets.ISO_8859_1))
					.startsWith("HTTP/1.1 408 ");
			}
		}
		finally {
			for (Socket socket : slow) {
				socket.close();
			}
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void callsThatAreGivenUpLeaveNothingBehind() throws Exception {
		this.kit.get("/open/1.0.0/x");
		long before = openFiles();
		this.backend.onCall((request, socket) -> {
			RawBackend.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + request.target());
			socket.getInputStream().read();
		});
		for (int i = 0; i < 1000; i++) {
			try (Socket socket = connect()) {
				RawBackend.send(socket, (i % 3 == 0) ? "GET /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\n\r\n"
						: (i % 3 == 1) ? POST + "Content-Length: 5000\r\n\r\n1" : "GET /open");
				if (i % 2 == 0) {
					socket.setSoLinger(true, 0);
				}
			}
		}
		// Longer than an unused connection to the backend rests, should one be left.
		Waiting.until(() -> openFiles() <= before + 10);
	}

	private static long openFiles() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			return files.count();
		}
	}

}
