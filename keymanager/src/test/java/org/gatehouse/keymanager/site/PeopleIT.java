package org.gatehouse.keymanager.site;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

class PeopleIT extends KeyManagerTest {

	private static final String ADMIN = basic("admin", "admin");

	@Autowired
	PeopleIT(News news) {
		super(news);
	}

	private Answer user(String name) {
		return json("POST", "/scim2/Users", ADMIN, """
				{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%s","password":"%s-password",
				 "name":{"givenName":"N"},"emails":[{"value":"n@example.com","primary":true}]}""".formatted(name,
				name));
	}

	@Test
	void makesFindsChangesAndDeletesUsersThroughScim() {
		Answer created = user("nuwan");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Content-Type")).startsWith("application/scim+json");
		assertThat(created.body()).doesNotContain("nuwan-password").contains("\"active\":true");
		String path = "/scim2/Users/" + created.text("id");
		assertThat(created.header("Location")).endsWith(path);
		Answer found = json("GET", "/scim2/Users?filter=userName%20eq%20%22NUWAN%22", ADMIN, null);
		assertThat(found.json().path("totalResults").asInt()).isEqualTo(1);
		assertThat(found.json().at("/Resources/0/userName").asString()).isEqualTo("nuwan");
		Answer patched = json("PATCH", path, ADMIN,
				"""
						{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
						 {"op":"Replace","path":"name.familyName","value":"F"},{"op":"replace","value":{"active":"False"}}]}""");
		assertThat(patched.status()).isEqualTo(200);
		assertThat(patched.json().at("/name/familyName").asString()).isEqualTo("F");
		assertThat(patched.json().path("active").asBoolean()).isFalse();
		assertThat(json("DELETE", path, ADMIN, null).status()).isEqualTo(204);
		Answer gone = json("GET", path, ADMIN, null);
		assertThat(gone.status()).isEqualTo(404);
		assertThat(gone.text("status")).isEqualTo("404");
		assertThat(gone.json().path("schemas").toString()).contains("urn:ietf:params:scim:api:messages:2.0:Error");
	}

	@Test
	void treatsRolesAsGroups() {
		String id = user("grace").text("id");
		Answer group = json("POST", "/scim2/Groups", ADMIN, """
				{"displayName":"editors","members":[{"value":"%s"}]}""".formatted(id));
		assertThat(group.status()).isEqualTo(201);
		assertThat(group.json().at("/members/0/display").asString()).isEqualTo("grace");
		String path = "/scim2/Groups/" + group.text("id");
		assertThat(json("GET", "/scim2/Users/" + id, ADMIN, null).json().at("/groups/0/display").asString())
			.isEqualTo("editors");
		Answer removed = json("PATCH", path, ADMIN, """
				{"Operations":[{"op":"remove","path":"members[value eq \\"%s\\"]"}]}""".formatted(id));
		assertThat(removed.json().path("members").size()).isZero();
		Answer added = json("PATCH", path, ADMIN, """
				{"Operations":[{"op":"add","path":"members","value":[{"value":"%s"}]}]}""".formatted(id));
		assertThat(added.json().path("members").size()).isEqualTo(1);
		assertThat(json("GET", "/scim2/Groups?filter=displayName+eq+%22editors%22", ADMIN, null).json()
			.path("totalResults")
			.asInt()).isEqualTo(1);
		assertThat(json("GET", "/scim2/Groups?startIndex=2&count=2", ADMIN, null).json().path("itemsPerPage").asInt())
			.isEqualTo(2);
		assertThat(json("DELETE", path, ADMIN, null).status()).isEqualTo(204);
	}

	@Test
	void refusesWhatScimDoesNotAllow() {
		assertThat(user("admin").status()).isEqualTo(409);
		assertThat(user("ADMIN").text("scimType")).isEqualTo("uniqueness");
		assertThat(user("has space").text("scimType")).isEqualTo("invalidValue");
		assertThat(json("POST", "/scim2/Users", ADMIN, "{\"userName\":1}").status()).isEqualTo(400);
		assertThat(json("POST", "/scim2/Users", ADMIN, "{").text("scimType")).isEqualTo("invalidSyntax");
		assertThat(json("POST", "/scim2/Users", ADMIN, "[]").status()).isEqualTo(400);
		assertThat(json("GET", "/scim2/Users?filter=nickName+pr", ADMIN, null).text("scimType"))
			.isEqualTo("invalidFilter");
		assertThat(json("GET", "/scim2/Users?startIndex=x", ADMIN, null).status()).isEqualTo(400);
		assertThat(json("GET", "/scim2/Users/none", ADMIN, null).status()).isEqualTo(404);
		assertThat(json("GET", "/scim2/Users", basic("admin", "wrong"), null).status()).isEqualTo(401);
		assertThat(json("GET", "/scim2/Users", basic(TOM, "tom-password"), null).status()).isEqualTo(403);
		assertThat(send(request("/scim2/Users")).header("WWW-Authenticate")).isNotEmpty();
	}

	@Test
	void keepsAnAdministratorAndRolesInUse() {
		Answer admins = json("GET", "/scim2/Groups?filter=displayName%20eq%20%22admin%22", ADMIN, null);
		String admin = "/scim2/Groups/" + admins.json().at("/Resources/0/id").asString();
		Answer emptied = json("PATCH", admin, ADMIN, """
				{"Operations":[{"op":"replace","path":"members","value":[]}]}""");
		assertThat(emptied.status()).isEqualTo(409);
		assertThat(json("DELETE", admin, ADMIN, null).status()).isEqualTo(409);
		Answer employees = json("GET", "/scim2/Groups?filter=displayName%20eq%20%22employee%22", ADMIN, null);
		Answer used = json("DELETE", "/scim2/Groups/" + employees.json().at("/Resources/0/id").asString(), ADMIN, null);
		assertThat(used.status()).isEqualTo(409);
		assertThat(used.text("detail")).contains("scope news_read");
		Answer me = json("GET", "/scim2/Users?filter=userName%20eq%20%22admin%22", ADMIN, null);
		String path = "/scim2/Users/" + me.json().at("/Resources/0/id").asString();
		assertThat(json("DELETE", path, ADMIN, null).status()).isEqualTo(409);
		assertThat(json("PATCH", path, ADMIN, """
				{"Operations":[{"op":"replace","path":"active","value":false}]}""").status()).isEqualTo(409);
	}

	@Test
	void endsTheTokensOfAUserWhoMayNoLongerSignIn() {
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		String id = user("leaver").text("id");
		Answer issued = password(application, "leaver", "leaver-password", "");
		assertThat(issued.status()).isEqualTo(200);
		json("PATCH", "/scim2/Users/" + id, ADMIN, """
				{"Operations":[{"op":"replace","path":"active","value":false}]}""");
		assertThat(form("/oauth2/introspect", application, "token", issued.text("access_token")).body())
			.isEqualTo("{\"active\":false}");
		assertThat(token(application, "grant_type", "refresh_token", "refresh_token", issued.text("refresh_token"))
			.text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, "leaver", "leaver-password", "").text("error")).isEqualTo("invalid_grant");
	}

	@Test
	void registersRestClientsWhoseTokensOpenScim() {
		String body = """
				{"callbackUrl":"www.google.lk","clientName":"rest_api_publisher","owner":"admin",
				 "grantType":"client_credentials password refresh_token","saasApp":true}""";
		Answer registered = json("POST", "/client-registration/v0.17/register", ADMIN, body);
		assertThat(registered.status()).isEqualTo(200);
		assertThat(registered.text("callBackURL")).isEqualTo("www.google.lk");
		assertThat(registered.text("appOwner")).isEqualTo("admin");
		assertThat(registered.json().path("isSaasApplication").asBoolean()).isTrue();
		assertThat(JSON.readTree(registered.text("jsonString")).path("grant_types").asString())
			.isEqualTo("client_credentials password refresh_token");
		Answer again = json("POST", "/client-registration/v0.17/register", ADMIN, body);
		assertThat(again.text("clientId")).isEqualTo(registered.text("clientId"));
		assertThat(again.text("clientSecret")).isNotEqualTo(registered.text("clientSecret"));
		ClientKey old = new ClientKey(registered.text("clientId"), registered.text("clientSecret"));
		assertThat(password(old, "admin", "admin", "").status()).isEqualTo(401);
		ClientKey client = new ClientKey(again.text("clientId"), again.text("clientSecret"));
		Answer token = password(client, "admin", "admin", "apim:api_view apim:admin apim:nonsense");
		assertThat(token.text("scope")).isEqualTo("apim:api_view apim:admin");
		assertThat(json("GET", "/scim2/Users", "Bearer " + token.text("access_token"), null).status()).isEqualTo(200);
		form("/oauth2/revoke", client, "token", token.text("access_token"));
		assertThat(json("GET", "/scim2/Users", "Bearer " + token.text("access_token"), null).status()).isEqualTo(401);
		assertThat(password(client, TOM, "tom-password", "apim:admin apim:subscribe").text("scope"))
			.isEqualTo("apim:subscribe");
	}

	@Test
	void refusesRegistrationsThatAreWrong() {
		assertThat(json("POST", "/client-registration/v0.17/register", basic("admin", "x"), "{}").status())
			.isEqualTo(401);
		assertThat(register("{}").status()).isEqualTo(400);
		assertThat(register("{\"clientName\":\"c\",\"grantType\":\"nonsense\"}").body()).contains("grantType");
		assertThat(register(
				"{\"clientName\":\"c\",\"grantType\":\"authorization_code\",\"callbackUrl\":\"javascript:alert(1)\"}")
			.body()).contains("callbackUrl");
		assertThat(json("POST", "/client-registration/v0.17/register", basic(TOM, "tom-password"),
				"{\"clientName\":\"c\",\"owner\":\"admin\",\"grantType\":\"password\"}")
			.status()).isEqualTo(403);
	}

	private Answer register(String body) {
		return json("POST", "/client-registration/v0.17/register", ADMIN, body);
	}

}
