package org.gatehouse.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server with the few operations that the command line uses, in the shapes of the
 * published contracts. It knows one user, {@code admin} with password {@code secret}.
 */
final class FakeGatehouse implements AutoCloseable {

	private static final String TOKEN = "token-of-admin";

	private final HttpServer server;

	private final Map<String, String> answers = new LinkedHashMap<>();

	/** The bodies of the requests, by method and path. */
	final List<String> requests = new ArrayList<>();

	FakeGatehouse() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/**
	 * Makes the server answer an authorised request.
	 * @param methodAndPath such as {@code GET /api/am/publisher/v4/apis}
	 * @param status the HTTP status
	 * @param json the body
	 */
	void answer(String methodAndPath, int status, String json) {
		this.answers.put(methodAndPath, status + " " + json);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String query = exchange.getRequestURI().getRawQuery();
		this.requests.add(request + ((query != null) ? "?" + query : "") + " " + body);
		String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
		switch (request) {
			case "POST /client-registration/v0.17/register" -> {
				if (authorization.equals(basic("admin:secret"))) {
					send(exchange, 200, "{\"clientId\":\"cli\",\"clientSecret\":\"s3\"}");
				}
				else {
					send(exchange, 401,
							"{\"code\":900901,\"message\":\"Unauthorized\",\"description\":\"Wrong user name or password\"}");
				}
			}
			case "POST /oauth2/token" -> {
				if (authorization.equals(basic("cli:s3")) && body.contains("password=secret")) {
					send(exchange, 200,
							"{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
				}
				else {
					send(exchange, 400, "{\"error\":\"invalid_grant\"}");
				}
			}
			default -> answered(exchange, request, authorization);
		}
	}

	private void answered(HttpExchange exchange, String request, String authorization) throws IOException {
		String answer = authorization.equals("Bearer " + TOKEN) ? this.answers.getOrDefault(request, "404 {}")
				: "401 {\"code\":900901,\"message\":\"Invalid Credentials\"}";
		int space = answer.indexOf(' ');
		send(exchange, Integer.parseInt(answer.substring(0, space)), answer.substring(space + 1));
	}

	private static void send(HttpExchange exchange, int status, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static String basic(String pair) {
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

}
