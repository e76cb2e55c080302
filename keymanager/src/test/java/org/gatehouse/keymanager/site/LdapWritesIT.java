package org.gatehouse.keymanager.site;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * SCIM and password pages change users in the store that has them, or say that they do
 * not.
 */
class LdapWritesIT extends LdapTest {

	private final WebApplicationContext context;

	@Autowired
	LdapWritesIT(News news, WebApplicationContext context) {
		super(news);
		this.context = context;
	}

	@Test
	void scimMakesChangesAndDeletesUsersOfADirectoryThatIsWritten() {
		TestDirectory directory = keep(TestDirectory.plain());
		add("CORP", directory, "writable", true);
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		String user = user("corp/lena",
				",'password':'lena-password','name':{'givenName':'Lena','familyName':'Li'},'emails':[{'value':'l@example.com'}]");
		assertThat(scim("GET", user, null).text("userName")).isEqualTo("CORP/lena");
		assertThat(directory.value("lena", "mail")).isEqualTo("l@example.com");
		assertThat(directory.value("lena", "sn")).isEqualTo("Li");
		assertThat(directory.knows("lena", "lena-password")).isTrue();
		assertThat(password(application, "lena", "lena-password", "").status()).isEqualTo(200);
		assertThat(patch(user, "{'op':'replace','path':'emails[type eq \\\"work\\\"].value','value':'new@example.com'}")
			.status()).isEqualTo(200);
		assertThat(directory.value("lena", "mail")).isEqualTo("new@example.com");
		assertThat(patch(user, "{'op':'replace','path':'password','value':'another-one'}").status()).isEqualTo(200);
		assertThat(directory.knows("lena", "another-one")).isTrue();
		assertThat(patch(user, "{'op':'replace','path':'active','value':false}").status()).isEqualTo(200);
		assertThat(password(application, "lena", "another-one", "").text("error")).isEqualTo("invalid_grant");
		Answer twice = scim("POST", "/Users", "{'userName':'CORP/lena','password':'lena-password'}");
		assertRefused(twice, 409, "uniqueness");
		assertThat(scim("DELETE", user, null).status()).isEqualTo(204);
		assertThat(directory.value("lena", "uid")).isNull();
		assertThat(scim("GET", user, null).status()).isEqualTo(404);
	}

	@Test
	void namesThatAreSpecialInADirectoryAreNamesAllTheSame() {
		TestDirectory directory = keep(TestDirectory.plain());
		add("CORP", directory, "writable", true);
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		for (String name : new String[] { "a*b", "a(b)", "a=b", "#ab", "a+b", "a&b|c" }) {
			String user = user("CORP/" + name, ",'password':'some-password'");
			assertThat(scim("GET", user, null).text("userName")).isEqualTo("CORP/" + name);
			assertThat(password(application, "CORP/" + name, "some-password", "").status()).as(name).isEqualTo(200);
		}
		assertThat(password(application, "CORP/a*", "some-password", "").text("error")).isEqualTo("invalid_grant");
		assertRefused(scim("POST", "/Users", "{'userName':'CORP/a,ou=x','password':'some-password'}"), 400,
				"invalidValue");
	}

	@Test
	void aDirectoryThatIsOnlyReadStaysAsItIs() {
		TestDirectory directory = keep(TestDirectory.plain().with("mona", "mona-password"));
		String id = add("CORP", directory);
		assertThat(call("POST", STORES + "/" + id + "/read", null).json().path("users").asInt()).isEqualTo(1);
		String user = "/Users/" + scim("GET", "/Users?" + encoded("filter", "userName sw \"CORP/\""), null).json()
			.at("/Resources/0/id")
			.asString();
		for (Answer refused : new Answer[] {
				scim("POST", "/Users", "{'userName':'CORP/nina','password':'nina-password'}"),
				patch(user, "{'op':'replace','path':'password','value':'another-one'}"),
				patch(user, "{'op':'replace','path':'name.givenName','value':'Other'}"), scim("DELETE", user, null) }) {
			assertThat(refused.status()).as(refused.body()).isEqualTo(409);
			assertThat(refused.text("detail")).contains("only read");
		}
		assertThat(directory.knows("mona", "mona-password")).isTrue();
		assertThat(patch(user, "{'op':'replace','path':'active','value':false}").status()).isEqualTo(200);
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		assertThat(password(application, "mona", "mona-password", "").text("error")).isEqualTo("invalid_grant");
		assertThat(call("POST", STORES + "/" + id + "/read", null).status()).isEqualTo(200);
		assertThat(scim("GET", user, null).json().path("active").asBoolean(true)).isFalse();
	}

	@Test
	void aUserChangesThePasswordInTheDirectory() {
		AdminPages pages = new AdminPages(this.context);
		TestDirectory directory = keep(TestDirectory.plain().with("olivia", "olivia-password"));
		TestDirectory readOnly = keep(TestDirectory.plain().with("paul", "paul-password"));
		add("CORP", directory, "writable", true);
		add("READ", readOnly);
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		Answer token = password(application, "olivia", "olivia-password", "");
		assertThat(password(application, "paul", "paul-password", "").status()).isEqualTo(200);
		assertThat(pages
			.as("CORP/olivia", "none",
					post("/profile/password").param("present", "olivia-password")
						.param("password", "olivia-second")
						.param("repeated", "olivia-second"))
			.getRedirectedUrl()).isEqualTo("/profile");
		assertThat(directory.knows("olivia", "olivia-second")).isTrue();
		assertThat(isActive(application, token.text("access_token"))).isFalse();
		assertThat(pages
			.as("READ/paul", "none",
					post("/profile/password").param("present", "paul-password")
						.param("password", "paul-second")
						.param("repeated", "paul-second"))
			.getStatus()).isEqualTo(400);
		assertThat(readOnly.knows("paul", "paul-password")).isTrue();
	}

	@Test
	void aPasswordThatSomebodyElseSetIsChangedInTheDirectoryAtTheNextSignIn() {
		AdminPages pages = new AdminPages(this.context);
		TestDirectory directory = keep(TestDirectory.plain());
		add("CORP", directory, "writable", true);
		pages.send("/admin/users", "userName", "CORP/rosa", "password", "told-by-phone", "roles", "Internal/subscriber",
				"change", "true");
		Visitor visitor = new Visitor(this.port, "198.51.100.61");
		assertThat(visitor.signIn("rosa", "told-by-phone").header("Location")).endsWith("/login/new-password");
		visitor.submit("/login/new-password", "/login/new-password", "password", "my-own-1", "repeated", "my-own-1");
		assertThat(visitor.isSignedIn()).isTrue();
		assertThat(directory.knows("rosa", "my-own-1")).isTrue();
	}

}
