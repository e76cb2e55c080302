package org.gatehouse.gatewaycore;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.gatehouse.gatewaycore.transport.Engine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A gateway with another transport than that which it takes by itself on Linux.
 */
class OtherTransportsIT {

	private static HttpResponse<String> call(HttpClient client, String url, String body) throws Exception {
		return client.send(
				HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	@Test
	void itServesAllProtocolsWhereThereIsNoNativeTransport() throws Exception {
		servesAllProtocols("-Dio.netty.transport.noNative=true", false);
	}

	/** Not every kernel, and hardly a container, lets a process have it. */
	@Test
	void itServesAllProtocolsOverIoUringOrSaysThatThereIsNone() throws Exception {
		if (Engine.has(Transport.IO_URING)) {
			servesAllProtocols("-Dgatehouse.test.transport=IO_URING", true);
		}
		else {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new GatewayKit((configuration) -> configuration.withTransport(Transport.IO_URING)))
				.withMessageContaining("IO_URING");
		}
	}

	private static void servesAllProtocols(String option, boolean isNative) throws Exception {
		SSLContext trustful = SSLContext.getInstance("TLS");
		trustful.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
		String body = "a".repeat(3_000_000);
		try (TestBackend backend = new TestBackend(body);
				RawBackend chat = new RawBackend(WebSocketIT::echo);
				SmallGateway gateway = SmallGateway.start(List.of(option), "/open", backend.url("").toString(), "/chat",
						chat.url("").toString().replace("http:", "ws:"));
				HttpClient client = HttpClient.newBuilder().sslContext(trustful).build()) {
			assertThat(gateway.isNative()).isEqualTo(isNative);
			String plain = "http://localhost:" + gateway.httpPort() + "/open/1.0.0/x";
			String secure = "https://localhost:" + gateway.httpsPort() + "/open/1.0.0/x";
			for (int i = 0; i < 3; i++) {
				assertThat(call(client, plain, body).body()).isEqualTo(body);
				HttpResponse<String> streamed = call(client, secure, body);
				assertThat(streamed.version()).isEqualTo(HttpClient.Version.HTTP_2);
				assertThat(streamed.body()).isEqualTo(body);
			}
			try (HttpClient old = HttpClient.newBuilder()
				.sslContext(trustful)
				.version(HttpClient.Version.HTTP_1_1)
				.build()) {
				HttpResponse<String> answer = call(old, secure, body);
				assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
				assertThat(answer.body()).isEqualTo(body);
			}
			CompletableFuture<String> heard = new CompletableFuture<>();
			WebSocket socket = client.newWebSocketBuilder()
				.buildAsync(URI.create("wss://localhost:" + gateway.httpsPort() + "/chat/1.0.0/x"),
						new WebSocket.Listener() {
							@Override
							public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data,
									boolean last) {
								heard.complete(data.toString());
								return null;
							}
						})
				.get(10, TimeUnit.SECONDS);
			socket.sendText("hello", true);
			assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
			socket.abort();
		}
	}

}
