package org.gatehouse.keymanager.site;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class ScimDiscoveryIT extends ScimTest {

	@Autowired
	ScimDiscoveryIT(News news) {
		super(news);
	}

	@Test
	void saysWhatIsOffered() {
		Answer found = scim("GET", "/ServiceProviderConfig", null);
		assertThat(found.header("Content-Type")).startsWith("application/scim+json");
		JsonNode config = found.json();
		for (String offered : new String[] { "patch", "filter", "changePassword", "sort", "etag" }) {
			assertThat(config.path(offered).path("supported").asBoolean()).as(offered).isTrue();
		}
		assertThat(config.at("/bulk/supported").asBoolean()).isFalse();
		assertThat(config.at("/filter/maxResults").asInt()).isEqualTo(1000);
		assertThat(config.path("authenticationSchemes").valueStream().map((scheme) -> scheme.path("type").asString()))
			.containsExactly("httpbasic", "oauthbearertoken");
	}

	@Test
	void describesEachResourceType() {
		JsonNode types = scim("GET", "/ResourceTypes", null).json();
		assertThat(types.path("totalResults").asInt()).isEqualTo(2);
		for (JsonNode type : types.path("Resources")) {
			String path = "/ResourceTypes/" + type.path("id").asString();
			assertThat(type.at("/meta/location").asString()).endsWith("/scim2" + path);
			assertThat(scim("GET", path, null).json()).isEqualTo(type);
			assertThat(scim("GET", type.path("endpoint").asString(), null).status()).isEqualTo(200);
			JsonNode schema = scim("GET", "/Schemas/" + type.path("schema").asString(), null).json();
			assertThat(schema.path("id").asString()).isEqualTo(type.path("schema").asString());
			assertThat(schema.path("attributes")).isNotEmpty();
		}
		assertThat(scim("GET", "/Schemas", null).json().path("totalResults").asInt()).isEqualTo(2);
	}

	@Test
	void describesAllThatAUserAndAGroupShow() {
		String user = user("dsc-ann", ",'name':{'givenName':'A','familyName':'B'},'emails':['a@example.com']");
		String group = made("/Groups", "{'displayName':'dsc-all','members':['%s']}".formatted(id(user)));
		assertDescribed(scim("GET", user, null).json(), "urn:ietf:params:scim:schemas:core:2.0:User");
		assertDescribed(scim("GET", group, null).json(), "urn:ietf:params:scim:schemas:core:2.0:Group");
	}

	private void assertDescribed(JsonNode resource, String id) {
		JsonNode schema = scim("GET", "/Schemas/" + id, null).json();
		for (JsonNode attribute : schema.path("attributes")) {
			String name = attribute.path("name").asString();
			if (attribute.path("returned").asString().equals("never")) {
				assertThat(resource.has(name)).as(name).isFalse();
				continue;
			}
			JsonNode value = resource.path(name);
			assertThat(value.isArray()).as(name).isEqualTo(attribute.path("multiValued").asBoolean());
			JsonNode one = value.isArray() ? value.path(0) : value;
			if (attribute.has("subAttributes")) {
				assertThat(one.propertyNames()).as(name)
					.containsExactlyInAnyOrderElementsOf(attribute.path("subAttributes")
						.valueStream()
						.map((part) -> part.path("name").asString())
						.toList());
			}
			else {
				assertThat(one.isBoolean()).as(name).isEqualTo(attribute.path("type").asString().equals("boolean"));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ServiceProviderConfig", "/Schemas", "/ResourceTypes" })
	void refusesFiltersOnDescriptions(String path) {
		assertRefused(scim("GET", path + "?" + encoded("filter", "id pr"), null), 403, "");
	}

	@ParameterizedTest
	@CsvSource({ "POST,/Bulk,501", "GET,/Me,501", "GET,/Nothing,404", "GET,/Schemas/urn:x,404",
			"GET,/ResourceTypes/Device,404", "DELETE,/Users,405", "PUT,/Groups,405", "POST,/Schemas,405",
			"GET,/Users/.search,404" })
	void refusesWhatIsNotOffered(String method, String path, int status) {
		Answer answer = scim(method, path, method.startsWith("P") ? "{}" : null);
		assertRefused(answer, status, "");
		assertThat(answer.header("Allow").isEmpty()).isEqualTo(status != 405);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "/Users", "/Groups", "/Schemas", "/ResourceTypes", "/ServiceProviderConfig", "/Nothing" })
	void asksForAnAdministrator(String path) {
		Answer nobody = send(request("/scim2" + path));
		assertRefused(nobody, 401, "");
		assertThat(nobody.response().headers().allValues("WWW-Authenticate")).hasSize(2);
		assertRefused(json("GET", "/scim2" + path, basic(News.TOM, "tom-password"), null), 403, "");
	}

}
