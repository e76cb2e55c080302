package org.gatehouse.gatewaycore;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that serve many calls: every caller gets the answer to its own.
 */
class ConnectionReuseIT {

	private static final int LOOPS = Runtime.getRuntime().availableProcessors();

	private final RawBackend backend = new RawBackend(ConnectionReuseIT::echo);

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false));

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

	/** Answers in one of the ways in which one can, always with what was asked. */
	private static void echo(RawBackend.Received request, Socket socket) throws IOException {
		String text = request.target() + " " + request.body();
		String kind = request.target().replaceAll(".*/", "").replaceAll("\\?.*", "");
		RawBackend.send(socket, switch (kind) {
			case "chunked" -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
					+ Integer.toHexString(text.length()) + "\r\n" + text + "\r\n0\r\n\r\n";
			case "empty" -> "HTTP/1.1 204 No Content\r\nX-Text: " + text + "\r\n\r\n";
			case "same" -> "HTTP/1.1 304 Not Modified\r\nX-Text: " + text + "\r\n\r\n";
			case "closing" -> "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + text;
			default -> "HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
		});
		if (kind.equals("closing")) {
			socket.close();
		}
	}

	@Test
	void tenThousandCallsOnKeptConnectionsAreNotMixedUp() throws InterruptedException {
		Queue<String> problems = new ConcurrentLinkedQueue<>();
		int clients = 32;
		int calls = 320;
		CountDownLatch done = new CountDownLatch(clients);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int client = 0; client < clients; client++) {
				int number = client;
				threads.execute(() -> {
					try (Client connection = new Client()) {
						for (int i = 0; i < calls; i++) {
							String problem = connection.call("c" + number + "n" + i);
							if (problem != null) {
								problems.add(problem);
							}
						}
					}
					catch (IOException ex) {
						problems.add("client " + number + ": " + ex);
					}
					done.countDown();
				});
			}
			assertThat(done.await(2, TimeUnit.MINUTES)).isTrue();
		}
		assertThat(problems).isEmpty();
		assertThat(this.backend.complaints()).isEmpty();
		assertThat(this.backend.received()).hasSizeGreaterThan(10_000 * 8 / 10);
	}

	/** A client that keeps its connection and sends calls of every kind over it. */
	private final class Client implements AutoCloseable {

		private final Socket socket = new Socket("127.0.0.1", ConnectionReuseIT.this.kit.gateway().httpPort());

		private final InputStream in = new BufferedInputStream(this.socket.getInputStream());

		Client() throws IOException {
			this.socket.setSoTimeout(20_000);
		}

		@Nullable String call(String id) throws IOException {
			List<String> kinds = List.of("plain", "chunked", "empty", "same", "closing", "refused");
			String kind = kinds.get(ThreadLocalRandom.current().nextInt(kinds.size()));
			String body = switch (ThreadLocalRandom.current().nextInt(4)) {
				case 0 -> "Content-Length: " + id.length() + "\r\n\r\n" + id;
				case 1 -> "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(id.length()) + "\r\n" + id
						+ "\r\n0\r\n\r\n";
				case 2 -> "Content-Length: 0\r\n\r\n";
				default -> "";
			};
			boolean refused = kind.equals("refused");
			String line = (body.isEmpty() ? "GET " : "POST ") + (refused ? "/nowhere/" : "/open/1.0.0/") + kind + "?"
					+ id;
			RawBackend.send(this.socket, line + " HTTP/1.1\r\nHost: gateway\r\nX-Request-Id: " + id + "\r\n"
					+ (body.isEmpty() ? "\r\n" : body));
			return check(id, body.contains(id), refused);
		}

		private @Nullable String check(String id, boolean sent, boolean refused) throws IOException {
			List<String> head = head();
			String status = head.getFirst().split(" ")[1];
			if (!id.equals(RawBackend.field(head, "x-request-id"))) {
				return id + " got " + head;
			}
			String text = RawBackend.field(head, "x-text");
			String body = body(head, status);
			if (refused) {
				return status.equals("404") ? null : id + " got " + status;
			}
			String said = (text != null) ? text : body;
			boolean right = said.contains("?" + id + " ") || said.endsWith("?" + id);
			return (right && said.endsWith(sent ? " " + id : "?" + id + (text == null ? " " : ""))) ? null
					: id + " was told " + said;
		}

		private List<String> head() throws IOException {
			List<String> head = new ArrayList<>();
			for (String line = line(); !line.isEmpty(); line = line()) {
				head.add(line);
			}
			return head;
		}

		private String body(List<String> head, String status) throws IOException {
			if (status.equals("204") || status.equals("304")) {
				return "";
			}
			String length = RawBackend.field(head, "content-length");
			if (length != null) {
				return new String(this.in.readNBytes(Integer.parseInt(length)), StandardCharsets.ISO_8859_1);
			}
			StringBuilder body = new StringBuilder();
			for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
				body.append(new String(this.in.readNBytes(size), StandardCharsets.ISO_8859_1));
				line();
			}
			line();
			return body.toString();
		}

		private String line() throws IOException {
			ByteArrayOutputStream line = new ByteArrayOutputStream();
			for (int b = this.in.read(); b != '\n'; b = this.in.read()) {
				if (b < 0) {
					throw new IOException("closed after '" + line + "'");
				}
				line.write(b);
			}
			return line.toString(StandardCharsets.ISO_8859_1).strip();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

	@Test
	void anAnswerThatComesBeforeTheBodyEndsTheBackendsConnectionOnly() throws Exception {
		try (RawBackend early = new RawBackend();
				Socket client = new Socket("127.0.0.1", this.kit.gateway().httpPort())) {
			this.kit.deploy(Fixtures
				.api("/early", TestServers.answersAtOnce("HTTP/1.1 413 Too Much\r\nContent-Length: 3\r\n\r\nno!"))
				.operations(Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE))
				.build());
			client.setSoTimeout(5000);
			RawBackend.send(client, "POST /early/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nContent-Length: 10\r\n\r\n12345");
			byte[] buffer = new byte[4096];
			String answer = new String(buffer, 0, client.getInputStream().read(buffer), StandardCharsets.ISO_8859_1);
			assertThat(answer).startsWith("HTTP/1.1 413 ").endsWith("no!");
			RawBackend.send(client, "67890GET /open/1.0.0/x?next HTTP/1.1\r\nHost: gateway\r\n\r\n");
			answer = new String(buffer, 0, client.getInputStream().read(buffer), StandardCharsets.ISO_8859_1);
			assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("/b/x?next ");
			assertThat(early.received()).isEmpty();
		}
	}

	@Test
	void aPostOnAConnectionThatTheBackendHadClosedIsSentAgain() throws Exception {
		// The loop is held while the backend closes and the call comes, so that it learns
		// of both at once and cannot know better than to try.
		CountDownLatch held = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.kit.onLookup(() -> {
			held.countDown();
			await(go);
		});
		this.kit.subscribe(Fixtures.api("/held", this.backend.url("/held")), "Unlimited");
		List<Socket> clients = new ArrayList<>();
		try {
			for (int i = 0; i <= LOOPS; i++) {
				clients.add(new Socket("127.0.0.1", this.kit.gateway().httpPort()));
				clients.getLast().setSoTimeout(10_000);
				RawBackend.send(clients.getLast(), "GET /livez HTTP/1.1\r\nHost: gateway\r\n\r\n");
				assertThat(read(clients.getLast())).contains(" 200 ");
			}
			Socket caller = clients.getFirst();
			Socket holder = clients.getLast();
			RawBackend.send(caller, "POST /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nContent-Length: 3\r\n\r\none");
			assertThat(read(caller)).contains("/b/x one");
			RawBackend.send(holder,
					"GET /held/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer opaque-token-of-some-length-000\r\n\r\n");
			assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
			RawBackend.send(caller, "POST /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nContent-Length: 3\r\n\r\ntwo");
			this.backend.closeConnections();
			go.countDown();
			assertThat(read(caller)).startsWith("HTTP/1.1 200 ").contains("/b/x two");
			assertThat(this.backend.received().stream().filter((request) -> request.body().equals("two"))).hasSize(1);
		}
		finally {
			go.countDown();
			for (Socket client : clients) {
				client.close();
			}
		}
	}

	private static String read(Socket socket) throws IOException {
		byte[] buffer = new byte[8192];
		StringBuilder answer = new StringBuilder();
		while (!answer.toString().contains("\r\n\r\n")) {
			int count = socket.getInputStream().read(buffer);
			if (count < 0) {
				return answer + "<closed>";
			}
			answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
		}
		return answer.toString();
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
	void aPostThatTheBackendMayHaveSeenIsNotSentAgain() throws Exception {
		this.backend.onCall((request, socket) -> {
			if (request.body().equals("two")) {
				socket.close();
			}
			else {
				echo(request, socket);
			}
		});
		String first = "POST /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nContent-Length: 3\r\n\r\n";
		try (Socket client = new Socket("127.0.0.1", this.kit.gateway().httpPort())) {
			client.setSoTimeout(10_000);
			RawBackend.send(client, first + "one");
			assertThat(read(client)).contains("/b/x one");
			RawBackend.send(client, first + "two");
			assertThat(read(client)).startsWith("HTTP/1.1 502 ").contains("101505");
		}
		assertThat(this.backend.received().stream().filter((request) -> request.body().equals("two"))).hasSize(1);
	}

	@Test
	void aBackendsWordOnHowLongItKeepsAConnectionIsTaken() {
		this.backend.onCall((_, socket) -> RawBackend.send(socket,
				"HTTP/1.1 200 OK\r\nKeep-Alive: max=5, timeout=1\r\nContent-Length: 2\r\n\r\nok"));
		for (int i = 0; i < 4; i++) {
			assertThat(this.kit.get("/open/1.0.0/x").headers().map()).doesNotContainKey("keep-alive");
		}
		assertThat(this.backend.connections()).isEqualTo(4);
	}

	@Test
	void answersThatNobodyReadsDoNotFillTheMemory() throws Exception {
		String calls = "GET /livez HTTP/1.1\r\nHost: gateway\r\n\r\n".repeat(1000);
		byte[] bytes = calls.toLowerCase(Locale.ROOT)
			.replace("get", "GET")
			.replace("http/", "HTTP/")
			.getBytes(StandardCharsets.ISO_8859_1);
		long before = io.netty.util.internal.PlatformDependent.usedDirectMemory();
		try (Socket client = new Socket("127.0.0.1", this.kit.gateway().httpPort())) {
			Thread writer = Thread.ofPlatform().daemon().start(() -> {
				try {
					for (int i = 0; i < 2000; i++) {
						client.getOutputStream().write(bytes);
					}
				}
				catch (IOException ex) {
					// Closed below.
				}
			});
			writer.join(3000);
			assertThat(writer.isAlive()).as("the gateway stops reading").isTrue();
			assertThat(io.netty.util.internal.PlatformDependent.usedDirectMemory() - before).isLessThan(32_000_000);
			InputStream in = client.getInputStream();
			long read = 0;
			byte[] buffer = new byte[65536];
			while (read < 30_000_000) {
				int count = in.read(buffer);
				assertThat(count).isPositive();
				read += count;
			}
		}
	}

}
