package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import io.netty.handler.codec.http2.Http2Headers;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * HTTP/2 on either side of the gateway, and on both.
 */
class StreamIT {

	private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private static TestCertificates certificate;

	private static SSLContext trust;

	private StreamBackend backend;

	private GatewayKit kit;

	@BeforeAll
	static void certify(@TempDir Path directory) {
		certificate = TestCertificates.make(directory, "dns:localhost");
		trust = TestCertificates.trusting(certificate);
	}

	@BeforeEach
	void deploy() {
		this.backend = new StreamBackend(certificate);
		this.kit = new GatewayKit((configuration) -> configuration
			.withLimits(Limits.defaults().withClientTimeouts(Duration.ofSeconds(2), Duration.ofMinutes(5)))
			.withTrust(new GatewayConfiguration.Trust(Set.of(certificate.certificate()), null, null))
			.withListeners(new GatewayConfiguration.Listeners(ANY_PORT, ANY_PORT, certificate.server())));
		this.kit.deploy(open("/plain", this.kit.backend.url("/b")), open("/streams", this.backend.url("/b")));
		Fixtures.ApiBuilder guarded = Fixtures.api("/guarded", this.kit.backend.url(""));
		this.kit.subscribe(guarded, "Unlimited");
	}

	private static SnapshotEntry open(String context, URI url) {
		return Fixtures.api(context, url)
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.HEAD, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE))
			.build();
	}

	@AfterEach
	void stop() {
		this.kit.close();
		this.backend.close();
	}

	private HttpClient client(String... tls) {
		return HttpClient.newBuilder()
			.sslContext(trust)
			.sslParameters((tls.length == 0) ? trust.getDefaultSSLParameters() : new SSLParameters(null, tls))
			.version(HttpClient.Version.HTTP_2)
			.build();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("https://localhost:" + this.kit.gateway().httpsPort() + path));
	}

	private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
			throws IOException, InterruptedException {
		return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aClientSpeaksWhatItChooses(String tls) throws Exception {
		for (HttpClient.Version version : HttpClient.Version.values()) {
			try (HttpClient client = client(tls)) {
				HttpResponse<String> answer = send(client,
						request("/plain/1.0.0/x").version(version).POST(HttpRequest.BodyPublishers.ofString("hello")));
				assertThat(answer.statusCode()).isEqualTo(200);
				assertThat(answer.body()).isEqualTo("ok");
				assertThat(answer.version()).isEqualTo(version);
				TestBackend.Call call = this.kit.backend.calls().take();
				assertThat(call.target()).isEqualTo("/b/x");
				assertThat(call.header("X-forwarded-proto")).containsExactly("https");
				HttpResponse<String> head = send(client, request("/plain/1.0.0/x").version(version).HEAD());
				assertThat(head.statusCode()).isEqualTo(200);
				assertThat(head.body()).isEmpty();
			}
		}
	}

	@Test
	void everyCallIsJudged() throws Exception {
		try (HttpClient client = client()) {
			assertThat(send(client, request("/guarded/1.0.0/x")).statusCode()).isEqualTo(401);
			assertThat(send(client, request("/nowhere/1.0.0/x")).statusCode()).isEqualTo(404);
			HttpResponse<String> answer = send(client, request("/guarded/1.0.0/x").header("Authorization",
					"Bearer " + TestTokens.user(GatewayKit.CONSUMER_KEY, "tom")));
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
			assertThat(answer.headers().firstValue("x-request-id")).isPresent();
		}
	}

	@Test
	void manyCallsShareFewConnections() throws Exception {
		// More than a stream's window; without the second compiler, encrypting is dear.
		String body = "b".repeat(80_000);
		try (HttpClient client = client()) {
			assertThat(send(client, request("/streams/1.0.0/x")).body()).isEqualTo("ok");
			List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 80)
				.mapToObj((_) -> client.sendAsync(
						request("/streams/1.0.0/x").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
						HttpResponse.BodyHandlers.ofString()))
				.toList();
			for (CompletableFuture<HttpResponse<String>> answer : answers) {
				assertThat(answer.get().statusCode()).isEqualTo(200);
				assertThat(answer.get().body()).isEqualTo(body);
			}
		}
		assertThat(this.backend.connections()).isEqualTo(1);
	}

	@Test
	void aBodyThatOthersKeepFromComingIsNotTooSlow() throws Exception {
		HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("b".repeat(200_000));
		try (HttpClient client = client()) {
			assertThat(send(client, request("/streams/1.0.0/x")).body()).isEqualTo("ok");
			// Together they fill the connection's window.
			List<CompletableFuture<HttpResponse<String>>> stalled = IntStream.range(0, 60)
				.mapToObj((_) -> client.sendAsync(request("/streams/1.0.0/stalls").POST(body).build(),
						HttpResponse.BodyHandlers.ofString()))
				.toList();
			CompletableFuture<HttpResponse<String>> kept = client
				.sendAsync(request("/plain/1.0.0/x").POST(body).build(), HttpResponse.BodyHandlers.ofString());
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> kept.get(5, TimeUnit.SECONDS));
			stalled.forEach((one) -> one.cancel(true));
			assertThat(kept.get().statusCode()).isEqualTo(200);
		}
	}

	@Test
	void aBackendIsCalledWithTheProtocolThatItChooses() throws Exception {
		for (int i = 0; i < 3; i++) {
			HttpResponse<String> answer = this.kit.get("/streams/1.0.0/x?q=1", "X-A", "1");
			assertThat(answer.body()).isEqualTo("ok");
			assertThat(answer.headers().firstValue("x-protocol")).contains("h2");
			Http2Headers head = this.backend.received().take();
			assertThat(head.method()).hasToString("GET");
			assertThat(head.path()).hasToString("/b/x?q=1");
			assertThat(head.scheme()).hasToString("https");
			assertThat(head.authority()).hasToString(this.backend.url("").getAuthority());
			assertThat(head.get("x-a")).hasToString("1");
			assertThat(head.contains("connection")).isFalse();
			assertThat(head.contains("host")).isFalse();
		}
	}

	@Test
	void bodiesAndTrailersPassBetweenTheProtocols() {
		String answer = this.kit.raw(
				"POST /streams/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
						+ "5\r\nhello\r\n0\r\nX-Sum: 5\r\nContent-Length: 5\r\n\r\n");
		assertThat(answer.toLowerCase()).startsWith("http/1.1 200 ")
			.contains("transfer-encoding: chunked")
			.contains("hello")
			.endsWith("0\r\nx-sum: 5\r\n\r\n<closed>");
	}

	@Test
	void whatABackendMayNotSendIsRefused() {
		for (String path : List.of("/streams/1.0.0/injects", "/streams/1.0.0/hops")) {
			HttpResponse<String> answer = this.kit.get(path);
			assertThat(answer.statusCode()).as(path).isEqualTo(502);
			assertThat(answer.headers().firstValue("x-injected")).isEmpty();
		}
		assertThat(this.kit.get("/streams/1.0.0/x").statusCode()).isEqualTo(200);
	}

	@Test
	void aBackendThatLeavesIsCalledOnANewConnection() {
		for (int i = 0; i < 4; i++) {
			assertThat(this.kit.get("/streams/1.0.0/leaves").statusCode()).isEqualTo(200);
		}
		assertThat(this.backend.connections()).isGreaterThan(1);
	}

}
