package org.gatehouse.publisher.scopes;

import java.util.UUID;

import org.gatehouse.publisher.PublisherFixture;
import org.gatehouse.publisher.PublisherRestTest;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeRestIT extends PublisherRestTest {

	@Test
	void aSharedScopeIsUsedByAnyApi() {
		String role = this.fixture.role();
		String key = PublisherFixture.name("shared");
		Answer scope = post("/scopes", "{'name':'" + key + "','displayName':'S','bindings':['" + role + "']}");
		assertThat(scope.status()).isEqualTo(201);

		String use = "'scopes':[{'scope':{'name':'" + key
				+ "'},'shared':true}],'operations':[{'target':'/a','verb':'GET','scopes':['" + key + "']}]";
		assertThat(post("/apis", api(use)).at("/scopes/0/scope/bindings/0")).isEqualTo(role);
		assertThat(post("/apis", api(use)).at("/scopes/0/shared")).isEqualTo("true");

		assertThat(get("/scopes/" + scope.id()).at("/usageCount")).isEqualTo("2");
		assertThat(delete("/scopes/" + scope.id()).status()).isEqualTo(409);
	}

	@Test
	void aSharedScopeIsChangedAndDeleted() {
		String key = PublisherFixture.name("shared");
		String id = post("/scopes", "{'name':'" + key + "'}").id();

		assertThat(put("/scopes/" + id, "{'name':'" + key + "','displayName':'New'}", null).at("/displayName"))
			.isEqualTo("New");
		assertThat(put("/scopes/" + id, "{'name':'other'}", null).status()).isEqualTo(400);
		assertThat(delete("/scopes/" + id).status()).isEqualTo(200);
		assertThat(get("/scopes/" + id).status()).isEqualTo(404);
	}

	@Test
	void wrongScopesAreRefused() {
		String key = PublisherFixture.name("shared");
		post("/scopes", "{'name':'" + key + "'}");

		assertThat(post("/scopes", "{'name':'" + key + "'}").status()).isEqualTo(409);
		assertThat(post("/scopes", "{}").at("/error/0/code")).isEqualTo("name");
		assertThat(post("/scopes", "{'name':'a b'}").at("/error/0/code")).isEqualTo("name");
		assertThat(post("/scopes", "{'name':'ok','bindings':['nobody']}").at("/error/0/code")).isEqualTo("bindings");
		assertThat(get("/scopes/" + UUID.randomUUID()).status()).isEqualTo(404);
	}

	@Test
	void scopesAndRolesAreCheckedByName() {
		String key = PublisherFixture.name("shared");
		post("/scopes", "{'name':'" + key + "'}");
		String role = this.fixture.role();

		assertThat(call(HttpMethod.HEAD, "ann", "/scopes/" + key, null, null).status()).isEqualTo(200);
		assertThat(call(HttpMethod.HEAD, "ann", "/scopes/none", null, null).status()).isEqualTo(404);
		assertThat(call(HttpMethod.HEAD, "ann", "/roles/" + role, null, null).status()).isEqualTo(200);
		assertThat(call(HttpMethod.HEAD, "ann", "/roles/none", null, null).status()).isEqualTo(404);
	}

}
