package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Backends that answer badly: the caller is told so, and the connection is not used
 * again.
 */
class BackendAnswersIT {

	private static final String GET = "GET /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\n\r\n";

	private final RawBackend backend = new RawBackend();

	private final GatewayKit kit = new GatewayKit();

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

	private void answers(String bytes) {
		this.backend.onCall((_, socket) -> RawBackend.send(socket, bytes));
	}

	/** The backend has closed nothing, so that a new connection shows that it was. */
	private void assertNextCallTakesANewConnection() {
		int before = this.backend.connections();
		answers(RawBackend.OK);
		assertThat(this.kit.get("/open/1.0.0/x").body()).isEqualTo("ok");
		assertThat(this.backend.connections()).isEqualTo(before + 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nhello",
			"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
			"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello!",
			"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
			"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello", "HTTP/1.1 2OO OK\r\n\r\n",
			"HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "FTP/1.1 200 OK\r\n\r\n",
			"garbage\r\n\r\n", "\u0000\u0001\u0002\r\n\r\n",
			"HTTP/1.1 200 OK\r\nX: a\u0000b\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: b\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nnocolon\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\n\r\n" })
	void anAnswerThatBreaksTheProtocolIs502AndTheConnectionIsClosed(String bytes) {
		answers(bytes);
		HttpResponse<String> answer = this.kit.get("/open/1.0.0/x");
		assertThat(answer.statusCode()).isEqualTo(502);
		assertThat(answer.body()).contains("101506");
		assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
		assertNextCallTakesANewConnection();
	}

	@Test
	void aHeadThatIsTooLargeIs502() {
		answers("HTTP/1.1 200 OK\r\nX: " + "a".repeat(40_000) + "\r\nContent-Length: 0\r\n\r\n");
		assertThat(this.kit.get("/open/1.0.0/x").statusCode()).isEqualTo(502);
		assertNextCallTakesANewConnection();
	}

	@Test
	void aFloodOfInterimAnswersIs502() {
		answers("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(50) + RawBackend.OK);
		assertThat(this.kit.get("/open/1.0.0/x").statusCode()).isEqualTo(502);
		assertNextCallTakesANewConnection();
	}

	@Test
	void aFewInterimAnswersAreOverlooked() {
		answers("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + RawBackend.OK);
		assertThat(this.kit.raw(GET)).startsWith("HTTP/1.1 200 ").doesNotContain("Early", " 103 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "5\r\nhello\r\nzz\r\n", "5\r\nhelloXY\r\n", "100000005\r\nhello\r\n0\r\n\r\n" })
	void aBadChunkCutsTheAnswerSoThatNobodyTakesItForWhole(String chunks) {
		answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
		String answer = this.kit.raw(GET);
		assertThat(answer).doesNotContain("\r\n0\r\n\r\n");
		assertThat(answer.startsWith("HTTP/1.1 502 ") || answer.endsWith("<closed>")).as(answer).isTrue();
		assertNextCallTakesANewConnection();
	}

	@Test
	void anAnswerThatBreaksOffIsCut() {
		this.backend.onCall((_, socket) -> {
			RawBackend.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
			socket.close();
		});
		assertThat(this.kit.raw(GET)).startsWith("HTTP/1.1 200 ").endsWith("hello<closed>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 304 Not Modified\r\nContent-Length: 45\r\n\r\n",
			"HTTP/1.1 204 No Content\r\nContent-Length: 45\r\n\r\n",
			"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n2d\r\n", "HTTP/1.1 304 Not Modified\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" })
	void whatFollowsAnAnswerIsNeverTakenForTheNext(String head) throws Exception {
		answers(head + "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nPLANTED");
		try (Socket client = new Socket("127.0.0.1", this.kit.gateway().httpPort())) {
			client.setSoTimeout(5000);
			RawBackend.send(client, GET);
			byte[] buffer = new byte[4096];
			assertThat(new String(buffer, 0, client.getInputStream().read(buffer), StandardCharsets.ISO_8859_1))
				.matches("(?s)HTTP/1.1 (200|204|304) .*");
			answers(RawBackend.OK);
			RawBackend.send(client, GET);
			String next = new String(buffer, 0, client.getInputStream().read(buffer), StandardCharsets.ISO_8859_1);
			assertThat(next).startsWith("HTTP/1.1 200 ").endsWith("ok");
		}
		assertThat(this.backend.connections()).isEqualTo(2);
	}

	@Test
	void headAnswersMaySayHowLongTheirBodyWouldBe() {
		answers("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
		for (int i = 0; i < 5; i++) {
			assertThat(this.kit.raw("HEAD /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n")
				.toLowerCase(Locale.ROOT)).contains("content-length: 5000\r\n").endsWith("\r\n\r\n<closed>");
		}
	}

	@Test
	void theBackendsOwnMattersStayBehindTheGateway() {
		answers("HTTP/1.1 200 OK\r\nServer: x/1\r\nX-Powered-By: y\r\nX-AspNet-Version: 4\r\nConnection: X-Hop\r\n"
				+ "X-Hop: 1\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\nUpgrade: h2c\r\nX-Own: 2\r\n"
				+ "Content-Length: 2\r\n\r\nok");
		String answer = this.kit.raw(GET).toLowerCase(Locale.ROOT);
		for (String name : List.of("server", "x-powered-by", "x-aspnet-version", "connection", "x-hop", "keep-alive",
				"proxy-authenticate", "upgrade")) {
			assertThat(answer).doesNotContain("\r\n" + name + ":");
		}
		assertThat(answer).contains("\r\nx-own: 2\r\n");
	}

}
