package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.Queue;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that two readers could frame in two ways: none gets a second request past the
 * gateway, and none of what gets past is framed in another than the one way.
 */
class SmugglingIT {

	private final RawBackend backend = new RawBackend();

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false));

	@BeforeEach
	void deploy() {
		this.kit.deploy(Fixtures.api("/open", this.backend.url("/b"))
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.DELETE, "/*", AuthType.NONE))
			.build());
	}

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	private static List<String> codings() {
		List<String> codings = new ArrayList<>();
		for (String name : List.of("Transfer-Encoding", "transfer-encoding", "TRANSFER-ENCODING", "Transfer_Encoding",
				"Transfer-Encodin", "Transfer-Encoding ", " Transfer-Encoding", "Transfer\tEncoding",
				"\u000bTransfer-Encoding", "X: y\nTransfer-Encoding", "X: y\rTransfer-Encoding",
				"X: y\u0000Transfer-Encoding", "Transfer-Encoding\u0000", "Transfer-Encoding\u00a0")) {
			for (String separator : List.of(":", ": ", ":\t", ":\u000b", ":\u000c", ":\u0000", ":\r\n ", ":\n ", ": \r",
					"::", "")) {
				for (String value : List.of("chunked", "CHUNKED", "chunKed ", "xchunked", "chunked,", ",chunked",
						"\"chunked\"", "'chunked'", "chunked;q=1", "identity", "identity, chunked", "chunked, identity",
						"gzip, chunked", "chunked\u000b", "chunked\u0000", "chunked\u0085", "chunked\r", "c\r\n hunked",
						"ch\u0000unked", "chunked\r\nTransfer-Encoding: x", "x\r\nTransfer-Encoding: chunked")) {
					codings.add(name + separator + value);
				}
			}
		}
		return codings;
	}

	@Test
	void noVariantOfTransferEncodingHidesARequest() throws InterruptedException {
		String hidden = "GET /open/1.0.0/smuggled HTTP/1.1\r\nHost: gateway\r\nX: ";
		String chunked = "0\r\n\r\n" + hidden;
		List<String> requests = new ArrayList<>();
		for (String coding : codings()) {
			String start = "POST /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n"
					// A line that begins with a blank goes on with the one before it.
					+ "X-Pad: 1\r\n";
			requests.add(start + coding + "\r\nContent-Length: " + chunked.length() + "\r\n\r\n" + chunked);
			requests.add(start + "Content-Length: " + chunked.length() + "\r\n" + coding + "\r\n\r\n" + chunked);
			requests.add(start + "Content-Length: 0\r\n" + coding + "\r\n\r\n" + chunked);
			requests.add(start + coding + "\r\n\r\n" + chunked);
		}
		sendAll(requests);
		assertThat(requests).hasSizeGreaterThan(10_000);
		assertNothingWasSmuggled();
	}

	private void assertNothingWasSmuggled() {
		assertThat(this.backend.complaints()).isEmpty();
		assertThat(this.backend.received()).noneMatch((request) -> request.line().contains("smuggled"));
	}

	private void sendAll(List<String> requests) throws InterruptedException {
		Queue<String> problems = new ConcurrentLinkedQueue<>();
		try (ExecutorService senders = Executors.newFixedThreadPool(8, Thread.ofVirtual().factory())) {
			for (String request : requests) {
				senders.execute(() -> {
					String answer = answer(request);
					if (!answer.matches("(?s)(HTTP/1\\.1 100 Continue\r\n\r\n)?HTTP/1\\.1 (200|400|417) .*")) {
						problems.add(request + "\n-> " + answer);
					}
				});
			}
		}
		assertThat(problems).isEmpty();
	}

	private String answer(String request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.kit.gateway().httpPort())) {
			socket.setSoTimeout(5_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			InputStream in = socket.getInputStream();
			return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "5 \r\nhello", " 5\r\nhello", "5\u0001\r\nhello", "5\u0000\r\nhello", "+5\r\nhello",
			"0x5\r\nhello", "100000005\r\nhello", "00000000000000005\r\nhello", "ffffffff\r\nhello", "-5\r\nhello",
			"5;\u0000a=b\r\nhello", "5;a\n\r\nhello", "5\r;a\r\nhello", "5\nhello", "5\rhello", "\r\nhello",
			"5,5\r\nhello", "5;a=\"\n\"\r\nhello", "5\r\nhelloX", "5\r\nhello\n0\r\n\r\n", "5\r\nhello\r0\r\n\r\n",
			"g\r\nhello", "5 ;a\u007f\r\nhello" })
	void aChunkThatIsNotAnnouncedPlainlyEndsTheConnection(String chunk) {
		String answer = answer("POST /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n"
				+ chunk + "\r\n0\r\n\r\nGET /open/1.0.0/smuggled HTTP/1.1\r\nHost: gateway\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 400 ");
		assertNothingWasSmuggled();
	}

	@Test
	void chunksThatAreAnnouncedPlainlyPass() throws InterruptedException {
		String head = "POST /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nTransfer-Encoding: Chunked\r\n\r\n";
		for (String body : List.of("5\r\nhello\r\n0\r\n\r\n", "05;a=b;c=\"d e\"\r\nhello\r\n000\r\n\r\n",
				"1\r\nh\r\n4 ;a\r\nello\r\n0;x\r\n\r\n", "2\r\nhe\r\n3\r\nllo\r\n0\r\nX-Sum: 1\r\n\r\n")) {
			assertThat(answer(head + body)).startsWith("HTTP/1.1 200 ");
			assertThat(this.backend.received().take().body()).isEqualTo("hello");
		}
		// Byte by byte, so that every boundary falls between two reads.
		String slow = head + "a\r\n0123456789\r\n1;x\r\n!\r\n0\r\nX-Sum: 1\r\n\r\n";
		assertThat(slowly(slow)).startsWith("HTTP/1.1 200 ");
		assertThat(this.backend.received().take().body()).isEqualTo("0123456789!");
		assertNothingWasSmuggled();
	}

	private String slowly(String request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.kit.gateway().httpPort())) {
			socket.setTcpNoDelay(true);
			for (byte b : request.getBytes(StandardCharsets.ISO_8859_1)) {
				socket.getOutputStream().write(b);
				Thread.yield();
			}
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "GET  /open/1.0.0/x HTTP/1.1", "GET /open/1.0.0/x  HTTP/1.1", "GET\t/open/1.0.0/x HTTP/1.1",
					"GET\u000b/open/1.0.0/x HTTP/1.1", "GET /open/1.0.0/x\rHTTP/1.1", "GET\r/open/1.0.0/x HTTP/1.1",
					" GET /open/1.0.0/x HTTP/1.1", "\u0000GET /open/1.0.0/x HTTP/1.1", "\nGET /open/1.0.0/x HTTP/1.1",
					"\r\r\nGET /open/1.0.0/x HTTP/1.1", "GET /open/1.0.0/x HTTP/1.1 ", "GET /open/1.0.0/x HTTP/1.1\t",
					"GET /open/1.0.0/x y HTTP/1.1", "GET /open/1.0.0/x", "GET /open/1.0.0/x HTTP/1.10",
					"GET /open/1.0.0/x HTTP/01.1", "GET /open/1.0.0/x http/1.1", "GET /open/1.0.0/x HTTP/1,1",
					"GET /open/1.0.0/x HTTP/1.1\nX: y", "GET /open/1.0.0/x HTTP/1.1\r\nX: a\u0000b",
					"GET /open/1.0.0/x HTTP/1.1\r\nX: a\rb", "GET /open/1.0.0/x HTTP/1.1\r\n X: a",
					"GET /open/1.0.0/x HTTP/1.1\r\nX : a", "GET /open/1.0.0/x HTTP/1.1\r\n: a",
					"GET /open/1.0.0/x HTTP/1.1\r\nX", "GET /open/1.0.0/x HTTP/1.1\r\nX\u00e9: a",
					"GET /open/1.0.0/x HTTP/1.1\r\n(X): a", "GET /open/1.0.0/x HTTP/1.1\r\nHost: other",
					"GET http://user@gateway/open/1.0.0/x HTTP/1.1", "GET http://a b/open/1.0.0/x HTTP/1.1",
					"GET http:///open/1.0.0/x HTTP/1.1", "GET open/1.0.0/x HTTP/1.1", "GET * HTTP/1.1",
					"GET \\open\\1.0.0\\x HTTP/1.1", "GET /open/1.0.0/x#f HTTP/1.1", "GET /open/1.0.0/\u00e9 HTTP/1.1",
					"GET /open/1.0.0/x?\u0000 HTTP/1.1", "CONNECT gateway:80 HTTP/1.1", "G(T /open/1.0.0/x HTTP/1.1" })
	void aHeadThatIsNotPlainIsRefused(String head) {
		String answer = answer(head + "\r\nHost: gateway\r\nConnection: close\r\n\r\n");
		assertThat(answer).matches("(?s)HTTP/1\\.1 (400|505) .*");
		assertThat(this.backend.received()).isEmpty();
	}

	@Test
	void bodiesOfMethodsThatSeldomHaveOneAreFramedToo() throws InterruptedException {
		for (String method : List.of("GET", "DELETE")) {
			assertThat(answer(method + " /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n"
					+ "Content-Length: 32\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"))
				.startsWith("HTTP/1.1 200 ");
			assertThat(this.backend.received().take().body()).startsWith("GET /smuggled");
		}
		assertNothingWasSmuggled();
	}

}
