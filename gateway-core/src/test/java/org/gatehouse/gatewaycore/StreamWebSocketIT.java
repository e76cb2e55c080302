package org.gatehouse.gatewaycore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets in streams of HTTP/2 (RFC 8441): judged as those of HTTP/1.1, and passed on
 * to backends that know these only.
 */
class StreamWebSocketIT {

	private static final int ENABLE_CONNECT_PROTOCOL = 8;

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private final RawBackend backend = new RawBackend(WebSocketIT::echo);

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration
		.withListeners(new GatewayConfiguration.Listeners(ANY_PORT, null, null, null, true)));

	private final String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom", "chat");

	@BeforeEach
	void deploy() {
		this.kit.subscribe(Fixtures.api("/chat", ws("/b"))
			.operations(Fixtures.operation(HttpVerb.GET, "/room", AuthType.ANY, "chat"),
					Fixtures.operation(HttpVerb.GET, "/open", AuthType.NONE)),
				"Unlimited");
	}

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	private URI ws(String path) {
		return URI.create(this.backend.url(path).toString().replace("http:", "ws:"));
	}

	private RawStreams client() throws IOException {
		return new RawStreams(this.kit.gateway().httpPort());
	}

	private static List<String> connect(String path, String... more) {
		List<String> fields = new ArrayList<>(List.of(":method", "CONNECT", ":protocol", "websocket", ":scheme", "http",
				":path", path, ":authority", "gateway", "sec-websocket-version", "13"));
		fields.addAll(List.of(more));
		return fields;
	}

	private String bearer() {
		return "Bearer " + this.token;
	}

	private static RawStreams.Frame until(RawStreams client, int type) throws IOException {
		RawStreams.Frame frame = Objects.requireNonNull(client.read());
		while (frame.type() != type || (type == RawStreams.HEADERS && frame.fields() == null)) {
			frame = Objects.requireNonNull(client.read());
		}
		return frame;
	}

	private static String status(RawStreams.Frame head) {
		return String.valueOf(Objects.requireNonNull(head.fields()).status());
	}

	/** A masked frame of text, as clients send them; the mask changes nothing. */
	private static void say(RawStreams client, int stream, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		ByteBuffer frame = ByteBuffer.allocate(bytes.length + 8).put((byte) 0x81);
		if (bytes.length < 126) {
			frame.put((byte) (0x80 | bytes.length));
		}
		else {
			frame.put((byte) (0x80 | 126)).putShort((short) bytes.length);
		}
		frame.putInt(0).put(bytes).flip();
		while (frame.hasRemaining()) {
			byte[] part = new byte[Math.min(frame.remaining(), 10_000)];
			frame.get(part);
			client.frame(RawStreams.DATA, 0, stream, part);
		}
	}

	private static String heard(RawStreams client, int stream, int length) throws IOException {
		ByteArrayOutputStream heard = new ByteArrayOutputStream();
		int head = (length < 126) ? 2 : 4;
		while (heard.size() < length + head) {
			RawStreams.Frame frame = until(client, RawStreams.DATA);
			heard.writeBytes(frame.payload());
			client.window(stream, frame.payload().length);
		}
		return heard.toString(StandardCharsets.UTF_8).substring(heard.size() - length);
	}

	@Test
	void messagesPassBothWaysBesideOtherCalls() throws Exception {
		try (RawStreams client = client()) {
			ByteBuffer settings = ByteBuffer.wrap(until(client, RawStreams.SETTINGS).payload());
			List<Integer> enabled = new ArrayList<>();
			while (settings.hasRemaining()) {
				int name = settings.getShort();
				int value = settings.getInt();
				if (name == ENABLE_CONNECT_PROTOCOL) {
					enabled.add(value);
				}
			}
			assertThat(enabled).containsExactly(1);
			client.headers(1, false,
					connect("/chat/1.0.0/room?a=b", "authorization", bearer(), "sec-websocket-protocol", "v1"));
			RawStreams.Frame head = until(client, RawStreams.HEADERS);
			assertThat(status(head)).isEqualTo("200");
			assertThat(head.ends()).isFalse();
			assertThat(Objects.requireNonNull(head.fields()).contains("sec-websocket-accept")).isFalse();
			RawBackend.Received handshake = this.backend.received().take();
			assertThat(handshake.line()).isEqualTo("GET /b/room?a=b HTTP/1.1");
			assertThat(handshake.field("upgrade")).isEqualTo("websocket");
			assertThat(handshake.field("sec-websocket-protocol")).isEqualTo("v1");
			assertThat(handshake.field("authorization")).isNull();
			for (String text : new String[] { "", "hello", "b".repeat(40_000) }) {
				say(client, 1, text);
				assertThat(heard(client, 1, text.length())).isEqualTo(text);
			}
			client.headers(3, true, RawStreams.get("/chat/1.0.0/open"));
			assertThat(client.outcome(3).status()).isEqualTo(426);
			client.frame(RawStreams.DATA, RawStreams.END_STREAM, 1, new byte[0]);
			assertThat(until(client, RawStreams.DATA).ends()).isTrue();
		}
	}

	@Test
	void anOpeningIsJudgedAsAnyCall() throws Exception {
		this.kit.subscribe(Fixtures.api("/few", ws("")), "Bronze");
		this.kit.deploy(Fixtures.api("/plain", this.kit.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE))
			.build());
		try (RawStreams client = client()) {
			int stream = 1;
			for (Object[] expected : new Object[][] { { connect("/chat/1.0.0/room"), 401 },
					{ connect("/chat/1.0.0/nowhere"), 404 },
					{ connect("/chat/1.0.0/room", "authorization",
							"Bearer " + TestTokens.user(GatewayKit.CONSUMER_KEY, "tom")), 403 },
					{ connect("/plain/1.0.0/x"), 501 }, { connect("/livez"), 0 },
					{ connect("/few/1.0.0/x", "authorization", bearer()), 200 },
					{ connect("/few/1.0.0/x", "authorization", bearer()), 429 } }) {
				@SuppressWarnings("unchecked")
				List<String> fields = (List<String>) expected[0];
				client.headers(stream, false, fields);
				int status = 0;
				for (RawStreams.Frame frame = client.read(); frame != null; frame = client.read()) {
					if (frame.stream() == stream && frame.fields() != null) {
						status = Integer.parseInt(status(frame));
					}
					if (frame.stream() == stream
							&& (frame.ends() || status == 200 || frame.type() == RawStreams.RST_STREAM)) {
						break;
					}
				}
				assertThat(status).as(fields.toString()).isEqualTo(expected[1]);
				stream += 2;
			}
		}
		assertThat(this.backend.received()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { ":protocol", ":scheme", ":path", ":authority", "sec-websocket-version" })
	void whatIsNoCompleteOpeningIsNone(String missing) throws Exception {
		try (RawStreams client = client()) {
			List<String> fields = connect("/chat/1.0.0/open");
			int at = fields.indexOf(missing);
			fields.subList(at, at + 2).clear();
			client.headers(1, false, fields);
			RawStreams.Outcome outcome = client.outcome(1);
			assertThat(outcome.status() == 0 || outcome.status() == 400 || outcome.status() == 426).isTrue();
		}
		assertThat(this.backend.received()).isEmpty();
	}

	@Test
	void nothingComesBeforeTheAnswer() throws Exception {
		try (RawStreams client = client()) {
			this.backend.onCall((_, socket) -> socket.getInputStream().read());
			client.headers(1, false, connect("/chat/1.0.0/open"));
			client.data(1, false, "early");
			RawStreams.Outcome outcome = client.outcome(1);
			assertThat(outcome.status()).isZero();
			assertThat(outcome.error()).isEqualTo(1);
		}
	}

	@Test
	void aBackendThatRefusesIsNotTakenForOneThatAccepts() throws Exception {
		this.backend.onCall((_, socket) -> RawBackend.send(socket, RawBackend.OK));
		try (RawStreams client = client()) {
			client.headers(1, false, connect("/chat/1.0.0/open"));
			assertThat(client.outcome(1).status()).isZero();
		}
	}

	@Test
	void whenTheTokenEndsTheWebSocketDoes() throws Exception {
		try (RawStreams client = client()) {
			client.headers(1, false, connect("/chat/1.0.0/room", "authorization", bearer()));
			assertThat(status(until(client, RawStreams.HEADERS))).isEqualTo("200");
			say(client, 1, "hello");
			assertThat(heard(client, 1, 5)).isEqualTo("hello");
			this.kit.deploy(TestTokens.revocation(this.token));
			assertThat(until(client, RawStreams.DATA).payload()).containsExactly(0x88, 2, 1008 >> 8, 1008 & 0xff);
			RawStreams.Frame end = until(client, RawStreams.DATA);
			while (!end.ends()) {
				end = until(client, RawStreams.DATA);
			}
			assertThat(until(client, RawStreams.RST_STREAM).error()).isZero();
		}
	}

	@Test
	void aStreamThatIsResetEndsTheBackendsConnection() throws Exception {
		CountDownLatch ended = new CountDownLatch(1);
		this.backend.onCall((request, socket) -> {
			WebSocketIT.echo(request, socket);
			ended.countDown();
		});
		try (RawStreams client = client()) {
			client.headers(1, false, connect("/chat/1.0.0/open"));
			assertThat(status(until(client, RawStreams.HEADERS))).isEqualTo("200");
			client.frame(RawStreams.RST_STREAM, 0, 1, new byte[] { 0, 0, 0, 8 });
			assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
			client.headers(3, false, connect("/chat/1.0.0/open"));
			assertThat(status(until(client, RawStreams.HEADERS))).isEqualTo("200");
			say(client, 3, "again");
			assertThat(heard(client, 3, 5)).isEqualTo("again");
		}
	}

}
