package org.gatehouse.acceptance.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.HttpCaller;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.Provider;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users call an API with their passwords, applications with API keys, and pages of one
 * other origin with cookies, in a real browser.
 */
class CredentialsIT extends BrowserJourney {

	/** Answers with the status and two headers, or the refusal. */
	private static final String CALL = """
			async ([url, authorization]) => {
			  try {
			    const answer = await fetch(url, {method: 'PUT', credentials: 'include', signal: AbortSignal.timeout(10000),
			        headers: {Authorization: authorization, 'Content-Type': 'application/json'}, body: '{}'});
			    return answer.status + ' ' + answer.headers.get('X-Answer') + ' ' + answer.headers.get('X-Secret');
			  }
			  catch (refused) {
			    return refused.name;
			  }
			}""";

	private static final BlockingQueue<String> COOKIES = new LinkedBlockingQueue<>();

	private static HttpServer home;

	private static String api;

	@BeforeAll
	static void deploy() throws IOException {
		home = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		home.createContext("/page", (exchange) -> answer(exchange, "text/html", "<!DOCTYPE html><title>page</title>"));
		home.createContext("/backend", CredentialsIT::backend);
		home.start();
		Map<String, Object> body = Provider.api("credentials", "1.0.0", URI.create(origin("localhost") + "/backend"),
				List.of("Unlimited"), List.of(Provider.operation("GET", "/now"), Provider.operation("PUT", "/now"),
						Provider.operation("GET", "/edited", "credentials_edit")));
		body.put("scopes", List.of(Provider.scope("credentials_edit", "editor")));
		body.put("securityScheme", List.of("basic_auth", "api_key", "oauth_basic_auth_api_key_mandatory"));
		body.put("corsConfiguration",
				Map.of("corsConfigurationEnabled", true, "accessControlAllowOrigins", List.of(origin("localhost")),
						"accessControlAllowCredentials", true, "accessControlExposeHeaders", List.of("X-Answer")));
		PEOPLE.role("editor");
		PEOPLE.user("clara", "Internal/subscriber", "editor");
		PEOPLE.user("paul", "Internal/subscriber");
		api = new Provider(PEOPLE, "admin").publish(body);
		await(() -> basic("clara").get("/credentials/1.0.0/now").status() == 200);
	}

	@AfterAll
	static void stop() {
		home.stop(0);
	}

	private static void backend(HttpExchange exchange) throws IOException {
		String cookie = exchange.getRequestHeaders().getFirst("Cookie");
		COOKIES.add((cookie != null) ? cookie : "none");
		exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
		exchange.getResponseHeaders().set("X-Answer", "42");
		exchange.getResponseHeaders().set("X-Secret", "7");
		answer(exchange, "application/json", "{}");
	}

	private static void answer(HttpExchange exchange, String type, String body) throws IOException {
		exchange.getRequestBody().readAllBytes();
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(200, body.length());
		exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
		exchange.close();
	}

	private static String origin(String host) {
		return "http://" + host + ":" + home.getAddress().getPort();
	}

	private static HttpCaller basic(String user) {
		return SERVER.anyone().at(SERVER.gateway()).as(user, People.password(user));
	}

	private static void await(Callable<Boolean> inForce) {
		Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(20)).until(inForce);
	}

	private static Object call(Page page, String user, String password) {
		return page.evaluate(CALL, List.of(SERVER.plainGateway() + "/credentials/1.0.0/now", "Basic "
				+ Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8))));
	}

	@Test
	void aPageOfTheAllowedOriginCallsWithPasswordAndCookieAndAnotherDoesNot(Page page) {
		page.navigate(origin("localhost") + "/page");
		page.evaluate("document.cookie = 'who=clara'");
		COOKIES.clear();
		assertThat(call(page, "clara", People.password("clara"))).isEqualTo("200 42 null");
		assertThat(COOKIES).containsExactly("who=clara");
		page.navigate(origin("127.0.0.1") + "/page");
		COOKIES.clear();
		assertThat(call(page, "clara", People.password("clara"))).isEqualTo("TypeError");
		assertThat(COOKIES).as("what the backend was asked").isEmpty();
	}

	@Test
	void aPasswordHasTheScopesOfItsUsersRolesAndEndsWhenItIsChanged() {
		assertThat(basic("clara").get("/credentials/1.0.0/edited").status()).isEqualTo(200);
		assertThat(basic("paul").get("/credentials/1.0.0/now").status()).isEqualTo(200);
		assertThat(basic("paul").get("/credentials/1.0.0/edited").expect(403).body()).contains("900910");
		HttpCaller scim = SERVER.anyone().as("admin", RunningGatehouse.ADMIN_PASSWORD);
		String id = scim.get("/scim2/Users?filter=userName+eq+%22paul%22")
			.expect(200)
			.json()
			.at("/Resources/0/id")
			.asString();
		scim.patch("/scim2/Users/" + id,
				Map.of("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:PatchOp"), "Operations",
						List.of(Map.of("op", "replace", "path", "password", "value", "another-Secret-2"))))
			.expect(200, 204);
		await(() -> basic("paul").get("/credentials/1.0.0/now").status() == 401);
		assertThat(SERVER.anyone()
			.at(SERVER.gateway())
			.as("paul", "another-Secret-2")
			.get("/credentials/1.0.0/now")
			.status()).isEqualTo(200);
	}

	@Test
	void anApiKeyServesWhereItMayUntilItIsRevoked() {
		Consumer consumer = new Consumer(SERVER, PEOPLE, "clara");
		Consumer.App app = consumer.application("keyed", "Unlimited");
		String keys = Consumer.ROOT + "/applications/" + app.id() + "/api-keys/PRODUCTION/";
		Map<String, Object> wanted = new LinkedHashMap<>();
		wanted.put("keyName", "here");
		wanted.put("additionalProperties", Map.of("permittedIP", "127.0.0.0/8, ::1"));
		String key = consumer.rest().post(keys + "generate", wanted).expect(200).text("apikey");
		HttpCaller calls = SERVER.anyone().at(SERVER.gateway()).with("ApiKey", key);
		await(() -> calls.get("/credentials/1.0.0/now").status() == 403);
		consumer.subscribe(app, api, "Unlimited");
		await(() -> calls.get("/credentials/1.0.0/now").status() == 200);
		wanted.put("additionalProperties", Map.of("permittedIP", "10.0.0.0/8"));
		String elsewhere = consumer.rest().post(keys + "generate", wanted).expect(200).text("apikey");
		HttpCaller refused = SERVER.anyone().at(SERVER.gateway()).with("ApiKey", elsewhere);
		await(() -> refused.get("/credentials/1.0.0/now").status() == 403);
		consumer.rest().post(keys + "revoke", Map.of("apikey", key)).expect(200);
		await(() -> calls.get("/credentials/1.0.0/now").status() == 401);
	}

}
