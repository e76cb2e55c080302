package org.gatehouse.gatewaycore;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * WebSockets: the handshake is judged as any call, and what follows is passed on.
 */
class WebSocketIT {

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

	private static final String HANDSHAKE = " HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
			+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n\r\n";

	private final RawBackend backend = new RawBackend(WebSocketIT::echo);

	private final GatewayKit kit = new GatewayKit(
			(configuration) -> configuration.withLimits(Limits.defaults().withWebSocketIdle(Duration.ofSeconds(3)))
				.withListeners(new GatewayConfiguration.Listeners(ANY_PORT, null, null, ANY_PORT, false)));

	private final Fixtures.ApiBuilder api = Fixtures
		.api("/chat", URI.create(this.backend.url("/b").toString().replace("http:", "ws:")))
		.operations(Fixtures.operation(HttpVerb.GET, "/room", AuthType.ANY, "chat"),
				Fixtures.operation(HttpVerb.GET, "/open/*", AuthType.NONE));

	private final String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom", "chat");

	private SnapshotEntry.@Nullable Subscription subscription;

	@BeforeEach
	void deploy() {
		this.subscription = this.kit.subscribe(this.api, "Unlimited");
	}

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	/** Answers the handshake and sends back every frame, unmasked. */
	static void echo(RawBackend.Received request, Socket socket) throws IOException {
		accept(request, socket, "");
		DataInputStream in = new DataInputStream(socket.getInputStream());
		for (int first = in.read(); first >= 0; first = in.read()) {
			int length = in.readUnsignedByte() & 0x7f;
			byte[] extended = in.readNBytes((length == 126) ? 2 : (length == 127) ? 8 : 0);
			long size = length;
			for (int i = 0; i < extended.length; i++) {
				size = ((i == 0) ? 0 : size << 8) | (extended[i] & 0xff);
			}
			byte[] mask = in.readNBytes(4);
			byte[] payload = in.readNBytes((int) size);
			for (int i = 0; i < payload.length; i++) {
				payload[i] ^= mask[i % 4];
			}
			socket.getOutputStream().write(first);
			socket.getOutputStream().write(length);
			socket.getOutputStream().write(extended);
			socket.getOutputStream().write(payload);
		}
	}

	private static void accept(RawBackend.Received request, Socket socket, String more) throws IOException {
		RawBackend.send(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Accept: " + accepted(Objects.requireNonNull(request.field("sec-websocket-key")))
				+ "\r\n" + more + "\r\n");
	}

	private static String accepted(String key) {
		try {
			return Base64.getEncoder()
				.encodeToString(MessageDigest.getInstance("SHA-1")
					.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What a client hears. */
	static final class Ear implements WebSocket.Listener {

		final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

		final CompletableFuture<Integer> closed = new CompletableFuture<>();

		private final StringBuilder text = new StringBuilder();

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				this.texts.add(this.text.toString());
				this.text.setLength(0);
			}
			socket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			this.closed.complete(code);
			return null;
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			this.closed.completeExceptionally(error);
		}

	}

	private URI url(String path) {
		return URI.create("ws://127.0.0.1:" + this.kit.gateway().httpPort() + path);
	}

	private WebSocket open(Ear ear) {
		return this.kit.client.newWebSocketBuilder()
			.header("Authorization", "Bearer " + this.token)
			.buildAsync(url("/chat/1.0.0/room?a=b"), ear)
			.join();
	}

	private static void say(WebSocket socket, Ear ear, String text) throws InterruptedException {
		socket.sendText(text, true).join();
		assertThat(ear.texts.poll(10, TimeUnit.SECONDS)).isEqualTo(text);
	}

	@Test
	void messagesPassBothWays() throws Exception {
		Ear ear = new Ear();
		WebSocket socket = open(ear);
		RawBackend.Received handshake = this.backend.received().take();
		assertThat(handshake.line()).isEqualTo("GET /b/room?a=b HTTP/1.1");
		assertThat(handshake.field("authorization")).isNull();
		assertThat(handshake.field("connection")).isEqualToIgnoringCase("upgrade");
		assertThat(handshake.field("x-request-id")).isNotNull();
		for (String text : new String[] { "", "hello", "a".repeat(200), "b".repeat(70_000), "c".repeat(1_000_000) }) {
			say(socket, ear, text);
		}
		socket.sendClose(1000, "bye").join();
		assertThat(ear.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
		String counted = "api=\"api-chat\",version=\"1.0.0\",method=\"GET\",code_class=\"1xx\"} 1\n";
		Waiting.until(() -> metrics().contains(counted));
	}

	private String metrics() {
		return this.kit
			.send(HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + this.kit.gateway().metricsPort() + "/metrics"))
				.build())
			.body();
	}

	private int refused(String path, String... protocols) {
		WebSocket.Builder builder = this.kit.client.newWebSocketBuilder();
		if (protocols.length > 0) {
			builder.subprotocols(protocols[0], Arrays.copyOfRange(protocols, 1, protocols.length));
		}
		ExecutionException refused = catchThrowableOfType(ExecutionException.class,
				() -> builder.buildAsync(url(path), new Ear()).get());
		return Objects.requireNonNull((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
	}

	@Test
	void aHandshakeIsJudgedAsAnyCall() throws Exception {
		assertThat(refused("/chat/1.0.0/room")).isEqualTo(401);
		assertThat(refused("/chat/1.0.0/nowhere")).isEqualTo(404);
		assertThat(refused("/chat/1.0.0/room", "bearer", "nonsense")).isEqualTo(401);
		assertThat(refused("/chat/1.0.0/room", "bearer", TestTokens.user(GatewayKit.CONSUMER_KEY, "tom")))
			.isEqualTo(403);
		this.kit.deploy(Fixtures.api("/other", URI.create("ws://127.0.0.1:9")).build());
		assertThat(refused("/other/1.0.0/x", "bearer", this.token)).isEqualTo(403);
		this.kit.subscribe(Fixtures.api("/few", URI.create(this.backend.url("").toString().replace("http:", "ws:"))),
				"Bronze");
		this.kit.client.newWebSocketBuilder()
			.subprotocols("bearer", this.token)
			.buildAsync(url("/few/1.0.0/x"), new Ear())
			.join()
			.abort();
		assertThat(refused("/few/1.0.0/x", "bearer", this.token)).isEqualTo(429);
		assertThat(this.backend.received()).hasSize(1);
	}

	@Test
	void aTokenAmongTheSubprotocolsStaysAtTheGateway() throws Exception {
		WebSocket alone = this.kit.client.newWebSocketBuilder()
			.subprotocols("bearer", this.token)
			.buildAsync(url("/chat/1.0.0/room"), new Ear())
			.join();
		assertThat(alone.getSubprotocol()).isEqualTo("bearer");
		assertThat(this.backend.received().take().field("sec-websocket-protocol")).isNull();
		alone.abort();
		this.backend.onCall((request, socket) -> {
			accept(request, socket, "Sec-WebSocket-Protocol: v2\r\n");
			socket.getInputStream().read();
		});
		WebSocket more = this.kit.client.newWebSocketBuilder()
			.subprotocols("v1", "bearer", this.token, "v2")
			.buildAsync(url("/chat/1.0.0/room"), new Ear())
			.join();
		assertThat(more.getSubprotocol()).isEqualTo("v2");
		assertThat(this.backend.received().take().field("sec-websocket-protocol")).isEqualTo("v1, v2");
		more.abort();
	}

	@Test
	void whenTheTokenEndsTheWebSocketDoes() throws Exception {
		Ear ear = new Ear();
		WebSocket socket = open(ear);
		say(socket, ear, "hello");
		this.kit.deploy(TestTokens.revocation(this.token));
		assertThat(ear.closed.get(2, TimeUnit.SECONDS)).isEqualTo(1008);
		String soon = TestTokens.jwt(GatewayKit.CONSUMER_KEY,
				(claims) -> claims.claim("scope", "chat").expirationTime(Date.from(Instant.now().plusSeconds(2))));
		Ear other = new Ear();
		this.kit.client.newWebSocketBuilder()
			.header("Authorization", "Bearer " + soon)
			.buildAsync(url("/chat/1.0.0/room"), other)
			.join();
		assertThat(other.closed.get(6, TimeUnit.SECONDS)).isEqualTo(1008);
	}

	@Test
	void whenTheSubscriptionEndsTheWebSocketDoes() throws Exception {
		Ear ear = new Ear();
		WebSocket socket = open(ear);
		say(socket, ear, "hello");
		this.kit.deploy(Fixtures.with(Objects.requireNonNull(this.subscription), SubscriptionStatus.BLOCKED));
		assertThat(ear.closed.get(2, TimeUnit.SECONDS)).isEqualTo(1008);
		assertThat(socket.isInputClosed()).isTrue();
	}

	@Test
	void aWebSocketThatRestsIsClosed() throws Exception {
		Ear ear = new Ear();
		say(open(ear), ear, "hello");
		assertThat(ear.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
	}

	@Test
	void aGatewayThatStopsSaysSo() throws Exception {
		Ear ear = new Ear();
		say(open(ear), ear, "hello");
		this.kit.gateway().close();
		assertThat(ear.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Upgrade: h2c", "Upgrade: websocket, h2c", "Connection: keep-alive",
			"Sec-WebSocket-Version: 8", "Sec-WebSocket-Key: short", "Content-Length: 5", "Transfer-Encoding: chunked" })
	void whatIsNoCompleteHandshakeIsNotForwarded(String field) {
		String name = field.substring(0, field.indexOf(':') + 1);
		String changed = HANDSHAKE.replaceAll("\r\n" + name + "[^\r]*", "")
			.replace("\r\n\r\n", "\r\n" + field + "\r\n\r\n");
		assertThat(this.kit.raw("GET /chat/1.0.0/open/x" + changed)).startsWith("HTTP/1.1 426 ")
			.containsIgnoringCase("upgrade: websocket");
		assertThat(this.backend.received()).isEmpty();
	}

	@Test
	void aBackendThatHasNotUnderstoodIsNotBelieved() {
		String wrong = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
		for (String answer : new String[] { wrong + "\r\n", wrong + "Sec-WebSocket-Accept: x\r\n\r\n",
				"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
						+ accepted(KEY) + "\r\n\r\n" }) {
			this.backend.onCall((_, socket) -> RawBackend.send(socket, answer));
			assertThat(this.kit.raw("GET /chat/1.0.0/open/x" + HANDSHAKE)).startsWith("HTTP/1.1 502 ");
		}
		// What refuses to change the protocol has not changed it.
		this.backend.onCall((_, socket) -> RawBackend.send(socket, RawBackend.OK));
		assertThat(this.kit
			.raw("GET /chat/1.0.0/open/x" + HANDSHAKE + "GET /chat/1.0.0/room HTTP/1.1\r\nHost: gateway\r\n\r\n"))
			.startsWith("HTTP/1.1 200 ")
			.contains("HTTP/1.1 401 ");
	}

	@Test
	void anApiThatIsNoneIsNotUpgraded() throws Exception {
		this.backend.onCall((_, socket) -> RawBackend.send(socket, RawBackend.OK));
		this.kit.deploy(Fixtures.api("/plain", this.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE))
			.build());
		assertThat(this.kit.raw("GET /plain/1.0.0/x" + HANDSHAKE)).startsWith("HTTP/1.1 200 ");
		assertThat(this.backend.received().take().field("upgrade")).isNull();
		HttpResponse<String> answer = this.kit.getWith(this.token, "/chat/1.0.0/room");
		assertThat(answer.statusCode()).isEqualTo(426);
		assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
	}

	@Test
	void aClientThatDoesNotReadStopsTheBackend() throws Exception {
		AtomicLong sent = new AtomicLong();
		this.backend.onCall((request, socket) -> {
			accept(request, socket, "");
			byte[] frame = new byte[65_536 + 10];
			frame[0] = (byte) 0x82;
			frame[1] = 127;
			frame[7] = 1;
			for (int i = 0; i < 4000; i++) {
				socket.getOutputStream().write(frame);
				sent.addAndGet(frame.length);
			}
		});
		try (Socket client = new Socket(InetAddress.getLoopbackAddress(), this.kit.gateway().httpPort())) {
			RawBackend.send(client, "GET /chat/1.0.0/open/x" + HANDSHAKE);
			long before = -1;
			while (sent.get() == 0 || sent.get() != before) {
				before = sent.get();
				new Semaphore(0).tryAcquire(500, TimeUnit.MILLISECONDS);
			}
			assertThat(before).isLessThan(40_000_000);
			long read = 0;
			byte[] buffer = new byte[1 << 16];
			while (read < 4000L * (65_536 + 10)) {
				int count = client.getInputStream().read(buffer);
				assertThat(count).isPositive();
				read += count;
			}
		}
	}

}
