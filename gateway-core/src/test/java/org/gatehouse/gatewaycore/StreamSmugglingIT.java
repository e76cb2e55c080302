package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.gatewaycore.RawStreams.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that come with HTTP/2 and would become others with HTTP/1.1: none gets to the
 * backend as anything but what was judged.
 */
class StreamSmugglingIT {

	private static final int PROTOCOL_ERROR = 1;

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private final RawBackend backend = new RawBackend();

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false)
		.withListeners(new GatewayConfiguration.Listeners(ANY_PORT, null, null, null, true)));

	@BeforeEach
	void deploy() {
		this.kit.deploy(Fixtures.api("/open", this.backend.url("/b"))
			.operations(Fixtures.operation(HttpVerb.GET, "/public/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/public/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.GET, "/secret/*", AuthType.ANY, "s"))
			.build());
	}

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	private RawStreams client() throws IOException {
		return new RawStreams(this.kit.gateway().httpPort());
	}

	private Outcome call(List<String> fields, String... data) throws Exception {
		try (RawStreams client = client()) {
			client.headers(1, data.length == 0, fields);
			for (int i = 0; i < data.length; i++) {
				client.data(1, i == data.length - 1, data[i]);
			}
			return client.outcome(1);
		}
	}

	private void assertNothingWasSmuggled() {
		assertThat(this.backend.complaints()).isEmpty();
		assertThat(this.backend.received()).noneMatch((request) -> request.line().contains("smuggled"));
	}

	@Test
	void aPlainCallPasses() throws Exception {
		assertThat(call(RawStreams.get("/open/1.0.0/public/x", "x-a", "1")).status()).isEqualTo(200);
		RawBackend.Received got = this.backend.received().take();
		assertThat(got.line()).isEqualTo("GET /b/public/x HTTP/1.1");
		assertThat(got.field("x-a")).isEqualTo("1");
		assertThat(got.field("x-forwarded-host")).isEqualTo("gateway");
		assertThat(call(RawStreams.post("/open/1.0.0/public/x"), "hel", "lo").status()).isEqualTo(200);
		assertThat(this.backend.received().take().body()).isEqualTo("hello");
		assertThat(call(RawStreams.post("/open/1.0.0/public/x", "content-length", "5"), "hel", "lo").status())
			.isEqualTo(200);
		assertThat(this.backend.received().take().body()).isEqualTo("hello");
		assertThat(call(RawStreams.get("/open/1.0.0/public/x", "cookie", "a=b", "cookie", "c=d")).status())
			.isEqualTo(200);
		assertThat(this.backend.received().take().field("cookie")).isEqualTo("a=b; c=d");
		assertNothingWasSmuggled();
	}

	static Stream<List<String>> malformed() {
		String hidden = "\r\n\r\nGET /b/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
		List<List<String>> heads = new ArrayList<>();
		for (String bad : List.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade")) {
			heads.add(RawStreams.post("/open/1.0.0/public/x", bad, "chunked"));
		}
		for (String name : List.of("X-Upper", "x a", "x:a", "x\r\na", "x\u0000", "", "x\u00e9", "transfer-encoding ",
				"x\u007f", "(x)", "host: x\r\nx")) {
			heads.add(RawStreams.post("/open/1.0.0/public/x", name, "1"));
		}
		for (String value : List.of("a" + hidden, "a\rb", "a\nb", "a\u0000b", " a", "a ", "\ta", "a\t", "a\u0001",
				"a\u007f", "a\r\nTransfer-Encoding: chunked")) {
			heads.add(RawStreams.post("/open/1.0.0/public/x", "x-a", value));
		}
		for (String length : List.of("x", "+5", "-1", "5,5", "0x5", "5 ", "", "99999999999999999999")) {
			heads.add(RawStreams.post("/open/1.0.0/public/x", "content-length", length));
		}
		heads.add(RawStreams.post("/open/1.0.0/public/x", "content-length", "3"));
		heads.add(RawStreams.post("/open/1.0.0/public/x", "content-length", "0", "content-length", "5"));
		heads.add(RawStreams.get("/open/1.0.0/public/x", "te", "gzip"));
		heads.add(RawStreams.get("/open/1.0.0/public/x", ":path", "/open/1.0.0/secret/x"));
		heads.add(RawStreams.get("/open/1.0.0/public/x", ":unknown", "x"));
		heads.add(RawStreams.get("/open/1.0.0/public/x", ":status", "200"));
		heads.add(RawStreams.get("/open/1.0.0/public/x", ":protocol", "websocket"));
		heads.add(RawStreams.get("/open/1.0.0/public/x", "x", "1", ":authority", "other"));
		heads.add(List.of(":method", "GET", ":scheme", "http", ":authority", "gateway"));
		heads.add(List.of(":method", "GET", ":path", "/open/1.0.0/public/x", ":authority", "gateway"));
		heads.add(List.of(":scheme", "http", ":path", "/open/1.0.0/public/x", ":authority", "gateway"));
		heads.add(List.of(":method", "GET", ":method", "GET", ":scheme", "http", ":path", "/open/1.0.0/public/x",
				":authority", "gateway"));
		heads.add(List.of(":method", "GET", ":scheme", "http", ":path", "", ":authority", "gateway"));
		for (String method : List.of("", "G T", "GET /b/smuggled HTTP/1.1\r\nx: ", "GET\r\n")) {
			List<String> head = RawStreams.get("/open/1.0.0/public/x");
			head.set(1, method);
			heads.add(head);
		}
		return heads.stream();
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void aMalformedHeadResetsItsStream(List<String> head) throws Exception {
		Outcome outcome = call(head);
		assertThat(outcome.error()).as("%s", outcome).isEqualTo(PROTOCOL_ERROR);
		assertThat(this.backend.received()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://gateway/open/1.0.0/public/x", "open/1.0.0/public/x", "*", "\\open\\1.0.0",
			"/open/1.0.0/public/x HTTP/1.1\r\nHost: x\r\n\r\nGET /b/smuggled", "/open/1.0.0/public/x y",
			"/open/1.0.0/public/x#f", "/open/1.0.0/public/x\u0000", "/open/1.0.0/public/\u00e9",
			"/open/1.0.0/public/../secret/x", "/open/1.0.0/public/%2e%2e/secret/x", "/open/1.0.0/public//x",
			"//open/1.0.0/public/x", "/open/1.0.0/public/x\tHTTP/1.1", "/open/1.0.0/public/x\n",
			"/open/1.0.0/public/..;/secret/x", "/open/1.0.0/public/x?\r\n", "/open/1.0.0/public%2f..%2fsecret/x" })
	void aPathWithTwoReadingsIsRefused(String path) throws Exception {
		Outcome outcome = call(RawStreams.get(path));
		assertThat(outcome.status() == 400 || outcome.error() == PROTOCOL_ERROR).as("%s", outcome).isTrue();
		assertThat(this.backend.received()).isEmpty();
	}

	@Test
	void aHostThatIsNotTheAuthorityIsRefused() throws Exception {
		assertThat(call(RawStreams.get("/open/1.0.0/public/x", "host", "gateway")).status()).isEqualTo(200);
		for (List<String> head : List.of(RawStreams.get("/open/1.0.0/public/x", "host", "other"),
				RawStreams.get("/open/1.0.0/public/x", "host", "gateway", "host", "gateway"),
				List.of(":method", "GET", ":scheme", "http", ":path", "/open/1.0.0/public/x", "host", "a", "host", "b"),
				List.of(":method", "GET", ":scheme", "http", ":path", "/open/1.0.0/public/x"),
				List.of(":method", "GET", ":scheme", "http", ":path", "/open/1.0.0/public/x", ":authority", "u@g"),
				List.of(":method", "GET", ":scheme", "ftp", ":path", "/open/1.0.0/public/x", ":authority", "g"),
				List.of(":method", "CONNECT", ":authority", "gateway:80"))) {
			Outcome outcome = call(head);
			assertThat(outcome.status() == 400 || outcome.error() == PROTOCOL_ERROR).as("%s: %s", head, outcome)
				.isTrue();
		}
		assertThat(this.backend.received()).hasSize(1);
	}

	@Test
	void aBodyThatIsNotAsLongAsItSaysEndsItsStream() throws Exception {
		this.backend.onCall((_, socket) -> RawBackend.send(socket, RawBackend.OK));
		for (String length : List.of("4", "6")) {
			Outcome outcome = call(RawStreams.post("/open/1.0.0/public/x", "content-length", length), "hel", "lo");
			assertThat(outcome.error()).as(length).isEqualTo(PROTOCOL_ERROR);
		}
		// A part may have got through before; what was begun is cut off with its
		// connection.
		assertThat(this.backend.received()).allMatch((
				torn) -> torn.body().length() < Integer.parseInt(Objects.requireNonNull(torn.field("content-length"))));
		assertNothingWasSmuggled();
	}

	@Test
	void trailersPassBothWaysWithoutWhatFrames() throws Exception {
		this.backend.onCall((_, socket) -> RawBackend.send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
				+ "Connection: x-hop\r\nX-Hop: 1\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\nContent-Length: 9\r\n\r\n"));
		try (RawStreams client = client()) {
			client.headers(1, false, RawStreams.post("/open/1.0.0/public/x"));
			client.data(1, false, "hello");
			client.headers(1, true, List.of("x-sum", "5", "content-length", "5", "authorization", "x"));
			Outcome outcome = client.outcome(1);
			assertThat(outcome.status()).isEqualTo(200);
			assertThat(outcome.body()).isEqualTo("ok");
			assertThat(outcome.fields()).doesNotContainKeys("transfer-encoding", "connection", "x-hop");
			assertThat(outcome.trailers()).containsOnly(Map.entry("x-sum", "7"));
			assertThat(this.backend.received().take().trailers()).containsExactly("x-sum: 5");
			client.headers(3, false, RawStreams.post("/open/1.0.0/public/x"));
			client.headers(3, true, List.of(":path", "/open/1.0.0/secret/x"));
			assertThat(client.outcome(3).error()).isEqualTo(PROTOCOL_ERROR);
		}
		assertNothingWasSmuggled();
	}

	@Test
	void whoWaitsForAGoAheadGetsIt() throws Exception {
		try (RawStreams client = client()) {
			client.headers(1, false, RawStreams.post("/open/1.0.0/public/x", "expect", "100-continue"));
			RawStreams.Frame frame = Objects.requireNonNull(client.read());
			while (frame.type() != RawStreams.HEADERS) {
				frame = Objects.requireNonNull(client.read());
			}
			assertThat(frame.ends()).isFalse();
			client.data(1, true, "hello");
			assertThat(client.outcome(1).status()).isEqualTo(200);
			assertThat(this.backend.received().take().body()).isEqualTo("hello");
			client.headers(3, false, RawStreams.get("/open/1.0.0/secret/x", "expect", "100-continue"));
			assertThat(client.outcome(3).status()).isEqualTo(401);
		}
	}

}
