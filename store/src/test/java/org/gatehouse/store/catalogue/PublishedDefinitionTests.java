package org.gatehouse.store.catalogue;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PublishedDefinitionTests {

	private static final GatewayUrls URLS = new GatewayUrls("https://gw:8243/orgnews/1.0.0",
			"http://gw:8280/orgnews/1.0.0", null, null);

	private final JsonMapper json = new JsonMapper();

	private final PublishedDefinition definitions = new PublishedDefinition(this.json);

	@Test
	void replacesServersAtEveryLevel() {
		JsonNode published = publish(
				"""
						{"openapi": "3.0.1", "servers": [{"url": "http://backend"}], "x-wso2-production-endpoints": {"urls": ["http://backend"]},
						 "paths": {"/a": {"servers": [{"url": "http://backend"}], "get": {"servers": [{"url": "http://backend"}],
						   "summary": "A", "x-wso2-mutual-ssl": "http://backend"}}},
						 "components": {"schemas": {"S": {"properties": {"servers": {"type": "string"}}}}}}
						""");

		assertThat(published.toString()).doesNotContain("backend").contains("\"summary\":\"A\"");
		assertThat(published.at("/servers/0/url").asString()).isEqualTo("https://gw:8243/orgnews/1.0.0");
		assertThat(published.at("/components/schemas/S/properties/servers/type").asString()).isEqualTo("string");
	}

	@Test
	void addressesSwagger2() {
		JsonNode published = publish("""
				{"swagger": "2.0", "host": "backend", "basePath": "/x", "schemes": ["http"],
				 "paths": {"/a": {"get": {"schemes": ["ws"]}}}}
				""");

		assertThat(published.at("/host").asString()).isEqualTo("gw:8243");
		assertThat(published.at("/basePath").asString()).isEqualTo("/orgnews/1.0.0");
		assertThat(published.at("/schemes").toString()).isEqualTo("[\"https\"]");
		assertThat(published.at("/paths/~1a/get/schemes").isMissingNode()).isTrue();
	}

	@Test
	void readsYamlScalarsAsJsonHasThem() {
		JsonNode published = publish("""
				openapi: 3.1.0
				info: {title: No, version: 2024-01-01, x-on: yes, x-n: 12, x-f: 1.5, x-b: true, x-t: 12:30}
				paths: {}
				""");

		assertThat(published.at("/info").toString()).isEqualTo(
				"{\"title\":\"No\",\"version\":\"2024-01-01\",\"x-on\":\"yes\",\"x-n\":12,\"x-f\":1.5,\"x-b\":true,\"x-t\":\"12:30\"}");
	}

	private JsonNode publish(String document) {
		return this.json.readTree(this.definitions.publish(document, URLS));
	}

}
