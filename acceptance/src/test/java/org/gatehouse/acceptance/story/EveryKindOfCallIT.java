package org.gatehouse.acceptance.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.gatehouse.acceptance.running.Answer;
import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.HttpCaller;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.Provider;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a provider sets up through REST reaches every kind of call at the gateway: a
 * policy, the gateway's own credentials, events, a WebSocket; and the end of an API.
 */
class EveryKindOfCallIT {

	private static final RunningGatehouse SERVER = RunningGatehouse.shared();

	private static final PlainBackend BACKEND = PlainBackend.start();

	private static final People PEOPLE = new People(SERVER);

	private static final Provider PROVIDER = new Provider(PEOPLE, "admin");

	private static final Consumer CONSUMER = new Consumer(SERVER, PEOPLE, "admin");

	@AfterAll
	static void stopTheBackend() throws IOException {
		BACKEND.close();
	}

	private static String publish(String name, String scheme) {
		Map<String, Object> api = Provider.api(name, "1.0.0", BACKEND.uri(scheme), List.of("Unlimited"),
				List.of(Provider.operation("GET", "/*")));
		Map<String, Object> basic = Map.of("enabled", true, "type", "BASIC", "username", "house", "password", "s3cret");
		Map<String, Object> url = Map.of("url", BACKEND.uri(scheme).toString());
		api.put("endpointConfig", Map.of("endpoint_type", "http", "production_endpoints", url, "endpoint_security",
				Map.of("production", basic)));
		api.put("apiPolicies", Map.of("request", List.of(Map.of("policyName", "setHeader", "policyVersion", "v1",
				"parameters", Map.of("headerName", "X-House", "headerValue", "gatehouse")))));
		return PROVIDER.publish(api);
	}

	private static Consumer.App subscribed(String name, String api) {
		Consumer.App app = CONSUMER.application(name, "Unlimited");
		CONSUMER.subscribe(app, api, "Unlimited");
		return app;
	}

	private static void assertMediated(Map<String, String> fields) {
		assertThat(fields).containsEntry("x-house", "gatehouse")
			.containsEntry("authorization",
					"Basic " + Base64.getEncoder().encodeToString("house:s3cret".getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void callsAndEventsAreMediatedAndProven() {
		Consumer.App app = subscribed("kinds-http", publish("kinds", "http"));
		HttpCaller calls = app.calling(app.token());
		Live.await(() -> calls.get("/kinds/1.0.0/now").status() == 200);
		assertMediated(BACKEND.last());
		Answer events = calls.get("/kinds/1.0.0/events").expect(200);
		assertThat(events.headers().firstValue("content-type")).hasValue("text/event-stream");
		assertThat(events.body()).isEqualTo("data: one\n\ndata: two\n\n");
		assertMediated(BACKEND.last());
	}

	@Test
	void aWebSocketIsJudgedMediatedAndProven() throws Exception {
		Consumer.App app = subscribed("kinds-ws", publish("kinds-ws", "ws"));
		String token = app.token();
		Live.await(() -> app.calling(token).get("/kinds-ws/1.0.0/chat").status() == 426);
		URI url = URI.create(SERVER.gateway().toString().replace("https:", "wss:") + "/kinds-ws/1.0.0/chat");
		try (HttpClient client = HttpClient.newBuilder().sslContext(SERVER.trust()).build()) {
			assertThatThrownBy(() -> client.newWebSocketBuilder().buildAsync(url, new WebSocket.Listener() {
			}).join()).isInstanceOf(CompletionException.class).hasMessageContaining("WebSocketHandshake");
			CompletableFuture<String> heard = new CompletableFuture<>();
			WebSocket socket = client.newWebSocketBuilder()
				.subprotocols("bearer", token)
				.buildAsync(url, new WebSocket.Listener() {
					@Override
					public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
						heard.complete(text.toString());
						return null;
					}
				})
				.get(10, TimeUnit.SECONDS);
			assertMediated(BACKEND.last());
			socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
			assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
			socket.abort();
		}
	}

	@Test
	void aVersionThatEndsSaysSoAndIsGoneInTheEnd() {
		String id = publish("ending", "http");
		Consumer.App app = subscribed("ending", id);
		HttpCaller calls = app.calling(app.token());
		Live.await(() -> calls.get("/ending/1.0.0/now").status() == 200);
		String change = Provider.ROOT + "/apis/change-lifecycle?apiId=" + id + "&action=";
		PROVIDER.rest()
			.post(change + "Deprecate&sunset=2126-06-01&documentation=https://docs.example/ending")
			.expect(200);
		Live.await(() -> calls.get("/ending/1.0.0/now").headers().firstValue("sunset").isPresent());
		Map<String, String> told = new HashMap<>();
		calls.get("/ending/1.0.0/now")
			.expect(200)
			.headers()
			.map()
			.forEach((name, all) -> told.put(name, all.getFirst()));
		assertThat(told).containsEntry("sunset", "Sat, 01 Jun 2126 00:00:00 GMT")
			.containsEntry("link", "<https://docs.example/ending>; rel=\"deprecation\"")
			.hasEntrySatisfying("deprecation", (since) -> assertThat(since).matches("@\\d{10}"));
		PROVIDER.rest().post(change + "Retire").expect(200);
		Live.await(() -> calls.get("/ending/1.0.0/now").status() == 410);
		assertThat(calls.with("Accept", "application/json").get("/ending/1.0.0/now").text("code")).isEqualTo("410");
	}

}
