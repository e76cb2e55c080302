package org.gatehouse.gatewaycore;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HTTP as such: framing, streaming, connections and time.
 */
class TransportIT {

	private static final String HOST = "Host: gateway\r\n";

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration.withLimits(Limits.defaults()
		.withClientTimeouts(Duration.ofMillis(400), Duration.ofSeconds(3))
		.withBackendTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1))));

	@BeforeEach
	void deploy() {
		this.kit.deploy(open("/open", this.kit.backend.url("/b")).build());
	}

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private static Fixtures.ApiBuilder open(String context, URI url) {
		return Fixtures.api(context, url)
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.GET, "/secret", AuthType.ANY, "top"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
			"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nG", "Transfer-Encoding: xchunked\r\n\r\n",
			"Transfer-Encoding: chunked, identity\r\n\r\n", "Transfer-Encoding: gzip, chunked\r\n\r\n",
			"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
			"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
			"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
			"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "Content-Length: +5\r\n\r\nhello",
			"Content-Length: 5, 5\r\n\r\nhello", "Content-Length: 0x5\r\n\r\nhello", "Content-Length: -1\r\n\r\n",
			"Content-Length : 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
			"Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n", "X\u0000Y: z\r\n\r\n", "Host: second\r\n\r\n",
			": x\r\n\r\n", "X Y: z\r\n\r\n" })
	void whatCanBeFramedInTwoWaysIsRefusedAndTheConnectionClosed(String rest) {
		String answer = this.kit.raw("POST /open/1.0.0/x HTTP/1.1\r\n" + HOST + rest);
		assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("<closed>");
		assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open/1.0.0/x/../secret", "/open/1.0.0/%2e%2e/1.0.0/secret", "/open/1.0.0//secret",
			"/open/1.0.0/%2fsecret", "/open/1.0.0/;x/secret", "/open/1.0.0/secret;x", "/open/1.0.0/secret%00",
			"/open/1.0.0/x\\..\\secret", "/open/1.0.0/x%5c..%5csecret", "/open/1.0.0/./secret",
			"/open/1.0.0/%252e%252e/secret", "/open/1.0.0/%c0%ae/secret" })
	void aPathWithTwoReadingsIsRefused(String path) {
		assertThat(this.kit.raw("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 400 ");
		assertThat(this.kit.backend.calls()).isEmpty();
	}

	@Test
	void aPathIsForwardedAsItWasJudged() {
		assertThat(this.kit.raw("GET /open/1.0.0/%73ecret HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 401 ");
		assertThat(this.kit.raw("GET /open/1.0.0/secret/ HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 401 ");
		assertThat(this.kit.raw("HEAD /open/1.0.0/secret HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 401 ");
		assertThat(this.kit.raw("GET http://elsewhere/open/1.0.0/%61%2c?%61 HTTP/1.1\r\n" + HOST + "\r\n"))
			.startsWith("HTTP/1.1 200 ");
		assertThat(this.kit.backend.calls().remove().target()).isEqualTo("/b/a%2C?%61");
	}

	@Test
	void limitsAreAnsweredWithTheirOwnStatus() {
		String get = "GET /open/1.0.0/x";
		assertThat(this.kit.raw(get + "?" + "a".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
			.startsWith("HTTP/1.1 414 ");
		assertThat(this.kit.raw(get + " HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(17000) + "\r\n\r\n"))
			.startsWith("HTTP/1.1 431 ");
		assertThat(this.kit.raw(get + " HTTP/1.1\r\n" + HOST + "X: a\r\n".repeat(101) + "\r\n"))
			.startsWith("HTTP/1.1 431 ");
		assertThat(this.kit.raw(get + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
		assertThat(this.kit.raw(get + " HTTP/2.0\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 505 ");
		assertThat(this.kit.raw(get + " HTTP/1.1\r\n" + HOST + "Expect: magic\r\n\r\n")).startsWith("HTTP/1.1 417 ");
		assertThat(this.kit.raw(get + " HTTP/1.1\r\nHos")).startsWith("HTTP/1.1 408 ");
		assertThat(this.kit.raw("TRACE /open/1.0.0/x HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 405 ");
	}

	@Test
	void pipelinedCallsAreAnsweredInOrder() {
		StringBuilder calls = new StringBuilder();
		for (int i = 0; i < 200; i++) {
			String path = (i % 3 == 0) ? "/open/1.0.0/x" : (i % 3 == 1) ? "/nowhere" : "/livez";
			calls.append("GET ").append(path).append(" HTTP/1.1\r\n").append(HOST);
			calls.append("X-Request-Id: r").append(i).append("\r\n\r\n");
		}
		String answer = this.kit.raw(calls.toString());
		int at = 0;
		for (int i = 0; i < 200; i++) {
			at = answer.indexOf("x-request-id: r" + i + "\r\n", at);
			assertThat(at).as("answer " + i).isPositive();
		}
		assertThat(answer).endsWith("<open>");
	}

	@Test
	void aLargeBodyStreamsBothWaysInBoundedMemory() throws Exception {
		long size = 300_000_000;
		AtomicLong received = new AtomicLong();
		this.kit.backend.onCall((exchange) -> {
			byte[] buffer = new byte[65536];
			try (InputStream in = exchange.getRequestBody()) {
				for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
					received.addAndGet(n);
				}
			}
			exchange.sendResponseHeaders(200, 0);
			try (OutputStream out = exchange.getResponseBody()) {
				for (long left = size; left > 0; left -= buffer.length) {
					out.write(buffer, 0, (int) Math.min(buffer.length, left));
				}
			}
		});
		byte[] part = new byte[1_000_000];
		HttpRequest request = this.kit.request("/open/1.0.0/big")
			.timeout(Duration.ofSeconds(120))
			.POST(HttpRequest.BodyPublishers
				.ofByteArrays(() -> java.util.stream.Stream.generate(() -> part).limit(size / part.length).iterator()))
			.build();
		HttpResponse<InputStream> answer = this.kit.client.send(request, HttpResponse.BodyHandlers.ofInputStream());
		long direct = io.netty.util.internal.PlatformDependent.usedDirectMemory();
		assertThat(direct).isLessThan(64_000_000);
		long sent = 0;
		byte[] buffer = new byte[65536];
		try (InputStream in = answer.body()) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				sent += n;
			}
		}
		assertThat(received).hasValue(size);
		assertThat(sent).isEqualTo(size);
	}

	@Test
	void theClientIsToldToContinueOnlyWhereTheCallPasses() {
		String head = " HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n";
		assertThat(this.kit.raw("POST /open/1.0.0/x" + head)).startsWith("HTTP/1.1 100 ");
		assertThat(this.kit.raw("POST /nowhere" + head)).startsWith("HTTP/1.1 404 ").endsWith("<closed>");
	}

	@Test
	void aRefusedBodyIsReadAwayForTheNextCall() {
		String answer = this.kit.raw("POST /nowhere HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhello"
				+ "GET /livez HTTP/1.1\r\n" + HOST + "\r\n");
		assertThat(answer).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 ").endsWith("<open>");
	}

	@Test
	void headersOfTheConnectionAndOfIdentityStayHere() {
		String answer = this.kit.raw("GET /open/1.0.0/x HTTP/1.1\r\n" + HOST
				+ "Connection: close, X-Private\r\nX-Private: 1\r\nTE: trailers\r\nUpgrade: h2c\r\nX-Forwarded-For: 6.6.6.6\r\n"
				+ "Forwarded: for=6.6.6.6\r\nX-JWT-Assertion: a\r\nX_JWT_Assertion: b\r\nX-HTTP-Method-Override: DELETE\r\n"
				+ "X-Keep: me\r\nAuthorization: Bearer secret\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("<closed>");
		TestBackend.Call call = this.kit.backend.calls().remove();
		assertThat(call.headers().keySet()).contains("X-keep")
			.doesNotContain("X-private", "Te", "Upgrade", "Forwarded", "X-jwt-assertion", "X_jwt_assertion",
					"X-http-method-override", "Authorization");
		assertThat(call.header("X-forwarded-for")).containsExactly("127.0.0.1");
		assertThat(call.header("X-forwarded-host")).containsExactly("gateway");
	}

	@Test
	void oldClientsAreServed() {
		this.kit.backend.onCall((exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write("chunked".getBytes(StandardCharsets.UTF_8));
			exchange.close();
		});
		String answer = this.kit.raw("GET /open/1.0.0/x HTTP/1.0\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nchunked<closed>");
		assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("transfer-encoding");
	}

	@Test
	void redirectsLeadBackThroughTheGateway() {
		this.kit.backend.onCall((exchange) -> {
			exchange.getResponseHeaders().set("Location", this.kit.backend.url("/b/next?x=1").toString());
			exchange.getResponseHeaders().set("X-Powered-By", "secret sauce");
			TestBackend.answer(exchange, 302, "");
		});
		HttpResponse<String> answer = this.kit.get("/open/1.0.0/x");
		assertThat(answer.headers().firstValue("location")).hasValue("/open/1.0.0/next?x=1");
		assertThat(answer.headers().firstValue("x-powered-by")).isEmpty();
	}

	@Test
	void aBackendThatFailsIsNamedAsTheCulprit() throws Exception {
		int nobody;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			nobody = socket.getLocalPort();
		}
		this.kit.deploy(open("/refused", URI.create("http://127.0.0.1:" + nobody)).build(),
				open("/unknown", URI.create("http://no-such-host.invalid")).build());
		assertThat(this.kit.get("/refused/1.0.0/x").statusCode()).isEqualTo(502);
		assertThat(this.kit.get("/refused/1.0.0/x").body()).contains("\"code\":\"101503\"");
		assertThat(this.kit.get("/unknown/1.0.0/x").statusCode()).isEqualTo(502);
		CountDownLatch never = new CountDownLatch(1);
		this.kit.backend.onCall((exchange) -> {
			try {
				never.await(5, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			exchange.close();
		});
		HttpResponse<String> late = this.kit.get("/open/1.0.0/x");
		assertThat(late.statusCode()).isEqualTo(504);
		assertThat(late.body()).contains("\"code\":\"101504\"");
		never.countDown();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
			"garbage\r\n\r\n", "", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello" })
	void aBackendThatBreaksTheProtocolIs502(String bytes) throws Exception {
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			Thread.ofVirtual().start(() -> {
				try (Socket socket = server.accept()) {
					socket.getInputStream().read(new byte[4096]);
					socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
					socket.getOutputStream().flush();
				}
				catch (java.io.IOException ex) {
					throw new java.io.UncheckedIOException(ex);
				}
			});
			this.kit.deploy(open("/bad", URI.create("http://127.0.0.1:" + server.getLocalPort())).build());
			assertThat(this.kit.get("/bad/1.0.0/x").statusCode()).isEqualTo(502);
		}
	}

	@Test
	void preflightsAreAnsweredForTheResource() {
		HttpRequest preflight = this.kit.request("/open/1.0.0/secret")
			.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
			.header("Origin", "https://page.example")
			.header("Access-Control-Request-Method", "GET")
			.build();
		HttpResponse<String> answer = this.kit.send(preflight);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue("*");
		assertThat(answer.headers().firstValue("access-control-allow-methods")).hasValue("GET, POST, HEAD, OPTIONS");
		assertThat(this.kit.get("/open/1.0.0/x", "Origin", "https://page.example")
			.headers()
			.firstValue("access-control-allow-origin")).hasValue("*");
	}

	@Test
	void connectionsToTheBackendAreKept() {
		for (int i = 0; i < 50; i++) {
			assertThat(this.kit.get("/open/1.0.0/x").body()).isEqualTo("ok");
			assertThat(this.kit.send(this.kit.request("/open/1.0.0/x").HEAD().build()).statusCode()).isEqualTo(200);
			assertThat(this.kit
				.send(this.kit.request("/open/1.0.0/x").POST(HttpRequest.BodyPublishers.ofString("{}")).build())
				.statusCode()).isEqualTo(200);
		}
		assertThat(this.kit.backend.calls()).hasSize(150);
	}

}
