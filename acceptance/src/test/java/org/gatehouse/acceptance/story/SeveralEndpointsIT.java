package org.gatehouse.acceptance.story;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.gatehouse.acceptance.running.Answer;
import org.gatehouse.acceptance.running.HttpCaller;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.Provider;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider gives an API several endpoints by REST; calls are shared between them, go
 * over when one is down, and go where a policy sends them. Who operates the gateways sees
 * which endpoint fails.
 */
class SeveralEndpointsIT {

	private static final RunningGatehouse SERVER = RunningGatehouse.shared();

	private static final RecordingBackend FIRST = RecordingBackend.start();

	private static final RecordingBackend SECOND = RecordingBackend.start();

	private static final Provider PROVIDER = new Provider(new People(SERVER), "admin");

	private static final HttpCaller ANYONE = SERVER.anyone().at(SERVER.gateway());

	@AfterAll
	static void stopTheBackends() {
		FIRST.close();
		SECOND.close();
	}

	@Test
	void callsAreSharedAndGoOverWhenABackendIsDown() {
		RecordingBackend dying = RecordingBackend.start();
		publish("shared-load",
				Map.of("endpoint_type", "load_balance", "algoCombo",
						"org.apache.synapse.endpoints.algorithms.RoundRobin", "failOver", "True",
						"production_endpoints", List.of(url(FIRST.uri()), url(dying.uri()))));
		FIRST.forget();
		dying.forget();
		callTenTimes("/shared-load/1.0.0/now");
		assertThat(FIRST.requests()).hasSize(5);
		assertThat(dying.requests()).hasSize(5);
		dying.close();
		callTenTimes("/shared-load/1.0.0/now");
		assertThat(FIRST.requests()).hasSize(15);
		HttpCaller operator = operator();
		Live.await(() -> !endpoint(operator, "shared-load", dying.uri()).path("isActive").asBoolean(true));
		JsonNode failing = endpoint(operator, "shared-load", dying.uri());
		assertThat(failing.path("type").asString()).isEqualTo("load_balance");
		assertThat(failing.path("failing").path(0).path("failures").asInt()).isPositive();
		assertThat(failing.path("failing").path(0).path("since").asString()).startsWith("20");
		assertThat(endpoint(operator, "shared-load", FIRST.uri()).path("isActive").asBoolean(false)).isTrue();
	}

	@Test
	void theFallbackStandsIn() {
		RecordingBackend primary = RecordingBackend.start();
		publish("standing-in", Map.of("endpoint_type", "failover", "production_endpoints", url(primary.uri()),
				"production_failovers", List.of(url(SECOND.uri()))));
		callTenTimes("/standing-in/1.0.0/now");
		assertThat(primary.requests()).hasSizeGreaterThanOrEqualTo(10);
		SECOND.forget();
		primary.close();
		callTenTimes("/standing-in/1.0.0/now");
		assertThat(SECOND.requests()).hasSize(10);
	}

	@Test
	void aPolicySendsCallsToOneOfTheListOnly() {
		RecordingBackend europe = RecordingBackend.start();
		try (europe) {
			Map<String, Object> api = api("by-region", Map.of("endpoint_type", "default", "production_endpoints",
					List.of(url(FIRST.uri()), url(europe.uri()))));
			api.put("apiPolicies",
					Map.of("request", List.of(Map.of("policyName", "dynamicEndpoint", "parameters", Map.of("endpoints",
							"eu=" + europe.uri(), "select", "request.headers['x-region']", "otherwise", "REFUSE")))));
			PROVIDER.publish(api);
			Live.await(() -> ANYONE.with("X-Region", "eu").get("/by-region/1.0.0/now").status() == 200);
			europe.forget();
			assertThat(ANYONE.with("X-Region", "eu").get("/by-region/1.0.0/now").status()).isEqualTo(200);
			assertThat(europe.requests()).hasSize(1);
			assertThat(ANYONE.with("X-Region", "elsewhere").get("/by-region/1.0.0/now").status()).isEqualTo(403);
		}
	}

	private static void callTenTimes(String path) {
		for (int i = 0; i < 10; i++) {
			ANYONE.get(path).expect(200);
		}
	}

	private static void publish(String name, Map<String, Object> endpoints) {
		PROVIDER.publish(api(name, endpoints));
		Live.await(() -> ANYONE.get("/" + name + "/1.0.0/now").status() == 200);
	}

	private static Map<String, Object> api(String name, Map<String, Object> endpoints) {
		Map<String, Object> api = Provider.api(name, "1.0.0", FIRST.uri(), List.of("Unlimited"),
				List.of(Map.of("verb", "GET", "target", "/now", "authType", "None")));
		api.put("endpointConfig", endpoints);
		return api;
	}

	private static Map<String, String> url(URI backend) {
		return Map.of("url", backend.toString());
	}

	private static HttpCaller operator() {
		HttpCaller management = SERVER.anyone().at(SERVER.management());
		Answer login = management.as("admin", RunningGatehouse.ADMIN_PASSWORD).get("/management/login").expect(200);
		return management.bearing(login.text("AccessToken"));
	}

	private static JsonNode endpoint(HttpCaller operator, String api, URI backend) {
		JsonNode list = operator.get("/management/endpoints?searchKey=" + api).expect(200).json().path("list");
		for (JsonNode endpoint : list) {
			if (endpoint.path("name").asString().equals(backend.toString())) {
				return endpoint;
			}
		}
		throw new AssertionError("no endpoint " + backend + " in " + list);
	}

}
