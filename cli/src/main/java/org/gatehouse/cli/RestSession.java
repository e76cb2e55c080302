package org.gatehouse.cli;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the REST APIs as a signed-in user. Signing in is what the contracts' introduction
 * describes: a client registers itself, then gets a token by the password grant.
 */
final class RestSession {

	/** The publisher's API. */
	static final String PUBLISHER = "/api/am/publisher/v4";

	/** The store's API. */
	static final String STORE = "/api/am/devportal/v3";

	/** Where the administrator's interface is. */
	static final String ADMIN = "/api/am/admin/v4";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final int PAGE = 100;

	private final RestServer server;

	private final String accessToken;

	private RestSession(RestServer server, String accessToken) {
		this.server = server;
		this.accessToken = accessToken;
	}

	/**
	 * Signs in.
	 * @param server the server
	 * @param user who
	 * @param password the user's password
	 * @param scopes the scopes to ask for
	 * @return the session
	 */
	static RestSession open(RestServer server, String user, String password, List<String> scopes) {
		String name = "gatehouse-cli-" + UUID.randomUUID().toString().substring(0, 8);
		JsonNode client = server.send(server.request("/client-registration/v0.17/register")
			.header("Authorization", basic(user, password))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("clientName", name, "owner", user,
					"grantType", "password refresh_token", "callbackUrl", "", "saasApp", true))))
			.build());
		JsonNode token = server.send(server.request("/oauth2/token")
			.header("Authorization",
					basic(client.path("clientId").asString(""), client.path("clientSecret").asString("")))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form(Map.of("grant_type", "password", "username", user,
					"password", password, "scope", String.join(" ", scopes)))))
			.build());
		return new RestSession(server, token.path("access_token").asString(""));
	}

	/** The token that the calls are made with. */
	String accessToken() {
		return this.accessToken;
	}

	JsonNode get(String path) {
		return this.server.send(authorized(path).GET().build());
	}

	/**
	 * Reads a list to its end.
	 * @param path with or without a query
	 * @return the items of all pages
	 */
	List<JsonNode> list(String path) {
		List<JsonNode> items = new ArrayList<>();
		long total;
		do {
			String separator = (path.indexOf('?') < 0) ? "?" : "&";
			JsonNode page = get(path + separator + "limit=" + PAGE + "&offset=" + items.size());
			int before = items.size();
			page.path("list").forEach(items::add);
			total = (items.size() == before) ? 0 : page.path("pagination").path("total").asLong(0);
		}
		while (items.size() < total);
		return items;
	}

	JsonNode post(String path) {
		return this.server.send(authorized(path).POST(HttpRequest.BodyPublishers.noBody()).build());
	}

	/**
	 * Sends an object.
	 * @param path the path
	 * @param json the object
	 * @return the answer
	 */
	JsonNode post(String path, JsonNode json) {
		return this.server.send(authorized(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json.toString()))
			.build());
	}

	/**
	 * Uploads a file with fields beside it.
	 * @param path the path
	 * @param fileName the file's name
	 * @param content the file's content
	 * @param fields the other parts by name
	 * @return the answer
	 */
	JsonNode upload(String path, String fileName, byte[] content, Map<String, String> fields) {
		MultipartForm form = new MultipartForm();
		form.file("file", fileName, content);
		fields.forEach(form::text);
		return this.server.send(authorized(path).header("Content-Type", form.contentType())
			.POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()))
			.build());
	}

	static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	private HttpRequest.Builder authorized(String path) {
		return this.server.request(path).header("Authorization", "Bearer " + this.accessToken);
	}

	private static String basic(String name, String secret) {
		return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
	}

	private static String form(Map<String, String> fields) {
		StringJoiner form = new StringJoiner("&");
		fields.forEach((name, value) -> form.add(name + "=" + encode(value)));
		return form.toString();
	}

}
