package org.gatehouse.keymanager.site;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Passwords that are changed, forgotten, or set by somebody else.
 */
class PasswordsIT extends KeyManagerTest {

	private final WebApplicationContext context;

	private final JdbcClient jdbc;

	private AdminPages admin;

	@Autowired
	PasswordsIT(News news, WebApplicationContext context, JdbcClient jdbc) {
		super(news);
		this.context = context;
		this.jdbc = jdbc;
		this.admin = new AdminPages(context);
	}

	@BeforeEach
	void open() {
		this.admin = new AdminPages(this.context);
	}

	private String user(String name) {
		return json("POST", "/scim2/Users", basic("admin", "admin"), "{\"userName\":\"" + name
				+ "\",\"password\":\"first-one\",\"emails\":[{\"value\":\"" + name + "@example.com\"}]}")
			.text("id");
	}

	private String hash(String user) {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			return this.jdbc.sql("select password_hash from user_account where user_name = ?")
				.param(user)
				.query(String.class)
				.single();
		}
	}

	@Test
	void somebodyWhoKnowsThePasswordChangesItAndIsSignedOutElsewhere() {
		user("changer");
		Visitor elsewhere = new Visitor(this.port, "198.51.100.1");
		assertThat(elsewhere.signIn("changer", "first-one").status()).isEqualTo(302);
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		Answer tokens = password(application, "changer", "first-one", "openid");
		assertThat(this.admin.as("changer", "none", get("/profile/password")).getStatus()).isEqualTo(200);
		assertThat(this.admin
			.as("changer", "none",
					post("/profile/password").param("present", "not-it")
						.param("password", "second-one")
						.param("repeated", "second-one"))
			.getStatus()).isEqualTo(400);
		assertThat(this.admin
			.as("changer", "none",
					post("/profile/password").param("present", "first-one")
						.param("password", "first-one")
						.param("repeated", "first-one"))
			.getStatus()).isEqualTo(400);
		assertThat(this.admin
			.as("changer", "none",
					post("/profile/password").param("present", "first-one")
						.param("password", "second-one")
						.param("repeated", "second-one"))
			.getRedirectedUrl()).isEqualTo("/profile");
		assertThat(elsewhere.isSignedIn()).isFalse();
		assertThat(form("/oauth2/introspect", application, "token", tokens.text("access_token")).json()
			.path("active")
			.asBoolean(true)).isFalse();
		assertThat(new Visitor(this.port, "198.51.100.1").signIn("changer", "first-one").status()).isEqualTo(401);
		assertThat(new Visitor(this.port, "198.51.100.1").signIn("changer", "second-one").status()).isEqualTo(302);
	}

	@Test
	void aPasswordThatSomebodyElseSetHasToBeChangedBeforeAnythingIsOpen() {
		String path = this.admin.send("/admin/users", "userName", "initial", "password", "told-by-phone", "roles",
				"Internal/subscriber", "change", "true");
		assertThat(this.admin.page(path)).contains("At the next sign-in");
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		assertThat(password(application, "initial", "told-by-phone", "").text("error")).isEqualTo("invalid_grant");
		assertThat(
				json("POST", "/client-registration/v0.17/register", basic("initial", "told-by-phone"), "{}").status())
			.isEqualTo(401);
		Visitor visitor = new Visitor(this.port, "198.51.100.2");
		visitor.authorize();
		assertThat(visitor.signIn("initial", "told-by-phone").header("Location")).endsWith("/login/new-password");
		assertThat(visitor.isSignedIn()).isFalse();
		assertThat(visitor
			.submit("/login/new-password", "/login/new-password", "password", "told-by-phone", "repeated",
					"told-by-phone")
			.status()).isEqualTo(400);
		Answer chosen = visitor.submit("/login/new-password", "/login/new-password", "password", "my-own-1", "repeated",
				"my-own-1");
		assertThat(chosen.header("Location")).contains("/oauth2/authorize");
		assertThat(visitor.isSignedIn()).isTrue();
		assertThat(password(application, "initial", "my-own-1", "").status()).isEqualTo(200);
	}

	@Test
	void aTenantCanDemandThatOfPasswordsThatComeBySCIM() {
		this.admin.send("/admin/settings/passwords", "change", "true");
		try {
			user("by-scim");
			assertThat(new Visitor(this.port, "198.51.100.3").signIn("by-scim", "first-one").header("Location"))
				.endsWith("/login/new-password");
		}
		finally {
			this.admin.send("/admin/settings/passwords");
		}
	}

	@Test
	void aForgottenPasswordIsChosenAnewByALinkThatWorksOnce() {
		user("forgetful");
		Visitor signedIn = new Visitor(this.port, "198.51.100.4");
		signedIn.signIn("forgetful", "first-one");
		Visitor visitor = new Visitor(this.port, "198.51.100.5");
		Answer unknown = visitor.submit("/forgot-password", "/forgot-password", "who", "nobody-at-all");
		Answer known = visitor.submit("/forgot-password", "/forgot-password", "who", "Forgetful@Example.com");
		assertThat(known.status()).isEqualTo(unknown.status()).isEqualTo(200);
		assertThat(withoutToken(known.body())).isEqualTo(withoutToken(unknown.body()));
		String link = this.admin.link("forgetful@example.com");
		String token = link.substring(link.indexOf('=') + 1);
		assertThat(visitor.get(link).status()).isEqualTo(200);
		assertThat(visitor
			.submit(link, "/reset-password", "token", token, "password", "new-one-1", "repeated", "another-1")
			.status()).isEqualTo(400);
		assertThat(visitor
			.submit(link, "/reset-password", "token", token, "password", "new-one-1", "repeated", "new-one-1")
			.header("Location")).endsWith("/login?reset");
		assertThat(visitor.get(link).status()).isEqualTo(400);
		assertThat(visitor
			.submit("/forgot-password", "/reset-password", "token", token, "password", "new-two-1", "repeated",
					"new-two-1")
			.status()).isEqualTo(400);
		assertThat(signedIn.isSignedIn()).isFalse();
		assertThat(visitor.signIn("forgetful", "new-one-1").status()).isEqualTo(302);
	}

	private static String withoutToken(String page) {
		return page.replaceAll("value=\"[^\"]*\"", "").replaceAll("<code>[^<]*</code>", "");
	}

	@Test
	void aHashOfOldParametersIsMadeAnewAtTheNextSignIn() {
		user("veteran");
		String old = "{argon2id}" + new Argon2PasswordEncoder(16, 32, 1, 4096, 1).encode("first-one");
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			this.jdbc.sql("update user_account set password_hash = ? where user_name = 'veteran'").param(old).update();
		}
		assertThat(new Visitor(this.port, "198.51.100.6").signIn("veteran", "first-one").status()).isEqualTo(302);
		assertThat(hash("veteran")).startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(old);
		assertThat(new Visitor(this.port, "198.51.100.6").signIn("veteran", "first-one").status()).isEqualTo(302);
	}

}
