package org.gatehouse.acceptance.story;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.acceptance.running.Answer;
import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.HttpCaller;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.Provider;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.acceptance.running.WebVisitor;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever ends a token ends it at the gateway in under a second, counted from the answer
 * that says so. That of everybody's tokens is tried in {@link ScopeWhiteListIT}, whose
 * server is its own, and so is that a restart brings none of them back.
 */
class RevokedAtOnceIT {

	private static final Logger log = LoggerFactory.getLogger(RevokedAtOnceIT.class);

	private static final String BACK = "https://reader.example/back";

	private static final Pattern FIELD = Pattern.compile("name=\"(client_id|state|scope)\" value=\"([^\"]+)\"");

	private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

	private static final RunningGatehouse SERVER = RunningGatehouse.shared();

	private static final RecordingBackend BACKEND = RecordingBackend.start();

	private static final People PEOPLE = new People(SERVER);

	private static final Consumer CONSUMER = new Consumer(SERVER, PEOPLE, "admin");

	private static final HttpCaller SCIM = SERVER.anyone().as("admin", RunningGatehouse.ADMIN_PASSWORD);

	private static final String API = new Provider(PEOPLE, "admin").publish(Provider.api("revoked", "1.0.0",
			BACKEND.uri(), List.of("Unlimited"), List.of(Provider.operation("GET", "/now"))));

	private static final Consumer.App APP = subscribed("revoked");

	@AfterAll
	static void stopTheBackend() {
		BACKEND.close();
	}

	@Test
	void aTokenWithItsRefreshToken() {
		Answer issued = APP.tokenOf(user("token")).expect(200);
		String token = issued.text("access_token");
		isLetIn(token);
		APP.revoke(issued.text("refresh_token"));
		isRefusedAtOnce("a revoked refresh token", token);
	}

	@Test
	void whatAUserHas() {
		String user = user("everything");
		String token = APP.tokenOf(user).expect(200).text("access_token");
		isLetIn(token);
		WebVisitor admin = new WebVisitor(SERVER);
		admin.signIn("admin", RunningGatehouse.ADMIN_PASSWORD);
		String page = "/admin/users/" + idOf(user);
		Answer ended = admin.post(page, page + "/end");
		assertThat(ended.status()).isEqualTo(302);
		isRefusedAtOnce("all that a user has", token);
		String shown = ended.headers().firstValue("Location").orElseThrow();
		assertThat(admin.follow(shown.substring(shown.indexOf("/admin"))).body())
			.containsPattern("In force at 1 of 1 gateways[^<]*\\d+ ms");
	}

	@Test
	void whatAnApplicationsKeyHas() {
		Consumer.App app = subscribed("key");
		String token = app.token();
		isLetIn(token);
		CONSUMER.rest().post(Consumer.ROOT + "/applications/" + app.id() + "/keys/PRODUCTION/clean-up").expect(200);
		isRefusedAtOnce("an application's key", token);
	}

	@Test
	void whatAKeyHasWhoseSecretsAreReplaced() {
		Consumer.App app = subscribed("secret");
		String token = app.token();
		isLetIn(token);
		CONSUMER.rest()
			.post(Consumer.ROOT + "/applications/" + app.id() + "/keys/PRODUCTION/regenerate-secret")
			.expect(200);
		isRefusedAtOnce("a secret", token);
	}

	@Test
	void whatARemovedApplicationHas() {
		Consumer.App app = subscribed("removed");
		String token = app.token();
		String toms = app.tokenOf(user("of-removed")).expect(200).text("access_token");
		isLetIn(token);
		isLetIn(toms);
		CONSUMER.rest().delete(Consumer.ROOT + "/applications/" + app.id()).expect(200);
		isRefusedAtOnce("an application", token);
		isRefusedAtOnce("an application, its user's token", toms);
	}

	@Test
	void whatAUserHasWhoMayNoLongerSignIn() {
		String user = user("disabled");
		Answer issued = APP.tokenOf(user).expect(200);
		String token = issued.text("access_token");
		isLetIn(token);
		change(user, "active", false);
		isRefusedAtOnce("a disabled user", token);
		change(user, "active", true);
		assertThat(APP.isActive(token)).isFalse();
	}

	@Test
	void whatAUserHasWhosePasswordIsSetAnew() {
		String user = user("password");
		String token = APP.tokenOf(user).expect(200).text("access_token");
		isLetIn(token);
		change(user, "password", "another-Secret-1");
		isRefusedAtOnce("a password", token);
	}

	@Test
	void whatCameOfASignInThatEnds() {
		String user = user("signed-out");
		Consumer.App app = subscribed("signed-out");
		CONSUMER.rest()
			.put(Consumer.ROOT + "/applications/" + app.id() + "/keys/PRODUCTION",
					Map.of("supportedGrantTypes", List.of("authorization_code", "password"), "callbackUrl", BACK))
			.expect(200);
		WebVisitor visitor = new WebVisitor(SERVER);
		visitor.signIn(user, People.password(user));
		String token = app.redeem(code(visitor, app), BACK);
		String elsewhere = app.tokenOf(user).expect(200).text("access_token");
		isLetIn(token);
		isLetIn(elsewhere);
		assertThat(visitor.post("/logout", "/logout").status()).isEqualTo(302);
		isRefusedAtOnce("a sign-in", token);
		isLetIn(elsewhere);
	}

	private static String code(WebVisitor visitor, Consumer.App app) {
		String page = visitor
			.follow("/oauth2/authorize?response_type=code&scope=openid&state=s&client_id=" + app.consumerKey()
					+ "&redirect_uri=" + BACK.replace(":", "%3A").replace("/", "%2F"))
			.body();
		Map<String, String> form = new LinkedHashMap<>();
		Matcher field = FIELD.matcher(page.substring(0, page.indexOf("</form>")));
		while (field.find()) {
			form.put(field.group(1), field.group(2));
		}
		Matcher code = CODE
			.matcher(visitor.send("/oauth2/authorize", form).headers().firstValue("Location").orElse(page));
		assertThat(code.find()).isTrue();
		return code.group(1);
	}

	private static String user(String what) {
		String name = what + "-" + UUID.randomUUID();
		PEOPLE.user(name, "Internal/subscriber");
		return name;
	}

	private static String idOf(String user) {
		return SCIM.get("/scim2/Users?filter=userName+eq+%22" + user + "%22")
			.expect(200)
			.json()
			.path("Resources")
			.path(0)
			.path("id")
			.asString("");
	}

	private static void change(String user, String attribute, Object value) {
		SCIM.patch("/scim2/Users/" + idOf(user),
				Map.of("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:PatchOp"), "Operations",
						List.of(Map.of("op", "replace", "path", attribute, "value", value))))
			.expect(200, 204);
	}

	private static Consumer.App subscribed(String name) {
		Consumer.App app = CONSUMER.application(name + "-" + UUID.randomUUID(), "Unlimited");
		CONSUMER.subscribe(app, API, "Unlimited");
		return app;
	}

	private static Answer call(String token) {
		return APP.calling(token).get("/revoked/1.0.0/now");
	}

	private static void isLetIn(String token) {
		Live.await(() -> call(token).status() == 200);
	}

	private static void isRefusedAtOnce(String what, String token) {
		Duration taken = Live.await(() -> call(token).status() == 401);
		log.info("AT ONCE the end of {} after {} ms", what, taken.toMillis());
		assertThat(taken).as(what).isLessThan(Duration.ofSeconds(1));
		assertThat(call(token).body()).contains("900901");
	}

}
