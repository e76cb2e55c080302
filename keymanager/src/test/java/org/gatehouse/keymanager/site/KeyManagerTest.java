package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.StringJoiner;

import org.gatehouse.keymanager.site.News.ClientKey;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The base of tests that call the key manager over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, classes = KeyManagerSite.class)
abstract class KeyManagerTest implements PostgresTest {

	static final JsonMapper JSON = JsonMapper.builder().build();

	static final HttpClient HTTP = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

	final News news;

	@LocalServerPort
	int port;

	@Autowired
	KeyManagerTest(News news) {
		this.news = news;
	}

	@DynamicPropertySource
	static void masterKey(DynamicPropertyRegistry registry) throws IOException {
		Path file = Files.createTempDirectory("gatehouse").resolve("master.key");
		registry.add("gatehouse.master-key-file", file::toString);
		registry.add("gatehouse.key-manager.jwks-hosts", () -> "localhost");
	}

	@BeforeEach
	void tell() {
		this.news.tell();
		this.news.forgetFailures();
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

	static Answer send(HttpRequest.Builder request) {
		return send(HTTP, request);
	}

	static Answer send(HttpClient http, HttpRequest.Builder request) {
		try {
			return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	Answer form(String path, @Nullable ClientKey client, String... fields) {
		HttpRequest.Builder request = request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(encoded(fields)));
		if (client != null) {
			request.header("Authorization", basic(client.key(), client.secret()));
		}
		return send(request);
	}

	Answer token(ClientKey client, String... fields) {
		return form("/oauth2/token", client, fields);
	}

	Answer password(ClientKey client, String user, String password, String scope) {
		return token(client, "grant_type", "password", "username", user, "password", password, "scope", scope);
	}

	Answer refresh(ClientKey client, String refreshToken) {
		return token(client, "grant_type", "refresh_token", "refresh_token", refreshToken);
	}

	boolean isActive(ClientKey client, String token) {
		return form("/oauth2/introspect", client, "token", token).json().path("active").asBoolean();
	}

	Answer json(String method, String path, String authorization, @Nullable String body) {
		HttpRequest.Builder request = request(path).header("Authorization", authorization)
			.header("Content-Type", "application/json")
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
		return send(request);
	}

	static String encoded(String... fields) {
		StringJoiner body = new StringJoiner("&");
		for (int i = 0; i < fields.length; i += 2) {
			body.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
		}
		return body.toString();
	}

	static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * What came back.
	 *
	 * @param response the response
	 */
	record Answer(HttpResponse<String> response) {

		int status() {
			return this.response.statusCode();
		}

		String body() {
			return this.response.body();
		}

		JsonNode json() {
			return JSON.readTree(this.response.body());
		}

		String text(String member) {
			return json().path(member).asString();
		}

		String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

	}

}
