package org.gatehouse.server.sample;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the platform's REST APIs that registers itself and signs in as the
 * administrator, as any other client would.
 */
final class SampleClient implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String SCOPES = "apim:api_view apim:api_create apim:api_publish apim:api_manage apim:subscribe "
			+ "apim:app_manage apim:sub_manage";

	private final URI base;

	private final HttpClient http;

	private final String password;

	private @Nullable String authorization;

	SampleClient(URI base, SSLContext trust, String password) {
		this.base = base;
		this.password = password;
		this.http = HttpClient.newBuilder()
			.sslContext(trust)
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(30))
			.build();
	}

	void signIn() throws IOException, InterruptedException {
		this.authorization = basic("admin", this.password);
		JsonNode client = post("/client-registration/v0.17/register", Map.of("clientName", "gatehouse_sample", "owner",
				"admin", "callbackUrl", "", "grantType", "password refresh_token", "saasApp", true));
		this.authorization = basic(client.get("clientId").asString(), client.get("clientSecret").asString());
		String form = form(
				Map.of("grant_type", "password", "username", "admin", "password", this.password, "scope", SCOPES));
		JsonNode token = send(request("/oauth2/token").header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form)));
		this.authorization = "Bearer " + token.get("access_token").asString();
	}

	JsonNode get(String path) throws IOException, InterruptedException {
		return send(request(path).GET());
	}

	JsonNode post(String path, @Nullable Object body) throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path);
		return send((body != null)
				? request.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
				: request.POST(HttpRequest.BodyPublishers.noBody()));
	}

	/** A form with a file, as a browser sends it (RFC 7578). */
	JsonNode upload(String path, String fileName, String file, Map<String, ?> properties)
			throws IOException, InterruptedException {
		String boundary = "gatehouse-" + UUID.randomUUID();
		String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
				+ "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + file + "\r\n--" + boundary
				+ "\r\nContent-Disposition: form-data; name=\"additionalProperties\"\r\n\r\n"
				+ JSON.writeValueAsString(properties) + "\r\n--" + boundary + "--\r\n";
		return send(request(path).header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.base.resolve(path))
			.timeout(Duration.ofSeconds(60))
			.header("Accept", "application/json");
		return (this.authorization != null) ? request.header("Authorization", this.authorization) : request;
	}

	private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
		HttpRequest request = builder.build();
		HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() / 100 != 2) {
			String body = response.body();
			throw new IOException(request.method() + " " + request.uri().getPath() + " answered "
					+ response.statusCode() + " " + body.substring(0, Math.min(body.length(), 300)));
		}
		return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
	}

	private static String form(Map<String, String> fields) {
		return fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	private static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		this.http.close();
	}

}
