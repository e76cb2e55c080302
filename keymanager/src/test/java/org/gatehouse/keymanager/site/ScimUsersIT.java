package org.gatehouse.keymanager.site;

import java.net.http.HttpRequest;
import java.util.UUID;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

class ScimUsersIT extends ScimTest {

	@Autowired
	ScimUsersIT(News news) {
		super(news);
	}

	@Test
	void makesAndReplacesUsers() {
		Answer made = scim("POST", "/Users",
				"""
						{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'USERNAME':'usr-ann','externalId':'7',
						 'Name':{'givenName':'A'},'emails':[{'value':'a@example.com'}],'password':'first-password','nickName':'x'}""");
		assertThat(made.status()).isEqualTo(201);
		assertThat(made.body()).doesNotContain("password").doesNotContain("nickName");
		String path = "/Users/" + made.text("id");
		assertThat(made.header("Location")).endsWith("/scim2" + path)
			.isEqualTo(made.json().at("/meta/location").asString());
		assertThat(made.header("ETag")).isEqualTo(made.json().at("/meta/version").asString());
		Answer replaced = scim("PUT", path, "{'userName':'usr-ann','name':{'familyName':'L'}}");
		assertThat(replaced.status()).isEqualTo(200);
		assertThat(replaced.json().path("name").propertyNames()).containsExactly("familyName");
		assertThat(replaced.json().has("emails")).isFalse();
		assertThat(replaced.json().has("externalId")).isFalse();
		assertThat(scim("GET", path, null).body()).isEqualTo(replaced.body());
	}

	@Test
	void showsTheAttributesAskedFor() {
		String path = user("usr-parts", ",'emails':['p@example.com']");
		assertThat(scim("GET", path + "?attributes=userName", null).json().propertyNames()).containsExactly("schemas",
				"id", "userName");
		assertThat(scim("GET", path + "?excludedAttributes=meta,groups,id", null).json().propertyNames())
			.containsExactly("schemas", "id", "userName", "emails", "active");
		assertThat(scim("PATCH", path + "?attributes=active",
				"{'Operations':[{'op':'replace','path':'active','value':true}]}")
			.json()
			.propertyNames()).containsExactly("schemas", "id", "active");
		assertRefused(scim("GET", path + "?attributes=a&excludedAttributes=b", null), 400, "invalidValue");
	}

	@Test
	void changesOnlyTheVersionThatTheCallerKnows() {
		String path = user("usr-versions", "");
		String first = scim("GET", path, null).header("ETag");
		Answer unchanged = scim("GET", path, null, "If-None-Match", first);
		assertThat(unchanged.status()).isEqualTo(304);
		assertThat(unchanged.body()).isEmpty();
		Answer patched = patch(path, "{'op':'add','path':'name.givenName','value':'V'}", "If-Match", first);
		assertThat(patched.status()).isEqualTo(200);
		String second = patched.header("ETag");
		assertThat(second).isNotEqualTo(first);
		assertThat(scim("GET", path, null, "If-None-Match", first).header("ETag")).isEqualTo(second);
		assertRefused(patch(path, "{'op':'remove','path':'name'}", "If-Match", first), 412, "");
		assertRefused(scim("PUT", path, "{'userName':'usr-versions'}", "If-Match", first), 412, "");
		assertRefused(scim("DELETE", path, null, "If-Match", first), 412, "");
		Answer same = patch(path, "{'op':'replace','path':'name.givenName','value':'V'}", "If-Match", second);
		assertThat(same.header("ETag")).isEqualTo(second);
		made("/Groups", "{'displayName':'usr-versions','members':['%s']}".formatted(id(path)));
		assertThat(scim("GET", path, null).header("ETag")).isNotEqualTo(second);
		assertThat(scim("DELETE", path, null, "If-Match", "*").status()).isEqualTo(204);
	}

	@Test
	void takesAllStepsOfAPatchOrNone() {
		String path = user("usr-steps", ",'name':{'givenName':'S'}");
		String before = scim("GET", path, null).body();
		assertRefused(patch(path, """
				{'op':'replace','path':'name.givenName','value':'X'},{'op':'replace','path':'active','value':false},
				{'op':'replace','path':'emails','value':[{'value':'no address'}]}"""), 400, "invalidValue");
		assertRefused(patch(path, "{'op':'remove','path':'emails[type eq \\\"work\\\"]'}"), 400, "noTarget");
		assertRefused(patch(path, "{'op':'replace','path':'nickName','value':'x'}"), 400, "invalidPath");
		assertRefused(patch(path, "{'op':'replace','path':'userName','value':'x'}"), 400, "mutability");
		assertRefused(patch(path, "{'op':'replace','path':'externalId','value':'" + "x".repeat(300) + "'}"), 400,
				"invalidValue");
		assertThat(scim("GET", path, null).body()).isEqualTo(before);
	}

	@Test
	void locksOutWithTheWordsOfEachProvisioningSystem() {
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		String path = user("usr-leaver", ",'password':'leaver-password'");
		for (String operation : new String[] { "{'op':'Replace','path':'active','value':'False'}",
				"{'op':'replace','value':{'active':false}}",
				"{'op':'Add','value':{'urn:ietf:params:scim:schemas:core:2.0:User':{'Active':'false'}}}" }) {
			String token = password(application, "usr-leaver", "leaver-password", "").text("access_token");
			assertThat(token).isNotEmpty();
			assertThat(patch(path, operation).json().path("active").asBoolean()).isFalse();
			assertThat(form("/oauth2/introspect", application, "token", token).body()).isEqualTo("{\"active\":false}");
			assertThat(password(application, "usr-leaver", "leaver-password", "").status()).isEqualTo(400);
			assertThat(patch(path, "{'op':'replace','path':'active','value':true}").status()).isEqualTo(200);
		}
	}

	@Test
	void changesPasswordsWithoutShowingThem() {
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		String path = user("usr-secret", "");
		assertThat(password(application, "usr-secret", "second-password", "").status()).isEqualTo(400);
		Answer patched = patch(path, "{'op':'replace','path':'password','value':'second-password'}");
		assertThat(patched.status()).isEqualTo(200);
		assertThat(patched.body()).doesNotContain("password");
		assertThat(scim("GET", path + "?attributes=password", null).body()).doesNotContain("password");
		assertThat(password(application, "usr-secret", "second-password", "").status()).isEqualTo(200);
		Answer refused = patch(path, "{'op':'replace','path':'password','value':'" + "%".repeat(3000) + "'}");
		assertRefused(refused, 400, "invalidValue");
		assertThat(refused.body()).doesNotContain("%%");
	}

	@Test
	void refusesWhatIsNotThereOrTaken() {
		user("usr-taken", "");
		assertRefused(scim("POST", "/Users", "{'userName':'USR-TAKEN'}"), 409, "uniqueness");
		String nobody = "/Users/" + UUID.randomUUID();
		assertRefused(scim("GET", nobody, null), 404, "");
		assertRefused(scim("PUT", nobody, "{'userName':'x'}"), 404, "");
		assertRefused(patch(nobody, "{'op':'remove','path':'name'}"), 404, "");
		assertRefused(scim("DELETE", nobody, null), 404, "");
		assertRefused(scim("GET", "/Users/none", null), 404, "");
	}

	@Test
	void refusesBodiesThatAreWrong() {
		assertRefused(scim("POST", "/Users", "{'userName':"), 400, "invalidSyntax");
		assertRefused(scim("POST", "/Users", ""), 400, "invalidSyntax");
		assertRefused(scim("POST", "/Users", "[".repeat(2000)), 400, "invalidSyntax");
		assertRefused(scim("POST", "/Users", "{'schemas':['urn:x'],'userName':'x'}"), 400, "invalidSyntax");
		assertRefused(scim("POST", "/Users", "{}"), 400, "invalidValue");
		assertRefused(scim("POST", "/Users", "{'userName':'x','active':'perhaps'}"), 400, "invalidValue");
		assertRefused(scim("POST", "/Users", "{'userName':'x','name':{'givenName':'a\\u0000b'}}"), 400, "invalidValue");
		assertRefused(scim("POST", "/Users", "{'userName':'x','externalId':'a\\u0000b'}"), 400, "invalidValue");
		assertRefused(scim("POST", "/Users", " ".repeat(4 * 1024 * 1024 + 10)), 413, "");
		Answer form = send(request("/scim2/Users").header("Authorization", ADMIN)
			.header("Content-Type", "text/plain")
			.POST(HttpRequest.BodyPublishers.ofString("{}")));
		assertRefused(form, 415, "");
		assertRefused(patch(user("usr-many", ""), "{'op':'remove','path':'name'},".repeat(1000) + "{}"), 400,
				"invalidSyntax");
	}

}
