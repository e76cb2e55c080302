package org.gatehouse.keymanager.site;

import java.net.http.HttpRequest;
import java.util.List;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

class EndpointsIT extends KeyManagerTest {

	@Autowired
	EndpointsIT(News news) {
		super(news);
	}

	private static List<String> list(JsonNode metadata, String name) {
		return metadata.path(name).valueStream().map(JsonNode::asString).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration" })
	void listsWhatThereIs(String document) {
		JsonNode metadata = send(request(document)).json();
		String base = "https://localhost:9443";
		assertThat(metadata.path("issuer").asString()).isEqualTo(base);
		assertThat(metadata.path("token_endpoint").asString()).isEqualTo(base + "/oauth2/token");
		assertThat(metadata.path("device_authorization_endpoint").asString())
			.isEqualTo(base + "/oauth2/device_authorization");
		assertThat(list(metadata, "grant_types_supported")).containsExactly("authorization_code", "client_credentials",
				"password", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code",
				"urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:jwt-bearer",
				"implicit");
		assertThat(list(metadata, "token_endpoint_auth_methods_supported")).containsExactly("client_secret_basic",
				"client_secret_post", "private_key_jwt", "none");
		assertThat(list(metadata, "introspection_endpoint_auth_methods_supported")).doesNotContain("none");
		assertThat(list(metadata, "token_endpoint_auth_signing_alg_values_supported")).contains("RS256", "ES256")
			.doesNotContain("none", "HS256");
		assertThat(list(metadata, "code_challenge_methods_supported")).containsExactly("S256");
		assertThat(list(metadata, "response_types_supported")).containsExactly("code", "token");
		assertThat(list(metadata, "response_modes_supported")).containsExactly("query", "fragment");
		assertThat(list(metadata, "scopes_supported")).contains("openid", "profile", "email");
		assertThat(list(metadata, "claims_supported")).contains("sub", "email");
		assertThat(list(metadata, "subject_types_supported")).containsExactly("public");
		// Absent means true for this one.
		assertThat(metadata.path("request_uri_parameter_supported").asBoolean(true)).isFalse();
		assertThat(metadata.path("request_parameter_supported").asBoolean(true)).isFalse();
		assertThat(metadata.path("userinfo_endpoint").asString()).isEqualTo(base + "/userinfo");
		assertThat(list(metadata, "id_token_signing_alg_values_supported")).hasSize(1);
		assertThat(metadata.path("authorization_response_iss_parameter_supported").asBoolean()).isTrue();
		assertThat(metadata.has("dpop_signing_alg_values_supported")).isFalse();
		assertThat(metadata.has("tls_client_certificate_bound_access_tokens")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/oauth2/device_authorization" })
	void takesFormsOfReasonableSizeOnly(String endpoint) {
		ClientKey client = this.news.application(TOM, TokenFormat.JWT);
		String authorization = basic(client.key(), client.secret());
		for (String method : List.of("GET", "PUT", "DELETE")) {
			Answer answer = send(request(endpoint).header("Authorization", authorization)
				.method(method, HttpRequest.BodyPublishers.noBody()));
			assertThat(answer.status()).as(method).isEqualTo(405);
			assertThat(answer.header("Allow")).isEqualTo("POST");
			assertThat(answer.header("Cache-Control")).contains("no-store");
		}
		Answer json = json("POST", endpoint, authorization, "{\"grant_type\":\"client_credentials\"}");
		assertThat(json.status()).isEqualTo(400);
		assertThat(json.text("error")).isEqualTo("invalid_request");
		for (String huge : List.of("x".repeat(9000), "x".repeat(3_000_000))) {
			assertThat(form(endpoint, client, "grant_type", "client_credentials", "token", huge).status())
				.isBetween(400, 499);
		}
		StringBuilder many = new StringBuilder("grant_type=client_credentials");
		for (int i = 0; i < 20_000; i++) {
			many.append("&p").append(i).append('=');
		}
		assertThat(send(request(endpoint).header("Authorization", authorization)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(many.toString()))).status()).isBetween(400, 499);
		assertThat(form(endpoint, client, "token", "x", "token", "y", "grant_type", "client_credentials").text("error"))
			.isEqualTo("invalid_request");
		Answer stranger = form(endpoint, null, "token", "x", "grant_type", "client_credentials");
		assertThat(stranger.status()).isEqualTo(401);
		assertThat(stranger.text("error")).isEqualTo("invalid_client");
		assertThat(stranger.header("WWW-Authenticate")).startsWith("Basic");
	}

}
