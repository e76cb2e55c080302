package org.gatehouse.gatewaycore;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.CorsSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The CORS protocol as the Fetch standard has it, seen from the browser's side.
 */
class CorsIT {

	private static final String PAGE = "https://page.example";

	private final GatewayKit kit = new GatewayKit();

	private final Fixtures.ApiBuilder api = Fixtures.api("/news", this.kit.backend.url(""))
		.operations(Fixtures.operation(HttpVerb.GET, "/articles/*", AuthType.NONE),
				Fixtures.operation(HttpVerb.PUT, "/articles/{id}", AuthType.NONE),
				Fixtures.operation(HttpVerb.POST, "/secret", AuthType.ANY),
				Fixtures.operation(HttpVerb.OPTIONS, "/own", AuthType.NONE),
				Fixtures.operation(HttpVerb.GET, "/own", AuthType.NONE));

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private static CorsSettings settings(boolean credentials, String... origins) {
		return new CorsSettings(List.of(origins), credentials, List.of(), List.of(), List.of(), 0, false);
	}

	private void deploy(CorsSettings settings) {
		this.kit.deploy(this.api.runtime(ApiRuntime.DEFAULT.withCors(settings)).build());
	}

	private HttpResponse<String> preflight(String path, String origin, String method, String... more) {
		HttpRequest.Builder request = this.kit.request(path)
			.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
			.header("Origin", origin)
			.header("Access-Control-Request-Method", method);
		return this.kit.send(((more.length > 0) ? request.headers(more) : request).build());
	}

	private static List<String> header(HttpResponse<?> answer, String name) {
		return answer.headers().allValues(name);
	}

	/** What Fetch's CORS check asks of an answer. */
	private static boolean mayRead(HttpResponse<?> answer, String origin, boolean credentials) {
		List<String> allowed = header(answer, "access-control-allow-origin");
		if (allowed.size() != 1) {
			return false;
		}
		if (!credentials && allowed.getFirst().equals("*")) {
			return true;
		}
		return allowed.getFirst().equals(origin)
				&& (!credentials || header(answer, "access-control-allow-credentials").equals(List.of("true")));
	}

	@Test
	void aPreflightNamesTheMethodsThatThePathReallyHas() {
		deploy(settings(false, "*"));
		HttpResponse<String> answer = preflight("/news/1.0.0/articles/7", PAGE, "PUT");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(header(answer, "access-control-allow-methods")).containsExactly("GET, PUT, HEAD, OPTIONS");
		assertThat(header(answer, "access-control-max-age")).containsExactly("600");
		assertThat(mayRead(answer, PAGE, false)).isTrue();
		assertThat(header(preflight("/news/1.0.0/secret", PAGE, "POST"), "access-control-allow-methods"))
			.containsExactly("POST, OPTIONS");
		assertThat(preflight("/news/1.0.0/nothing", PAGE, "GET").statusCode()).isEqualTo(404);
		assertThat(this.kit.backend.calls()).isEmpty();
	}

	@Test
	void aPageMayAskForATokenInWhicheverWayItsClientAuthenticates() {
		HttpResponse<String> answer = preflight("/token", PAGE, "POST");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(header(answer, "access-control-allow-methods")).containsExactly("POST, OPTIONS");
		assertThat(header(answer, "access-control-allow-headers")).singleElement().asString().contains("Authorization");
		assertThat(mayRead(answer, PAGE, false)).isTrue();
		assertThat(this.kit.backend.calls()).isEmpty();
	}

	@Test
	void withAllOriginsAllowedTheAnswerIsTheSameForEveryPage() {
		deploy(settings(false, "*"));
		for (String origin : List.of(PAGE, "null", "https://other.example")) {
			HttpResponse<String> answer = this.kit.get("/news/1.0.0/articles/1", "Origin", origin);
			assertThat(mayRead(answer, origin, false)).isTrue();
			assertThat(mayRead(answer, origin, true)).isFalse();
			assertThat(header(answer, "vary")).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "https://page.example.evil.example", "https://evilpage.example",
			"https://page.example:8443", "http://page.example", "https://PAGE.example", "https://page.example/",
			"https://sub.page.example", "*", "https://page.example, https://other.example" })
	void anOriginThatOnlyLooksLikeAnAllowedOneIsNotAllowed(String origin) {
		deploy(settings(true, PAGE, "https://second.example"));
		HttpResponse<String> answer = this.kit.get("/news/1.0.0/articles/1", "Origin", origin);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(header(answer, "access-control-allow-origin")).isEmpty();
		assertThat(header(answer, "access-control-allow-credentials")).isEmpty();
		assertThat(header(answer, "vary")).containsExactly("Origin");
		HttpResponse<String> preflight = preflight("/news/1.0.0/articles/1", origin, "PUT");
		assertThat(header(preflight, "access-control-allow-origin")).isEmpty();
		assertThat(header(preflight, "access-control-allow-methods")).isEmpty();
	}

	@Test
	void severalOriginsAreToldEachItsOwnAndCachesAreToldToo() {
		deploy(settings(true, PAGE, "https://second.example"));
		for (String origin : List.of(PAGE, "https://second.example")) {
			HttpResponse<String> answer = this.kit.get("/news/1.0.0/articles/1", "Origin", origin);
			assertThat(mayRead(answer, origin, true)).isTrue();
			assertThat(header(answer, "vary")).containsExactly("Origin");
			assertThat(mayRead(preflight("/news/1.0.0/articles/1", origin, "PUT"), origin, true)).isTrue();
		}
		assertThat(header(this.kit.get("/news/1.0.0/articles/1"), "vary")).containsExactly("Origin");
		assertThat(header(this.kit.get("/news/1.0.0/articles/1"), "access-control-allow-origin")).isEmpty();
	}

	@Test
	void whatABackendSaysOfPagesIsReplaced() {
		deploy(settings(false, PAGE));
		this.kit.backend.onCall((exchange) -> {
			exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
			exchange.getResponseHeaders().add("Access-Control-Allow-Credentials", "true");
			exchange.getResponseHeaders().add("Access-Control-Expose-Headers", "X-Inner");
			exchange.getResponseHeaders().add("Vary", "Accept-Encoding");
			TestBackend.answer(exchange, 200, "ok");
		});
		HttpResponse<String> answer = this.kit.get("/news/1.0.0/articles/1", "Origin", PAGE);
		assertThat(header(answer, "access-control-allow-origin")).containsExactly(PAGE);
		assertThat(header(answer, "access-control-allow-credentials")).isEmpty();
		assertThat(header(answer, "access-control-expose-headers")).hasSize(1)
			.allSatisfy((names) -> assertThat(names).contains("RateLimit").doesNotContain("X-Inner"));
		assertThat(header(answer, "vary")).containsExactly("Accept-Encoding, Origin");
		HttpResponse<String> other = this.kit.get("/news/1.0.0/articles/1", "Origin", "https://other.example");
		assertThat(header(other, "access-control-allow-origin")).isEmpty();
		assertThat(header(other, "access-control-allow-credentials")).isEmpty();
	}

	@Test
	void anApiThatDeclaresOptionsAnswersItByItself() throws InterruptedException {
		deploy(settings(false, PAGE));
		this.kit.backend.onCall((exchange) -> {
			exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "https://backends.example");
			exchange.getResponseHeaders().add("Access-Control-Allow-Methods", "GET");
			TestBackend.answer(exchange, 204, "");
		});
		HttpResponse<String> answer = preflight("/news/1.0.0/own", PAGE, "GET");
		assertThat(answer.statusCode()).isEqualTo(204);
		assertThat(header(answer, "access-control-allow-origin")).containsExactly("https://backends.example");
		assertThat(header(answer, "access-control-allow-methods")).containsExactly("GET");
		assertThat(this.kit.backend.calls().take().method()).isEqualTo("OPTIONS");
	}

	@Test
	void aPageMayReadWhyItWasRefused() {
		deploy(settings(false, PAGE));
		HttpResponse<String> answer = this.kit.send(this.kit.request("/news/1.0.0/secret")
			.POST(HttpRequest.BodyPublishers.noBody())
			.header("Origin", PAGE)
			.build());
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(mayRead(answer, PAGE, false)).isTrue();
		assertThat(header(answer, "access-control-expose-headers")).hasSize(1)
			.allSatisfy((names) -> assertThat(names).contains("WWW-Authenticate"));
	}

	@Test
	void headersMethodsAndTimesAreThoseOfTheApi() {
		deploy(new CorsSettings(List.of(PAGE), false, List.of("Authorization", "X-Own"), List.of("GET"),
				List.of("X-Total"), 60, false));
		HttpResponse<String> answer = preflight("/news/1.0.0/articles/7", PAGE, "PUT");
		assertThat(header(answer, "access-control-allow-methods")).containsExactly("GET");
		assertThat(header(answer, "access-control-allow-headers")).containsExactly("Authorization, X-Own");
		assertThat(header(answer, "access-control-max-age")).containsExactly("60");
		assertThat(header(answer, "allow")).containsExactly("GET, PUT, HEAD, OPTIONS");
		assertThat(header(this.kit.get("/news/1.0.0/articles/7", "Origin", PAGE), "access-control-expose-headers"))
			.containsExactly("X-Total");
	}

	@Test
	void pagesMaySendTheHeadersThatAnApiTakesCredentialsIn() {
		Access access = new Access(Set.of(Access.Scheme.API_KEY), false, true, null, "X-Key", false);
		this.kit
			.deploy(this.api.runtime(ApiRuntime.DEFAULT.withAccess(access).withCors(settings(false, PAGE))).build());
		assertThat(header(preflight("/news/1.0.0/articles/7", PAGE, "PUT"), "access-control-allow-headers")).hasSize(1)
			.allSatisfy((names) -> assertThat(names).contains("X-Key", "Authorization"));
	}

	@Test
	void whateverHeadersAPageAsksForMeansTheNamesThatItAsksFor() {
		deploy(new CorsSettings(List.of(PAGE), true, List.of("*"), List.of(), List.of(), 0, false));
		assertThat(header(
				preflight("/news/1.0.0/articles/7", PAGE, "PUT", "Access-Control-Request-Headers", "authorization,x-a"),
				"access-control-allow-headers"))
			.containsExactly("authorization,x-a");
		assertThat(header(
				preflight("/news/1.0.0/articles/7", PAGE, "PUT", "Access-Control-Request-Headers", "x-a;<script>"),
				"access-control-allow-headers"))
			.isEmpty();
	}

	@Test
	void aPrivateNetworkIsOpenToPublicPagesWhereSetAlone() {
		String asked = "Access-Control-Request-Private-Network";
		deploy(settings(false, PAGE));
		assertThat(header(preflight("/news/1.0.0/articles/7", PAGE, "GET", asked, "true"),
				"access-control-allow-private-network"))
			.isEmpty();
		deploy(new CorsSettings(List.of(PAGE), false, List.of(), List.of(), List.of(), 0, true));
		assertThat(header(preflight("/news/1.0.0/articles/7", PAGE, "GET", asked, "true"),
				"access-control-allow-private-network"))
			.containsExactly("true");
		assertThat(header(preflight("/news/1.0.0/articles/7", PAGE, "GET"), "access-control-allow-private-network"))
			.isEmpty();
	}

	@Test
	void credentialsForEveryPageAreRefusedAndTheLastGoodRulesStay() {
		deploy(settings(false, PAGE));
		deploy(settings(true, "*"));
		assertThat(header(this.kit.get("/news/1.0.0/articles/7", "Origin", PAGE), "access-control-allow-origin"))
			.containsExactly(PAGE);
		assertThat(header(this.kit.get("/news/1.0.0/articles/7", "Origin", "https://x.example"),
				"access-control-allow-origin"))
			.isEmpty();
	}

	@Test
	void withoutRulesAnywhereTheBackendsWordStandsAndNothingIsAnswered() {
		CorsRules off = new CorsRules(false, Set.of("*"), List.of(), Set.of(), List.of(), false, Duration.ZERO, false);
		try (GatewayKit plain = new GatewayKit((configuration) -> configuration.withCors(off))) {
			plain.deploy(Fixtures.api("/open", plain.backend.url(""))
				.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE))
				.build());
			plain.backend.onCall((exchange) -> {
				exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "https://backends.example");
				TestBackend.answer(exchange, 200, "ok");
			});
			assertThat(header(plain.get("/open/1.0.0/x", "Origin", PAGE), "access-control-allow-origin"))
				.containsExactly("https://backends.example");
			HttpRequest options = plain.request("/open/1.0.0/x")
				.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
				.header("Origin", PAGE)
				.build();
			assertThat(plain.send(options).statusCode()).isEqualTo(405);
		}
	}

}
