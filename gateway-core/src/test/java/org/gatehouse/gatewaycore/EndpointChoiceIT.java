package org.gatehouse.gatewaycore;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointRules.Balance;
import org.gatehouse.common.runtime.EndpointRules.Group;
import org.gatehouse.common.runtime.EndpointRules.Kind;
import org.gatehouse.common.runtime.EndpointRules.Settings;
import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * To which of an API's endpoints a call goes while all of them work.
 */
class EndpointChoiceIT {

	private final TestBackend a = new TestBackend("a");

	private final TestBackend b = new TestBackend("b");

	private final TestBackend c = new TestBackend("c");

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false));

	@AfterEach
	void stop() {
		this.kit.close();
		this.a.close();
		this.b.close();
		this.c.close();
	}

	private String get(String path, String... headers) {
		HttpResponse<String> answer = this.kit.get("/api/1.0.0" + path, headers);
		assertThat(answer.statusCode()).isEqualTo(200);
		return answer.body();
	}

	@Test
	void endpointsTakeTurns() {
		this.kit
			.deploy(EndpointFixtures.api(this.a.url(""), EndpointFixtures.balanced(this.b.url("/base"), this.c.url("")))
				.build());
		for (int i = 0; i < 30; i++) {
			get("/x?y=" + i);
		}
		assertThat(List.of(this.a.calls().size(), this.b.calls().size(), this.c.calls().size())).containsOnly(10);
		assertThat(this.b.calls()).allMatch((call) -> call.target().startsWith("/base/x?y="))
			.allMatch((call) -> call.header("Host").equals(List.of("127.0.0.1:" + this.b.port())));
	}

	@Test
	void weightsAreShares() {
		this.kit.deploy(EndpointFixtures
			.api(this.a.url(""), EndpointFixtures.balanced(new Balance(true, false, 0, true),
					EndpointFixtures.weight(2), EndpointFixtures.member(this.b.url(""), EndpointFixtures.weight(6))))
			.build());
		for (int i = 0; i < 40; i++) {
			get("/x");
		}
		assertThat(this.a.calls()).hasSize(10);
		assertThat(this.b.calls()).hasSize(30);
	}

	@Test
	void whoseTurnItIsOutlivesADeployment() {
		Fixtures.ApiBuilder api = EndpointFixtures.api(this.a.url(""), EndpointFixtures.balanced(this.b.url("")));
		this.kit.deploy(api.build());
		String first = get("/x");
		this.kit.deploy(api.version("1.0.0").transports("http").build());
		assertThat(get("/x")).isNotEqualTo(first);
	}

	@Test
	void aCallerWithTheCookieStays() {
		this.kit
			.deploy(EndpointFixtures.api(this.a.url(""), EndpointFixtures.balanced(new Balance(false, true, 0, true),
					Settings.DEFAULT, EndpointFixtures.member(this.b.url(""), Settings.DEFAULT)))
				.build());
		HttpResponse<String> first = this.kit.get("/api/1.0.0/x");
		String cookie = first.headers().firstValue("set-cookie").orElseThrow();
		assertThat(cookie).matches("gatehouse_endpoint=[0-9a-f]{16}; Path=/api/1\\.0\\.0; HttpOnly; SameSite=Lax")
			.doesNotContain("127.0.0.1");
		String pair = cookie.substring(0, cookie.indexOf(';'));
		for (int i = 0; i < 20; i++) {
			HttpResponse<String> next = this.kit.get("/api/1.0.0/x", "Cookie", "own=1; " + pair + "; other=2");
			assertThat(next.body()).isEqualTo(first.body());
			assertThat(next.headers().firstValue("set-cookie")).isEmpty();
		}
		TestBackend chosen = first.body().equals("a") ? this.a : this.b;
		assertThat(chosen.calls().stream().skip(1)).hasSize(20)
			.allMatch((call) -> call.header("Cookie").equals(List.of("own=1; other=2")));
		assertThat(this.kit.get("/api/1.0.0/x", "Cookie", "gatehouse_endpoint=0123456789abcdef").headers().map())
			.containsKey("set-cookie");
	}

	@Test
	void aSessionsTimeBeginsAnewWithEveryCall() {
		this.kit.deploy(
				EndpointFixtures
					.api(this.a.url(""), EndpointFixtures.balanced(new Balance(false, true, 90_000, true),
							Settings.DEFAULT, EndpointFixtures.member(this.b.url(""), Settings.DEFAULT)))
					.build());
		String cookie = this.kit.get("/api/1.0.0/x").headers().firstValue("set-cookie").orElseThrow();
		assertThat(cookie).contains("; Max-Age=90; ");
		assertThat(this.kit.get("/api/1.0.0/x", "Cookie", cookie.substring(0, cookie.indexOf(';')))
			.headers()
			.firstValue("set-cookie")).hasValue(cookie);
	}

	@Test
	void sandboxKeysHaveEndpointsOfTheirOwn() {
		this.kit.deploy(Fixtures.key("sandbox-1", this.kit.application, KeyType.SANDBOX));
		EndpointRules rules = new EndpointRules(Kind.LOAD_BALANCE, Balance.DEFAULT, null, Group.DEFAULT, new Group(
				Settings.DEFAULT, List.of(EndpointFixtures.member(this.c.url(""), Settings.DEFAULT)), List.of()));
		this.kit.subscribe(Fixtures.api("/both", this.a.url(""))
			.sandbox(this.b.url(""))
			.runtime(ApiRuntime.DEFAULT.withEndpoints(rules)), "Unlimited");
		String production = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
		String sandbox = TestTokens.user("sandbox-1", "tom");
		for (int i = 0; i < 4; i++) {
			assertThat(this.kit.getWith(production, "/both/1.0.0/x").body()).isEqualTo("a");
			assertThat(this.kit.getWith(sandbox, "/both/1.0.0/x").body()).isIn("b", "c");
		}
		assertThat(this.b.calls()).hasSize(2);
		assertThat(this.c.calls()).hasSize(2);
	}

	@Test
	void aHeaderNamesTheEndpoint() {
		this.kit
			.deploy(EndpointFixtures.api(this.a.url("/base"), EndpointFixtures.dynamic("X-Endpoint", this.b.url("")))
				.build());
		assertThat(get("/x")).isEqualTo("a");
		assertThat(get("/x", "X-Endpoint", "127.0.0.1:" + this.b.port())).isEqualTo("b");
		assertThat(get("/x", "X-Endpoint", this.b.url("").toString())).isEqualTo("b");
		assertThat(get("/x?q", "X-Endpoint", this.a.url("/base/v2/").toString())).isEqualTo("a");
		assertThat(this.a.calls()).last().satisfies((call) -> assertThat(call.target()).isEqualTo("/base/v2/x?q"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:PORT", "127.0.0.2", "http://127.0.0.1:PORT/", "http://127.0.0.1:PORT/basement",
			"http://127.0.0.1:PORT/base/../x", "http://127.0.0.1:PORT/base/%2e%2e/x", "https://127.0.0.1:PORT/base",
			"http://u@127.0.0.1:PORT/base", "http://127.0.0.1:PORT/base?x", "http://127.0.0.1:PORT@example.com/base",
			"file:///base", "://", "http://", "x y" })
	void nothingButAnEndpointOfTheApiCanBeNamed(String name) {
		this.kit
			.deploy(EndpointFixtures.api(this.a.url("/base"), EndpointFixtures.dynamic("X-Endpoint", this.b.url("/b")))
				.build());
		HttpResponse<String> answer = this.kit.get("/api/1.0.0/x", "X-Endpoint",
				name.replace("PORT", Integer.toString(this.a.port())));
		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(this.kit.get("/api/1.0.0/x", "X-Endpoint", "127.0.0.1:" + this.a.port(), "X-Endpoint", name)
			.statusCode()).isEqualTo(403);
		assertThat(this.a.calls()).isEmpty();
	}

	@Test
	void aPolicyNamesNothingButAnEndpointOfTheApi() {
		PolicyUse use = new PolicyUse("dynamicEndpoint", "v1", Map.of("endpoints",
				"b=" + this.b.url("/x") + "\nc=" + this.c.url(""), "select", "request.headers['x-to']"), null);
		this.kit.deploy(EndpointFixtures.api(this.a.url("/base"), EndpointFixtures.dynamic(null, this.b.url("")))
			.runtime(ApiRuntime.DEFAULT.withEndpoints(EndpointFixtures.dynamic(null, this.b.url("")))
				.withMediation(new Mediation(List.of(use), List.of(), List.of())))
			.build());
		assertThat(get("/x", "X-To", "b")).isEqualTo("b");
		assertThat(this.kit.get("/api/1.0.0/x", "X-To", "c").statusCode()).isEqualTo(403);
		assertThat(this.c.calls()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/texas/houston?a=%2f&b, /w/houston/of-texas?a=%2f&b", "/a%20b/c%C3%BC, /w/c%C3%BC/of-a%20b",
			"/x/:y@z, /w/:y@z/of-x", "/forecast.json/7, /w//of-?" })
	void variablesOfTheOperationReachTheEndpoint(String path, String target) {
		URI template = EndpointRules.uri(this.a.url("/w/").toString() + "{uri.var.town}/of-{uri.var.state}");
		this.kit.deploy(Fixtures.api("/api", template)
			.operations(Fixtures.operation(HttpVerb.GET, "/{state}/{town}", AuthType.NONE),
					Fixtures.operation(HttpVerb.GET, "/{kind}.json/{days}", AuthType.NONE))
			.build());
		HttpResponse<String> answer = this.kit.get("/api/1.0.0" + path);
		if (target.contains("//")) {
			// The more specific operation has neither: the path would have two readings.
			assertThat(answer.statusCode()).isEqualTo(400);
			return;
		}
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(this.a.calls().poll().target()).isEqualTo(target);
	}

}
