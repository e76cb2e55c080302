package org.gatehouse.server.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * Publishes the sample API and subscribes an application to it. Each step looks first
 * whether an earlier start, killed half-way, has done it.
 */
final class SamplePublication {

	private static final String PUBLISHER = "/api/am/publisher/v4";

	private static final String STORE = "/api/am/devportal/v3";

	private static final String API = "Bookshelf";

	private static final String APPLICATION = "BookshelfApp";

	private final SampleClient client;

	private final URI backend;

	SamplePublication(SampleClient client, URI backend) {
		this.client = client;
		this.backend = backend;
	}

	SampleKey publish() throws IOException, InterruptedException {
		this.client.signIn();
		String api = api();
		String application = application();
		subscribe(api, application);
		return key(application);
	}

	private String api() throws IOException, InterruptedException {
		Optional<JsonNode> found = named(this.client.get(PUBLISHER + "/apis?query=name:" + API), API);
		JsonNode api = found.isPresent() ? found.get() : imported();
		String id = api.get("id").asString();
		if (!api.path("lifeCycleStatus").asString("").equals("PUBLISHED")) {
			this.client.post(PUBLISHER + "/apis/change-lifecycle?action=Publish&apiId=" + id, null);
		}
		return id;
	}

	private JsonNode imported() throws IOException, InterruptedException {
		Map<String, ?> endpoint = Map.of("url", this.backend.toString());
		return this.client.upload(PUBLISHER + "/apis/import-openapi", "bookshelf.yaml", definition(), Map.of("name",
				API, "version", "1.0.0", "context", "/bookshelf", "policies",
				List.of("Bronze", "Silver", "Gold", "Unlimited"), "endpointConfig",
				Map.of("endpoint_type", "http", "production_endpoints", endpoint, "sandbox_endpoints", endpoint)));
	}

	private String application() throws IOException, InterruptedException {
		Optional<JsonNode> found = named(this.client.get(STORE + "/applications?query=" + APPLICATION), APPLICATION);
		JsonNode application = found.isPresent() ? found.get()
				: this.client.post(STORE + "/applications", Map.of("name", APPLICATION, "throttlingPolicy", "Unlimited",
						"description", "Calls the sample API", "tokenType", "JWT"));
		return application.get("applicationId").asString();
	}

	private void subscribe(String api, String application) throws IOException, InterruptedException {
		for (JsonNode subscription : this.client.get(STORE + "/subscriptions?applicationId=" + application)
			.path("list")) {
			if (subscription.path("apiId").asString("").equals(api)) {
				return;
			}
		}
		this.client.post(STORE + "/subscriptions",
				Map.of("applicationId", application, "apiId", api, "throttlingPolicy", "Unlimited"));
	}

	private SampleKey key(String application) throws IOException, InterruptedException {
		String keys = STORE + "/applications/" + application;
		for (JsonNode known : this.client.get(keys + "/oauth-keys").path("list")) {
			if (known.path("keyType").asString("").equals("PRODUCTION")) {
				// Its secret was shown once, to the start that was killed.
				JsonNode renewed = this.client.post(keys + "/keys/PRODUCTION/regenerate-secret", null);
				return new SampleKey(known.get("consumerKey").asString(), renewed.get("consumerSecret").asString());
			}
		}
		JsonNode made = this.client.post(keys + "/generate-keys",
				Map.of("keyType", "PRODUCTION", "grantTypesToBeSupported",
						List.of("client_credentials", "password", "refresh_token"), "validityTime", 3600));
		return new SampleKey(made.get("consumerKey").asString(), made.get("consumerSecret").asString());
	}

	private static Optional<JsonNode> named(JsonNode page, String name) {
		for (JsonNode item : page.path("list")) {
			if (item.path("name").asString("").equals(name)) {
				return Optional.of(item);
			}
		}
		return Optional.empty();
	}

	private static String definition() throws IOException {
		try (InputStream in = SamplePublication.class.getResourceAsStream("bookshelf.yaml")) {
			if (in == null) {
				throw new IllegalStateException("bookshelf.yaml is not on the class path");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
