package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.Map;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * Administrators add, test, change, switch off and remove directories.
 */
class LdapAdministrationIT extends LdapTest {

	private final JdbcClient jdbc;

	private final WebApplicationContext context;

	@Autowired
	LdapAdministrationIT(News news, JdbcClient jdbc, WebApplicationContext context) {
		super(news);
		this.jdbc = jdbc;
		this.context = context;
	}

	@Test
	void thePasswordOfTheAccountIsSealedAndNeverShown() {
		String id = add("CORP", keep(TestDirectory.plain()));
		String row;
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			row = this.jdbc.sql("select encode(sealed_bind_password, 'escape') || settings || l from ldap_store l")
				.query(String.class)
				.single();
		}
		assertThat(row).contains("dc=example").doesNotContain(TestDirectory.SECRET);
		Answer shown = call("GET", STORES + "/" + id, null);
		assertThat(shown.body()).doesNotContain(TestDirectory.SECRET);
		assertThat(shown.json().path("bindPasswordSet").asBoolean()).isTrue();
		assertThat(new AdminPages(this.context).page("/admin/user-stores/" + id)).doesNotContain(TestDirectory.SECRET)
			.contains("value=\"" + TestDirectory.ACCOUNT + "\"");
	}

	@Test
	void aTestSaysStepByStepWhatIsThere() {
		TestDirectory directory = keep(
				TestDirectory.plain().with("alice", "alice-password").withGroup("staff", "alice"));
		String id = add("CORP", directory);
		Answer tested = call("POST", STORES + "/" + id + "/test", null);
		assertThat(tested.json().valueStream().map((step) -> step.path("name").asString())).containsExactly("connect",
				"bind", "users", "groups");
		assertThat(tested.json().valueStream()).allMatch((step) -> step.path("ok").asBoolean());
		assertThat(tested.json().at("/2/text").asString()).isEqualTo("alice");
		Map<String, Object> wrong = settings("CORP", "ldap://localhost:" + directory.port(), "bindPassword", "wrong");
		assertThat(call("PUT", STORES + "/" + id, wrong).status()).isEqualTo(200);
		Answer failed = call("POST", STORES + "/" + id + "/test", null);
		assertThat(failed.json().at("/1/ok").asBoolean(true)).isFalse();
		assertThat(failed.json().at("/1/text").asString()).startsWith("invalid credentials: Unable to bind");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			url               | http://localhost:389
			url               | jndi:ldap://localhost
			url               | ldap://user@localhost
			url               | ldap://localhost/dc=x??sub
			url               | file:///etc/passwd
			url               | ldap:///
			domain            | PRIMARY
			domain            | Internal
			domain            | A/B
			userBase          | people
			userFilter        | (uid=
			groupMemberAttribute | a)(b
			trustedCertificates | no certificate
			readMillis        | 0
			connections       | 1000
			authentication    | SASL
			bindPassword      | ''
			""")
	void whatCannotBeIsRefusedAtItsField(String field, String value) {
		Object written = value.chars().allMatch(Character::isDigit) && !value.isEmpty()
				? (Object) Integer.valueOf(value) : value;
		Answer refused = call("POST", STORES, settings("CORP", "ldap://localhost:1", field, written));
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.json().at("/error/0/code").asString()).isEqualTo(field);
	}

	@Test
	void aDirectoryIsListedChangedSwitchedOffAndRemoved() {
		TestDirectory directory = keep(TestDirectory.plain().with("alice", "alice-password"));
		String id = add("CORP", directory);
		assertThat(call("POST", STORES, settings("corp", "ldap://localhost:1")).status()).isEqualTo(409);
		Answer shown = call("GET", STORES + "/" + id, null);
		assertThat(shown.header("ETag")).isNotEmpty();
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		Answer token = password(application, "alice", "alice-password", "");
		assertThat(token.status()).isEqualTo(200);
		// What was read can be sent back; the password stays as it is.
		Answer same = call("PUT", STORES + "/" + id, shown.json());
		assertThat(same.status()).as(same.body()).isEqualTo(200);
		assertThat(password(application, "alice", "alice-password", "").status()).isEqualTo(200);
		// The password that was typed for one server is not sent to another.
		Map<String, Object> elsewhere = settings("CORP", "ldap://localhost:9", "bindPassword", "");
		assertThat(call("PUT", STORES + "/" + id, elsewhere).json().at("/error/0/code").asString())
			.isEqualTo("bindPassword");
		AdminPages pages = new AdminPages(this.context);
		assertThat(pages.page("/admin/user-stores")).contains("CORP").contains("PRIMARY");
		pages.send("/admin/user-stores/" + id + "/enable", "enabled", "false");
		assertThat(isActive(application, token.text("access_token"))).isFalse();
		assertThat(password(application, "CORP/alice", "alice-password", "").text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, "alice", "alice-password", "").text("error")).isEqualTo("invalid_grant");
		pages.send("/admin/user-stores/" + id + "/enable", "enabled", "true");
		assertThat(password(application, "CORP/alice", "alice-password", "").status()).isEqualTo(200);
		this.news.application("CORP/alice", TokenFormat.OPAQUE);
		assertThat(call("DELETE", STORES + "/" + id, null).status()).isEqualTo(409);
		assertThat(pages.page("/admin/user-stores/" + id + "/remove")).contains("Remove the user store CORP?");
		assertThat(remove(id).status()).isEqualTo(204);
		assertThat(call("GET", STORES + "/" + id, null).status()).isEqualTo(404);
		assertThat(names("userName sw 'CORP/'")).isEmpty();
	}

	@Test
	void allUsersAreReadSoThatListsShowThem() {
		TestDirectory directory = keep(TestDirectory.plain()
			.with("alice", "alice-password")
			.with("bert", "bert-password")
			.withGroup("editors", "bert"));
		String id = add("CORP", directory, "groupRoles", List.of(mapping("editors", "manager")));
		assertThat(call("POST", STORES + "/" + id + "/read", null).json().path("users").asInt()).isEqualTo(2);
		assertThat(names("userName sw 'CORP/'")).containsExactly("CORP/alice", "CORP/bert");
		assertThat(names("groups.display eq 'manager' and userName sw 'CORP/'")).containsExactly("CORP/bert");
		String manager = "/admin/roles?q=manager";
		assertThat(new AdminPages(this.context).page(manager)).contains("manager");
		directory.remove("bert");
		call("POST", STORES + "/" + id + "/read", null);
		assertThat(names("userName sw 'CORP/' and active eq true")).containsExactly("CORP/alice");
		directory.remove("alice");
		Answer empty = call("POST", STORES + "/" + id + "/read", null);
		assertThat(empty.text("problem")).contains("finds nobody");
		assertThat(names("userName sw 'CORP/' and active eq true")).containsExactly("CORP/alice");
	}

	@Test
	void aRoleThatAGroupStandsForIsNotDeleted() {
		String role = made("/Groups", "{'displayName':'mapped'}");
		String id = add("CORP", keep(TestDirectory.plain()), "groupRoles", List.of(mapping("staff", "mapped")));
		Answer refused = scim("DELETE", role, null);
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.text("detail")).contains("user store CORP");
		assertThat(remove(id).status()).isEqualTo(204);
		assertThat(scim("DELETE", role, null).status()).isEqualTo(204);
	}

	@Test
	void theFormTestsAndSavesAndKeepsWhatWasTyped() {
		TestDirectory directory = keep(
				TestDirectory.plain().with("alice", "alice-password").withGroup("staff", "alice"));
		AdminPages pages = new AdminPages(this.context);
		assertThat(pages.page("/admin/user-stores/new")).contains("name=\"userBase\"");
		String made = pages.send("/admin/user-stores", "domain", "corp", "url", "ldap://localhost:" + directory.port(),
				"bindDn", TestDirectory.ACCOUNT, "bindPassword", TestDirectory.SECRET, "userBase",
				"ou=people,dc=example,dc=com", "enabled", "true", "authentication", "BIND", "groupBase",
				"ou=groups,dc=example,dc=com", "groupRoles", "staff = employee, manager", "readEveryMinutes", "0",
				"act", "save");
		String page = pages.page(made);
		assertThat(page).contains("staff = employee, manager").doesNotContain(TestDirectory.SECRET);
		this.news.change("update ldap_store set settings = jsonb_set(settings, '{url}', to_jsonb(?::text))",
				"ldap://directory.example");
		assertThat(pages.page(made)).contains("not encrypted");
	}

	@Test
	void onlyAdministratorsSeeIt() {
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		String token = password(application, TOM, "tom-password", "apim:admin").text("access_token");
		assertThat(json("GET", STORES, "Bearer " + token, null).status()).isEqualTo(403);
		assertThat(json("GET", STORES, basic("admin", "admin"), null).status()).isEqualTo(401);
	}

}
