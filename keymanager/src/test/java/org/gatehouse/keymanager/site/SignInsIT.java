package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.UUID;

import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.signin.SignIn;
import org.gatehouse.db.signin.SignIns;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.gatehouse.web.security.Portal;
import org.gatehouse.web.security.PortalClientSecrets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Who is signed in where, and the end of it everywhere.
 */
class SignInsIT extends KeyManagerTest {

	private final WebApplicationContext context;

	private final SignIns signIns;

	private final AccountService accounts;

	private final PortalClientSecrets secrets;

	private final JdbcClient jdbc;

	private AdminPages pages;

	@Autowired
	SignInsIT(News news, WebApplicationContext context, SignIns signIns, AccountService accounts,
			PortalClientSecrets secrets, JdbcClient jdbc) {
		super(news);
		this.context = context;
		this.signIns = signIns;
		this.accounts = accounts;
		this.secrets = secrets;
		this.jdbc = jdbc;
		this.pages = new AdminPages(context);
	}

	@BeforeEach
	void open() {
		this.pages = new AdminPages(this.context);
	}

	private Visitor signedIn(String user, String address) {
		Visitor visitor = new Visitor(this.port, address);
		assertThat(visitor.signIn(user, "first-one").status()).isEqualTo(302);
		return visitor;
	}

	private void user(String name) {
		json("POST", "/scim2/Users", basic("admin", "admin"),
				"{\"userName\":\"" + name + "\",\"password\":\"first-one\"}");
	}

	private List<SignIn> signInsOf(String user) {
		return TenantContext.call(DefaultTenant.ID,
				() -> this.signIns.of(this.accounts.findByName(user).orElseThrow().id()));
	}

	private String idToken(Visitor visitor) {
		String location = visitor.authorize().header("Location");
		String code = location.replaceAll(".*[?&]code=([^&]+).*", "$1");
		ClientKey store = new ClientKey("gatehouse-store", this.secrets.secretOf(Portal.STORE));
		Answer tokens = token(store, "grant_type", "authorization_code", "code", code, "redirect_uri",
				"https://localhost:9443/store/login/oauth2/code/store", "code_verifier",
				"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
		assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
		return tokens.text("id_token");
	}

	private static String signInOf(String idToken) {
		try {
			return SignedJWT.parse(idToken).getJWTClaimsSet().getStringClaim("sid");
		}
		catch (java.text.ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aUserSeesTheSignInsAndEndsTheOthers() throws Exception {
		user("two-browsers");
		Visitor home = signedIn("two-browsers", "198.51.100.10");
		Visitor work = signedIn("two-browsers", "198.51.100.11");
		String own = signInOf(idToken(home));
		String page = this.pages.as("two-browsers", own, get("/profile")).getContentAsString();
		assertThat(page).contains("198.51.100.10", "198.51.100.11", "Firefox on Linux", "this one");
		assertThat(this.pages.as("two-browsers", own, post("/profile/sign-ins/end-others")).getRedirectedUrl())
			.isEqualTo("/profile");
		assertThat(work.isSignedIn()).isFalse();
		assertThat(home.isSignedIn()).isTrue();
		assertThat(signInsOf("two-browsers")).hasSize(1);
	}

	@Test
	void nobodyEndsTheSignInsOfOthers() {
		user("victim");
		user("stranger");
		Visitor victim = signedIn("victim", "198.51.100.12");
		UUID id = signInsOf("victim").getFirst().id();
		assertThat(this.pages.as("stranger", "none", post("/profile/sign-ins/" + id + "/end")).getStatus())
			.isEqualTo(404);
		assertThat(victim.isSignedIn()).isTrue();
	}

	@Test
	void anEndedSignInIsOverAtThePortalsWithTheNextRequest() {
		user("ended");
		Visitor visitor = signedIn("ended", "198.51.100.13");
		String signIn = signInOf(idToken(visitor));
		assertThat(this.pages.as("ended", signIn, get("/profile")).getStatus()).isEqualTo(200);
		assertThat(this.pages.as("ended", signIn, post("/profile/sign-ins/" + signIn + "/end")).getStatus())
			.isEqualTo(302);
		assertThat(this.pages.as("ended", signIn, get("/profile")).getRedirectedUrl())
			.contains("/profile/oauth2/authorization/profile");
		assertThat(visitor.isSignedIn()).isFalse();
	}

	@Test
	void signingOutAtAClientsRequestEndsTheSignInEverywhere() {
		user("signer-off");
		Visitor visitor = signedIn("signer-off", "198.51.100.14");
		String hint = idToken(visitor);
		String back = "&post_logout_redirect_uri=https%3A%2F%2Flocalhost%3A9443%2Fstore%2Fsigned-out";
		assertThat(
				visitor.get("/connect/logout?id_token_hint=" + hint + back.replace("signed-out", "elsewhere")).status())
			.isEqualTo(400);
		assertThat(
				visitor.get("/connect/logout?id_token_hint=" + hint.substring(0, hint.length() - 6) + "AAAAAA" + back)
					.status())
			.isEqualTo(400);
		for (String trick : List.of("https://evil.example/", "//evil.example",
				"https://localhost:9443/store/signed-out/", "https://localhost:9443/store/signed-out?x=1",
				"https://localhost:9443/store/signed-out#x", "https://localhost:9443@evil.example/store/signed-out",
				"https://LOCALHOST:9443/store/signed-out", "https://localhost:9443/store/x/../signed-out",
				"https://localhost/store/signed-out", "http://localhost:9443/store/signed-out", "javascript:alert(1)",
				"/store/signed-out")) {
			Answer refused = visitor
				.get("/connect/logout?id_token_hint=" + hint + "&" + encoded("post_logout_redirect_uri", trick));
			assertThat(refused.status()).as(trick).isEqualTo(400);
			assertThat(refused.header("Location")).as(trick).isEmpty();
		}
		assertThat(visitor.isSignedIn()).isTrue();
		// What was issued may be gone by then, and the ID token have expired.
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			this.jdbc.sql("delete from oauth_authorization where principal_name = 'signer-off'").update();
		}
		Answer out = visitor.get("/connect/logout?id_token_hint=" + hint + back);
		assertThat(out.status()).isEqualTo(302);
		assertThat(out.header("Location")).isEqualTo("https://localhost:9443/store/signed-out");
		assertThat(visitor.isSignedIn()).isFalse();
		assertThat(this.pages.as("signer-off", signInOf(hint), get("/profile")).getStatus()).isEqualTo(302);
	}

	@Test
	void aUserSeesWhichApplicationsMayActAndWithdrawsThat() throws Exception {
		user("withdrawer");
		ClientKey client = this.news.application(TOM, TokenFormat.JWT, (made) -> {
			made.permit(List.of("urn:ietf:params:oauth:grant-type:device_code", "refresh_token"), List.of());
			made.publish(true);
		});
		Answer begun = form("/oauth2/device_authorization", null, "client_id", client.key(), "scope", "openid");
		Visitor visitor = signedIn("withdrawer", "198.51.100.18");
		visitor.submit("/device?user_code=" + begun.text("user_code"), "/device", "user_code", begun.text("user_code"),
				"answer", "allow");
		Answer tokens = form("/oauth2/token", null, "client_id", client.key(), "grant_type",
				"urn:ietf:params:oauth:grant-type:device_code", "device_code", begun.text("device_code"));
		String page = this.pages.as("withdrawer", "none", get("/profile/applications")).getContentAsString();
		assertThat(page).contains(">openid<", "Withdraw", TOM);
		String path = page.replaceAll("(?s).*action=\"(/profile/applications/[0-9a-f-]{36}/withdraw)\".*", "$1");
		assertThat(this.pages.as(TOM, "none", post(path)).getStatus()).isEqualTo(404);
		String bearer = "Bearer " + tokens.text("access_token");
		assertThat(json("GET", "/userinfo", bearer, null).status()).isEqualTo(200);
		assertThat(this.pages.as("withdrawer", "none", post(path)).getRedirectedUrl())
			.isEqualTo("/profile/applications");
		assertThat(json("GET", "/userinfo", bearer, null).status()).isEqualTo(401);
		assertThat(form("/oauth2/token", null, "client_id", client.key(), "grant_type", "refresh_token",
				"refresh_token", tokens.text("refresh_token"))
			.text("error")).isEqualTo("invalid_grant");
		assertThat(this.pages.as("withdrawer", "none", get("/profile/applications")).getContentAsString())
			.contains("no application");
	}

	@Test
	void signingOutOfTheKeyManagerEndsTheSignIn() {
		user("quitter");
		Visitor visitor = signedIn("quitter", "198.51.100.15");
		String signIn = signInOf(idToken(visitor));
		assertThat(visitor.submit("/logout", "/logout").header("Location")).endsWith("/login?signed-out");
		assertThat(this.pages.as("quitter", signIn, get("/profile")).getStatus()).isEqualTo(302);
		assertThat(visitor.isSignedIn()).isFalse();
	}

	@Test
	void theAdministratorEndsAllSignInsAndTokensOfAUser() {
		user("dismissed");
		Visitor visitor = signedIn("dismissed", "198.51.100.16");
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		String token = password(application, "dismissed", "first-one", "openid").text("access_token");
		String path = "/admin/users/"
				+ TenantContext.call(DefaultTenant.ID, () -> this.accounts.findByName("dismissed").orElseThrow().id());
		assertThat(this.pages.page(path)).contains("198.51.100.16", "End all sign-ins and tokens");
		String shown = this.pages.send(path + "/end").replace("%3A", ":");
		assertThat(shown).contains("revoked=revocation:");
		assertThat(this.pages.page(shown)).contains("In force at 0 of 0 gateways");
		assertThat(visitor.isSignedIn()).isFalse();
		assertThat(signInsOf("dismissed")).isEmpty();
		assertThat(form("/oauth2/introspect", application, "token", token).json().path("active").asBoolean(true))
			.isFalse();
	}

	@Test
	void theAdministratorEndsEverythingInTheTenant() {
		user("everybody");
		Visitor visitor = signedIn("everybody", "198.51.100.17");
		ClientKey application = this.news.application(TOM, TokenFormat.JWT);
		String token = password(application, "everybody", "first-one", "openid").text("access_token");
		String own = token(application, "grant_type", "client_credentials").text("access_token");
		assertThat(this.pages.page("/admin/revocation")).contains("API key(s) end now");
		String shown = this.pages.send("/admin/revocation").replace("%3A", ":");
		assertThat(this.pages.page(shown)).contains("0 access token(s)", "In force at 0 of 0 gateways");
		assertThat(visitor.isSignedIn()).isFalse();
		for (String ended : List.of(token, own)) {
			assertThat(form("/oauth2/introspect", application, "token", ended).json().path("active").asBoolean(true))
				.isFalse();
		}
		assertThat(token(application, "grant_type", "client_credentials").status()).isEqualTo(200);
	}

}
