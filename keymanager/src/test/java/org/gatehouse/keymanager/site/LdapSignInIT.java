package org.gatehouse.keymanager.site;

import java.util.List;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * Users of directories sign in, get tokens, and hold the roles that their groups stand
 * for.
 */
class LdapSignInIT extends LdapTest {

	@Autowired
	LdapSignInIT(News news) {
		super(news);
	}

	private ClientKey application() {
		return this.news.application(TOM, TokenFormat.JWT);
	}

	@Test
	void aUserOfADirectorySignsInWithAndWithoutTheDomain() {
		TestDirectory directory = keep(TestDirectory.plain().with("alice", "alice-password"));
		add("CORP", directory);
		ClientKey application = application();
		assertThat(password(application, "alice", "alice-password", "").status()).isEqualTo(200);
		assertThat(password(application, "corp/Alice", "alice-password", "").status()).isEqualTo(200);
		assertThat(password(application, "CORP/alice", "wrong", "").text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, "CORP/alice", "", "").status()).isEqualTo(400);
		assertThat(password(application, "OTHER/alice", "alice-password", "").text("error")).isEqualTo("invalid_grant");
		Visitor visitor = new Visitor(this.port, "198.51.100.41");
		assertThat(visitor.signIn("CORP/alice", "alice-password").status()).isEqualTo(302);
		assertThat(visitor.isSignedIn()).isTrue();
		Answer found = scim("GET", "/Users?" + encoded("filter", "userName eq \"CORP/alice\""), null);
		assertThat(found.json().at("/Resources/0/emails/0/value").asString()).isEqualTo("alice@example.com");
		assertThat(found.json().at("/Resources/0/name/givenName").asString()).isEqualTo("Some");
	}

	@Test
	void theTokenNamesTheUserWithTheDomain() {
		add("CORP", keep(TestDirectory.plain().with("bert", "bert-password")));
		ClientKey application = application();
		Answer token = password(application, "bert", "bert-password", "openid");
		assertThat(form("/oauth2/introspect", application, "token", token.text("access_token")).text("sub"))
			.isEqualTo("CORP/bert");
	}

	@Test
	void groupsStandForRolesAsLongAsTheUserIsInThem() {
		TestDirectory directory = keep(TestDirectory.plain()
			.with("carol", "carol-password")
			.withGroup("Editors", "carol")
			.withGroup("staff", "carol"));
		add("CORP", directory, "groupRoles", List.of(mapping("editors", "manager")));
		ClientKey application = application();
		Answer token = password(application, "carol", "carol-password", "news_write");
		assertThat(token.text("scope")).isEqualTo("news_write");
		directory.leave("carol", "Editors");
		Answer refreshed = refresh(application, token.text("refresh_token"));
		assertThat(refreshed.text("scope")).isEqualTo("default");
		assertThat(password(application, "carol", "carol-password", "news_write").text("scope")).isEqualTo("default");
		directory.join("carol", "Editors");
		assertThat(password(application, "carol", "carol-password", "news_write").text("scope"))
			.isEqualTo("news_write");
	}

	@Test
	void aRoleNamedLikeTheGroupWithTheDomainIsHeldByItsMembers() {
		TestDirectory directory = keep(
				TestDirectory.plain().with("dora", "dora-password").withGroup("readers", "dora"));
		String id = add("CORP", directory);
		String group = made("/Groups", "{'displayName':'CORP/readers'}");
		assertThat(password(application(), "dora", "dora-password", "").status()).isEqualTo(200);
		Answer role = scim("GET", group, null);
		assertThat(role.json().at("/members/0/display").asString()).isEqualTo("CORP/dora");
		String member = role.json().at("/members/0/value").asString();
		Answer refused = patch(group,
				"{'op':'remove','path':'members[value eq \\'" + member + "\\']'}".replace("\\'", "\\\""));
		assertThat(refused.status()).as(refused.body()).isEqualTo(409);
		assertThat(scim("DELETE", group, null).status()).isEqualTo(204);
		assertThat(id).isNotEmpty();
	}

	@Test
	void oneOfThePlatformsOwnUsersIsMeantWhereThereIsOneOfTheName() {
		TestDirectory directory = keep(
				TestDirectory.plain().with("admin", "stranger").with("tom", "stranger").with("eve", "eve-password"));
		add("CORP", directory);
		ClientKey application = application();
		assertThat(password(application, "admin", "stranger", "").text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, "tom", "stranger", "").text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, "PRIMARY/tom", "tom-password", "").status()).isEqualTo(200);
		Answer stranger = password(application, "CORP/admin", "stranger", "apim:admin news_write");
		assertThat(stranger.text("scope")).isEqualTo("default");
		assertThat(json("GET", "/scim2/Users", basic("CORP/admin", "stranger"), null).status()).isEqualTo(403);
	}

	@Test
	void ofTwoDirectoriesTheFirstHasTheNameAndTheDomainTellsThemApart() {
		add("SECOND", keep(TestDirectory.plain().with("frank", "second").with("only", "only-second")), "rank", 2);
		add("FIRST", keep(TestDirectory.plain().with("frank", "first")), "rank", 1);
		ClientKey application = application();
		assertThat(password(application, "frank", "first", "").status()).isEqualTo(200);
		assertThat(password(application, "frank", "second", "").text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, "SECOND/frank", "second", "").status()).isEqualTo(200);
		assertThat(password(application, "only", "only-second", "").status()).isEqualTo(200);
	}

	@Test
	void passwordsCanBeComparedByTheDirectory() {
		add("CORP", keep(TestDirectory.plain().with("gina", "gina-password")), "authentication", "COMPARE");
		ClientKey application = application();
		assertThat(password(application, "gina", "gina-password", "").status()).isEqualTo(200);
		assertThat(password(application, "gina", "other-password", "").text("error")).isEqualTo("invalid_grant");
	}

	@Test
	void whoeverLeavesTheDirectoryLosesTokensAndSignIns() {
		TestDirectory directory = keep(TestDirectory.plain().with("hugo", "hugo-password"));
		add("CORP", directory);
		ClientKey application = application();
		Answer token = password(application, "hugo", "hugo-password", "");
		directory.remove("hugo");
		assertThat(refresh(application, token.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
		assertThat(isActive(application, token.text("access_token"))).isFalse();
		// Somebody new of the same name is not the one who was known.
		directory.with("hugo", "another-hugo");
		assertThat(password(application, "hugo", "another-hugo", "").text("error")).isEqualTo("invalid_grant");
		String known = scim("GET", "/Users?" + encoded("filter", "userName sw \"CORP/hugo\""), null).json()
			.at("/Resources/0/id")
			.asString();
		assertThat(scim("DELETE", "/Users/" + known, null).status()).isEqualTo(204);
		assertThat(password(application, "hugo", "another-hugo", "").status()).isEqualTo(200);
	}

	@Test
	void whoeverIsRenamedInTheDirectoryStaysTheSameUser() {
		TestDirectory directory = keep(TestDirectory.plain().with("ida", "ida-password"));
		add("CORP", directory);
		ClientKey application = application();
		assertThat(password(application, "ida", "ida-password", "").status()).isEqualTo(200);
		String before = idOf("ida");
		directory.rename("ida", "ida.new");
		assertThat(password(application, "CORP/ida.new", "ida-password", "").status()).isEqualTo(200);
		assertThat(idOf("ida.new")).isEqualTo(before);
		assertThat(password(application, "CORP/ida", "ida-password", "").text("error")).isEqualTo("invalid_grant");
	}

	private String idOf(String name) {
		return scim("GET", "/Users?" + encoded("filter", "userName eq \"CORP/" + name + "\""), null).json()
			.at("/Resources/0/id")
			.asString();
	}

	@Test
	void whatSomebodyTypesIsNeverPartOfAFilter() {
		add("CORP", keep(TestDirectory.plain().with("jack", "jack-password")));
		ClientKey application = application();
		for (String name : List.of("CORP/*", "CORP/j*", "CORP/jack)(uid=*", "CORP/*)(|(uid=*", "CORP/jack\\2a",
				"CORP/jack)(objectClass=*", "CORP/(jack)", "CORP/jack,ou=people", "*", "jack*", "CORP/", "/jack",
				"CORP//jack")) {
			assertThat(password(application, name, "jack-password", "").text("error")).as(name)
				.isEqualTo("invalid_grant");
		}
		assertThat(password(application, "CORP/jack", "jack-password", "").status()).isEqualTo(200);
	}

	@Test
	void wrongPasswordsAreCountedForTheUserWhateverWasTyped() {
		add("CORP", keep(TestDirectory.plain().with("kate", "kate-password")));
		ClientKey application = application();
		assertThat(password(application, "kate", "kate-password", "").status()).isEqualTo(200);
		for (int i = 0; i < 5; i++) {
			password(application, (i % 2 == 0) ? "kate" : "CORP/kate", "wrong-" + i, "");
		}
		assertThat(password(application, "kate", "kate-password", "").text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, "CORP/Kate", "kate-password", "").text("error")).isEqualTo("invalid_grant");
	}

}
