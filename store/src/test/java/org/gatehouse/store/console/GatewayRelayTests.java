package org.gatehouse.store.console;

import java.util.Locale;
import java.nio.charset.StandardCharsets;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.store.console.ConsoleResult.Cause;
import org.gatehouse.testkit.backend.BackendAnswer;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayRelayTests {

	/** The first byte of a TLS handshake record (RFC 8446 section 5.1). */
	private static final int TLS_HANDSHAKE = 22;

	private final RecordingBackend gateway = RecordingBackend.start();

	private final GatewayRelay relay = GatewayRelay.withTimeout(Duration.ofSeconds(10));

	@AfterEach
	void stop() {
		this.gateway.close();
	}

	@Test
	void showsTheAnswerWithoutCookiesAndWithoutFollowingIt() {
		this.gateway.answer(request -> new BackendAnswer(302,
				Map.of("Location", "http://elsewhere.invalid/", "Set-Cookie", "a=b", "RateLimit", "\"api\";r=0;t=37"),
				"moved".getBytes(StandardCharsets.UTF_8)));

		ConsoleResult.Answered answered = answered(this.gateway.uri());

		assertThat(answered.status()).isEqualTo(302);
		assertThat(answered.body()).isEqualTo("moved");
		assertThat(answered.took()).isPositive();
		assertThat(answered.headers()).extracting(field -> field.name().toLowerCase(Locale.ROOT))
			.contains("location", "ratelimit")
			.doesNotContain("set-cookie", "content-length", "date");
	}

	@Test
	void cutsALongAnswer() {
		this.gateway.answer(request -> BackendAnswer.text(200, "ä".repeat(GatewayRelay.LARGEST_BODY)));

		ConsoleResult.Answered answered = answered(this.gateway.uri());

		assertThat(answered.truncated()).isTrue();
		assertThat(answered.body()).hasSizeBetween(GatewayRelay.LARGEST_BODY / 2 - 4, GatewayRelay.LARGEST_BODY / 2);
	}

	@Test
	void saysThatBytesAreNoText() {
		this.gateway.answer(request -> new BackendAnswer(200, "image/png", new byte[] { (byte) 0x89, (byte) 0xff, 1 }));

		assertThat(answered(this.gateway.uri()).body()).isEqualTo("(3 bytes that are no text)");
	}

	@Test
	void givesUpOnASlowGateway() {
		CountDownLatch never = new CountDownLatch(1);
		this.gateway.answer(request -> {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return BackendAnswer.text(200, "late");
		});

		assertThat(send(GatewayRelay.withTimeout(Duration.ofMillis(200)), this.gateway.uri()))
			.isEqualTo(new ConsoleResult.Failed(Cause.TIMEOUT, "curl"));
		never.countDown();
	}

	@Test
	void tellsWhyThereIsNoAnswer() {
		URI closed = this.gateway.uri();
		this.gateway.close();

		assertThat(send(this.relay, closed)).isEqualTo(new ConsoleResult.Failed(Cause.UNREACHABLE, "curl"));
		assertThat(send(this.relay, URI.create("http://gateway.invalid/")))
			.isEqualTo(new ConsoleResult.Failed(Cause.UNKNOWN_HOST, "curl"));
	}

	@Test
	void tellsThatTlsIsTheTrouble() throws Exception {
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ExecutorService server = Executors.newSingleThreadExecutor()) {
			Future<?> served = server.submit(() -> {
				try (Socket connection = plain.accept()) {
					// Answers what asks for TLS in clear, as a server without TLS does.
					assertThat(connection.getInputStream().read()).isEqualTo(TLS_HANDSHAKE);
					connection.getOutputStream()
						.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
					connection.getInputStream().readAllBytes();
				}
				return "";
			});

			assertThat(send(this.relay, URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/")))
				.isEqualTo(new ConsoleResult.Failed(Cause.TLS, "curl"));
			served.cancel(true);
		}
	}

	private ConsoleResult.Answered answered(URI address) {
		ConsoleResult result = send(this.relay, address);
		assertThat(result).isInstanceOf(ConsoleResult.Answered.class);
		return (ConsoleResult.Answered) result;
	}

	private static ConsoleResult send(GatewayRelay relay, URI address) {
		ConsoleRequest request = new ConsoleRequest(HttpVerb.GET, "/", Map.of(), List.of(), List.of(), null, null);
		return relay.send(address, request, List.of(), "curl");
	}

}
