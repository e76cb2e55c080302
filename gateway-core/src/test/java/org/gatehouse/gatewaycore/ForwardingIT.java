package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a backend is told of a call, and what it is not.
 */
class ForwardingIT {

	private static final String GET = "GET /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\n";

	private final RawBackend backend = new RawBackend();

	private final GatewayKit kit = new GatewayKit();

	@BeforeEach
	void deploy() {
		this.kit.deploy(api("/open").build());
	}

	private Fixtures.ApiBuilder api(String context) {
		return Fixtures.api(context, this.backend.url("/b"))
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.GET, "/secret", AuthType.ANY, "top"));
	}

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	private RawBackend.Received forwarded(String request) throws InterruptedException {
		assertThat(this.kit.raw(request)).startsWith("HTTP/1.1 200 ");
		assertThat(this.backend.complaints()).isEmpty();
		return this.backend.received().take();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-JWT-Assertion", "x-jwt-assertion", "X_JWT_Assertion", "X-JWT_Assertion", "X-User-ID",
			"X_User_ID", "X-Real-IP", "X_Real_IP", "True-Client-IP", "Forwarded", "X-Forwarded-User",
			"X-Forwarded-Client-Cert", "X-Forwarded-Port", "X_Forwarded_For", "X_Forwarded_Host", "X-Forwarded_Proto",
			"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X_HTTP_Method_Override", "X-Original-URL",
			"X-Rewrite-URL", "Transfer_Encoding", "Content_Length", "Proxy-Authorization", "Keep-Alive", "TE",
			"Trailer", "Upgrade", "Proxy-Connection" })
	void aFieldThatACallerHasNoSayInIsDropped(String name) throws InterruptedException {
		RawBackend.Received request = forwarded(GET + name + ": a\r\n" + name + ": b\r\nX-Own: c\r\n\r\n");
		assertThat(request.field(name)).isNull();
		assertThat(request.field("X-Own")).isEqualTo("c");
	}

	@Test
	void fieldsThatConnectionNamesGoWithItButNotTheGatewaysOwn() throws InterruptedException {
		RawBackend.Received request = forwarded(
				GET + "Connection: X-Hop, x-two ,Host, X-Forwarded-For, X-Request-Id\r\nConnection: X-Three, close\r\n"
						+ "X-Hop: 1\r\nX-Two: 2\r\nX-Three: 3\r\nX-Four: 4\r\nX-Request-Id: mine\r\n\r\n");
		assertThat(request.fields()).noneMatch((field) -> field.matches("(?i)(connection|x-hop|x-two|x-three):.*"));
		assertThat(request.field("X-Four")).isEqualTo("4");
		assertThat(request.field("X-Request-Id")).isEqualTo("mine");
		assertThat(request.field("X-Forwarded-For")).isEqualTo("127.0.0.1");
		assertThat(request.field("Host")).isEqualTo(this.backend.url("").getAuthority());
		assertThat(request.field("Via")).isEqualTo("1.1 gatehouse");
	}

	@Test
	void whatTheCallerSaysOfItsAddressIsNotBelieved() throws InterruptedException {
		RawBackend.Received request = forwarded(
				GET + "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\n" + "X-Forwarded-Host: evil\r\n\r\n");
		assertThat(request.field("X-Forwarded-For")).isEqualTo("127.0.0.1");
		assertThat(request.field("X-Forwarded-Proto")).isEqualTo("http");
		assertThat(request.field("X-Forwarded-Host")).isEqualTo("gateway");
	}

	@Test
	void theHostOfATargetInAbsoluteFormGoesBeforeTheFieldHost() throws InterruptedException {
		RawBackend.Received request = forwarded(
				"GET http://api.example:8280/open/1.0.0/x HTTP/1.1\r\nHost: other\r\n\r\n");
		assertThat(request.line()).isEqualTo("GET /b/x HTTP/1.1");
		assertThat(request.field("X-Forwarded-Host")).isEqualTo("api.example:8280");
	}

	@Test
	void aTrustedProxysWordIsTakenUpToTheFirstThatIsNotTrusted() throws Exception {
		try (GatewayKit behindProxy = new GatewayKit(
				(configuration) -> configuration.withTrustedProxies(Set.of("127.0.0.1", "10.0.0.1")))) {
			behindProxy.deploy(api("/open").build());
			assertThat(behindProxy.raw(GET + "X-Forwarded-For: 6.6.6.6, 203.0.113.7\r\nX-Forwarded-For: 10.0.0.1\r\n"
					+ "X-Forwarded-Proto: https\r\nX-Forwarded-Host: public\r\nX-Real-IP: 6.6.6.6\r\nConnection: close\r\n\r\n"))
				.startsWith("HTTP/1.1 200 ");
			RawBackend.Received request = this.backend.received().take();
			assertThat(request.fields()).contains("x-forwarded-for: 6.6.6.6, 203.0.113.7, 10.0.0.1, 127.0.0.1");
			assertThat(request.field("X-Forwarded-Proto")).isEqualTo("https");
			assertThat(request.field("X-Forwarded-Host")).isEqualTo("public");
			assertThat(request.field("X-Real-IP")).isNull();
		}
	}

	@Test
	void trailersArePassedOnBothWaysButNotThoseThatFrameOrIdentify() throws InterruptedException {
		this.backend.onCall((_, socket) -> RawBackend.send(socket,
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\n"
						+ "X-Sum: 7\r\nSet-Cookie: a=b\r\nContent-Length: 3\r\nLocation: /x\r\n\r\n"));
		String answer = this.kit
			.raw("POST /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n"
					+ "5\r\nhello\r\n0\r\nX-Sum: 42\r\nX-JWT-Assertion: me\r\nX_User_ID: me\r\nAuthorization: me\r\n"
					+ "Host: me\r\nCookie: me\r\nX-Forwarded-For: me\r\nX-Grpc-Status: 0\r\n\r\n");
		RawBackend.Received request = this.backend.received().take();
		assertThat(request.body()).isEqualTo("hello");
		assertThat(request.trailers()).containsExactlyInAnyOrder("X-Sum: 42", "X-Grpc-Status: 0");
		assertThat(answer).contains("2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n").doesNotContain("Set-Cookie", "Location");
		assertThat(this.backend.complaints()).isEmpty();
	}

	@Test
	void anOldClientGetsNoTrailers() {
		this.backend.onCall((_, socket) -> RawBackend.send(socket,
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n"));
		assertThat(this.kit.raw("GET /open/1.0.0/x HTTP/1.0\r\n\r\n")).endsWith("\r\n\r\nok<closed>");
	}

	@Test
	void noMethodLeadsRoundAnOperation() {
		for (String method : List.of("TRACE", "TRACK", "PUT", "PATCH", "get", "Get", "FOO", "PROPFIND", "GETT",
				"DEBUG")) {
			assertThat(
					this.kit.raw(method + " /open/1.0.0/secret HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n"))
				.as(method)
				.startsWith("HTTP/1.1 405 ")
				.containsIgnoringCase("\r\nallow: GET, POST, HEAD\r\n");
		}
		for (String call : List.of("HEAD /open/1.0.0/secret HTTP/1.1\r\n",
				"GET /open/1.0.0/secret HTTP/1.1\r\nX-HTTP-Method-Override: POST\r\n",
				"GET /open/1.0.0/secret HTTP/1.1\r\nX-Original-URL: /open/1.0.0/x\r\n")) {
			assertThat(this.kit.raw(call + "Host: gateway\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 401 ");
		}
		String options = this.kit
			.raw("OPTIONS /open/1.0.0/secret HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");
		assertThat(options).startsWith("HTTP/1.1 200 ").containsIgnoringCase("\r\nallow: ");
		assertThat(this.backend.received()).isEmpty();
	}

	@Test
	void aRefusalSaysNothingOfTheTokenOrThePath() {
		String answer = this.kit.raw("GET /open/1.0.0/secret HTTP/1.1\r\nHost: gateway\r\n"
				+ "Authorization: Bearer very-secret\r\nAccept: application/json\r\nConnection: close\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 401 ").contains("\"code\":\"900901\"").doesNotContain("very-secret");
		assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/json",
				"x-content-type-options: nosniff", "cache-control: no-store");
		for (String bad : List.of("GET /<script> HTTP/1.1\r\nHost: gateway\r\n\r\n",
				"GET /%00<script> HTTP/1.1\r\n\r\n", "<script> / HTTP/1.1\r\n\r\n")) {
			assertThat(this.kit.raw(bad)).startsWith("HTTP/1.1 400 ").doesNotContain("<script", "script>");
		}
	}

	@Test
	void manyParametersInAQueryPassUntouchedWithinTheLimit() throws InterruptedException {
		String query = "?" + "a&".repeat(4000);
		assertThat(forwarded("GET /open/1.0.0/x" + query + " HTTP/1.1\r\nHost: gateway\r\n\r\n").target())
			.isEqualTo("/b/x" + query);
	}

}
