package org.gatehouse.keymanager.site;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.RoleService;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class ScimGroupsIT extends ScimTest {

	private final JdbcClient jdbc;

	private final AccountService accounts;

	private final RoleService roles;

	@Autowired
	ScimGroupsIT(News news, JdbcClient jdbc, AccountService accounts, RoleService roles) {
		super(news);
		this.jdbc = jdbc;
		this.accounts = accounts;
		this.roles = roles;
	}

	private int members(String path) {
		return scim("GET", path, null).json().path("members").size();
	}

	@Test
	void changesMembersInEachWay() {
		String ann = id(user("grp-ann", ""));
		String bob = id(user("grp-bob", ""));
		String cat = id(user("grp-cat", ""));
		String path = made("/Groups", "{'displayName':'grp-all','members':[{'value':'%s'}]}".formatted(ann));
		Answer added = patch(path, """
				{'op':'Add','path':'members','value':[{'value':'%s'},{'value':'%s'}]},
				{'op':'add','path':'members','value':[{'value':'%s'}]}""".formatted(bob, cat, ann));
		assertThat(added.json().path("members").valueStream().map((member) -> member.path("display").asString()))
			.containsExactly("grp-ann", "grp-bob", "grp-cat");
		assertThat(added.json().at("/members/0/type").asString()).isEqualTo("User");
		patch(path, "{'op':'Remove','path':'members[value eq \\\"%s\\\"]'}".formatted(ann));
		patch(path, "{'op':'Remove','path':'members','value':[{'value':'%s'}]}".formatted(bob));
		assertThat(scim("GET", path, null).json().at("/members/0/value").asString()).isEqualTo(cat);
		patch(path, "{'op':'replace','path':'members','value':[{'value':'%s'},{'value':'%s'}]}".formatted(ann, bob));
		assertThat(members(path)).isEqualTo(2);
		patch(path, "{'op':'remove','path':'members[display ew \\\"-bob\\\"]'}");
		assertThat(members(path)).isEqualTo(1);
		Answer put = scim("PUT", path, "{'displayName':'grp-renamed','externalId':'g'}");
		assertThat(put.text("displayName") + put.text("externalId")).isEqualTo("grp-renamedg");
		assertThat(put.json().path("members")).isEmpty();
		assertThat(scim("DELETE", path, null).status()).isEqualTo(204);
		assertRefused(scim("GET", path, null), 404, "");
	}

	@Test
	void refusesStepsThatCannotBeTaken() {
		String ann = id(user("grp-left", ""));
		String path = made("/Groups", "{'displayName':'grp-steps','members':['%s']}".formatted(ann));
		String stranger = UUID.randomUUID().toString();
		assertRefused(patch(path, """
				{'op':'remove','path':'members'},{'op':'add','path':'members','value':['%s']}""".formatted(stranger)),
				400, "invalidValue");
		assertRefused(patch(path, "{'op':'remove','path':'members[value eq \\\"%s\\\"]'}".formatted(stranger)), 400,
				"noTarget");
		assertRefused(patch(path, "{'op':'remove','path':'members[display eq \\\"x\\\"]'}"), 400, "noTarget");
		assertRefused(patch(path, "{'op':'remove','path':'members[colour eq \\\"x\\\"]'}"), 400, "invalidFilter");
		assertRefused(patch(path, "{'op':'replace','path':'displayName','value':'admin'}"), 409, "uniqueness");
		assertRefused(scim("POST", "/Groups", "{'displayName':'GRP-steps'}"), 409, "uniqueness");
		assertRefused(scim("POST", "/Groups", "{'displayName':'has space'}"), 400, "invalidValue");
		assertThat(members(path)).isEqualTo(1);
	}

	@Test
	void makesANewVersionWhenMembersComeAndGo() {
		String user = user("grp-versions", "");
		String path = made("/Groups", "{'displayName':'grp-versions'}");
		String first = scim("GET", path, null).header("ETag");
		Answer added = patch(path, "{'op':'add','path':'members','value':['%s']}".formatted(id(user)), "If-Match",
				first);
		String second = added.header("ETag");
		assertThat(second).isNotEqualTo(first);
		assertThat(scim("GET", path, null, "If-None-Match", second).status()).isEqualTo(304);
		assertRefused(patch(path, "{'op':'remove','path':'members'}", "If-Match", first), 412, "");
		assertThat(patch(path, "{'op':'add','path':'members','value':['%s']}".formatted(id(user))).header("ETag"))
			.isEqualTo(second);
		scim("DELETE", user, null);
		assertThat(scim("GET", path, null).header("ETag")).isNotEqualTo(second);
	}

	@Test
	void leavesMembersOutWhereTheyAreTooMany() {
		String path = made("/Groups", "{'displayName':'grp-large'}");
		String ids = IntStream.range(0, 10_001)
			.mapToObj((number) -> "'" + new UUID(0, number) + "'")
			.collect(Collectors.joining(","));
		assertRefused(patch(path, "{'op':'add','path':'members','value':[" + ids + "]}"), 413, "");
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			this.jdbc
				.sql("""
						with made as (insert into user_account (id, tenant_id, user_name, password_hash, enabled, created_at,
						    updated_at) select gen_random_uuid(), r.tenant_id, 'grp-large-' || n, 'none', true, now(), now()
						    from role r, generate_series(1, 10001) n where r.name = 'grp-large' returning id)
						insert into user_role (user_id, role_id) select made.id, r.id from made, role r
						where r.name = 'grp-large'""")
				.update();
		}
		assertRefused(scim("GET", path, null), 400, "tooMany");
		assertRefused(scim("GET", "/Groups?" + encoded("filter", "displayName eq \"grp-large\""), null), 400,
				"tooMany");
		Answer without = scim("GET", path + "?excludedAttributes=members", null);
		assertThat(without.status()).isEqualTo(200);
		assertRefused(patch(path, "{'op':'remove','path':'members[display sw \\\"grp\\\"]'}"), 400, "tooMany");
		Answer renamed = patch(path, "{'op':'replace','path':'displayName','value':'grp-larger'}");
		assertThat(renamed.status()).isEqualTo(200);
		assertThat(renamed.json().has("members")).isFalse();
		assertThat(patch(path, "{'op':'remove','path':'members'}").json().path("members")).isEmpty();
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			this.jdbc.sql("delete from user_account where user_name like 'grp-large-%'").update();
		}
	}

	@Test
	void keepsTenantsApart() {
		TenantId other = new TenantId(UUID.randomUUID());
		UUID[] ids = new UUID[2];
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			this.jdbc.sql("insert into tenant (id, domain, created_at) values (?, 'grp.example', now())")
				.param(other.value())
				.update();
		}
		try (TenantContext.Binding _ = TenantContext.bind(other)) {
			ids[0] = this.accounts.create("grp-foreign", "foreign-password", AccountDetails.holding()).id();
			ids[1] = this.roles.create("grp-foreign", Set.of(ids[0])).id();
		}
		assertRefused(scim("GET", "/Users/" + ids[0], null), 404, "");
		assertRefused(scim("DELETE", "/Users/" + ids[0], null), 404, "");
		assertRefused(patch("/Groups/" + ids[1], "{'op':'remove','path':'members'}"), 404, "");
		assertThat(names("userName eq 'grp-foreign' or groups.display eq 'grp-foreign'")).isEmpty();
		assertThat(names("/Groups", "displayName", "displayName eq 'grp-foreign'")).isEmpty();
		String path = made("/Groups", "{'displayName':'grp-home'}");
		assertRefused(patch(path, "{'op':'add','path':'members','value':['%s']}".formatted(ids[0])), 400,
				"invalidValue");
	}

}
