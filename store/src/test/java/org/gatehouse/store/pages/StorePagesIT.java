package org.gatehouse.store.pages;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.store.StoreFixture;
import org.gatehouse.store.StoreTestApplication;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;

@SpringBootTest(classes = StoreTestApplication.class)
@AutoConfigureMockMvc
class StorePagesIT implements PostgresTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	StoreFixture store;

	@Test
	void anyoneFindsAPublicApiAndNobodyElsesRestrictedOne() {
		ApiVersion open = this.store.publish(api -> {
		});
		String name = open.api().name();
		assertThat(get(null, "/store")).hasStatus(200).bodyText().contains("Search APIs");
		assertThat(get(null, "/store/apis?q=" + name)).hasStatus(200).bodyText().contains(name, "1 to 1 of 1");
		assertThat(get(null, "/store/apis?q=nothingofthekind")).bodyText().contains("Nothing fits");
		assertThat(get(null, "/store/apis?status=NONSENSE")).hasStatus(400)
			.bodyText()
			.contains("status:PUBLISHED", "NONSENSE");
		assertThat(get(null, "/store/apis/" + open.getId())).hasStatus(200)
			.bodyText()
			.contains("https://localhost:8243/" + name + "/1.0.0", "20 requests per minute", "Sign in to try");
		assertThat(get(null, "/store/apis/" + open.getId() + "/reference")).hasStatus(200)
			.bodyText()
			.contains("/news/{id}");
		assertThat(get(null, "/store/apis/" + UUID.randomUUID())).hasStatus(404)
			.bodyText()
			.contains("This page is not here");
	}

	@Test
	void whatBelongsToConsumersAsksForASignIn() {
		ApiVersion api = this.store.publish(version -> {
		});
		for (String path : new String[] { "/store/applications", "/store/apis/" + api.getId() + "/subscribe",
				"/store/apis/" + api.getId() + "/try" }) {
			assertThat(get(null, path)).hasStatus(302);
		}
		assertThat(get(this.store.user(), "/store/applications")).hasStatus(403);
	}

	@Test
	void aConsumerSubscribesWithANewApplicationMakesKeysAndGetsAToken() {
		ApiVersion api = this.store.publish(version -> {
		});
		String scope = this.store.scope(api.getId(), "editor");
		String user = this.store.subscriber();
		String path = "/store/apis/" + api.getId();
		assertThat(get(user, path + "/subscribe")).hasStatus(200)
			.bodyText()
			.contains("DefaultApplication", "20 requests per minute");
		assertThat(
				post(user, path + "/subscribe", "throttlingPolicy", "Gold", "applicationId", "new", "name", "Reader"))
			.hasStatus(302);
		assertThat(get(user, path)).bodyText().contains("Reader", "Gold", "Subscribed");
		String application = applicationId(user, "Reader");
		assertThat(get(user, application + "/token")).bodyText().contains("No keys yet");
		MvcTestResult made = post(user, application + "/credentials/production/generate", "grantTypesToBeSupported",
				"client_credentials");
		assertThat(made).hasStatus(200).bodyText().contains("Shown once", "made-secret");
		assertThat(get(user, application + "/credentials")).bodyText()
			.doesNotContain("made-secret")
			.contains("Regenerate secret");
		assertThat(get(user, application + "/credentials/production/regenerate")).hasStatus(200);
		assertThat(post(user, application + "/credentials/production/regenerate")).bodyText().contains("made-secret");
		assertThat(get(user, application + "/token")).bodyText().contains(scope, "needs the role editor");
		assertThat(post(user, application + "/token", "keyType", "PRODUCTION", "forUser", "true", "moreScopes",
				"device_1 nothing_of_mine"))
			.hasStatus(200)
			.bodyText()
			.contains("Your access token", "device_1", "left out", "curl -k");
		assertThat(get(user, application + "/subscriptions")).bodyText().contains(api.api().name(), "Unsubscribe");
		this.store.change(api.getId(), version -> {
			version.announce(new DeprecationNotice(Instant.parse("2127-06-01T00:00:00Z"),
					URI.create("https://x.example/v2"), URI.create("https://x.example/move")), Instant.now());
			version.moveTo(LifecycleState.DEPRECATED, Instant.now());
		});
		assertThat(get(user, path)).hasStatus(200)
			.bodyText()
			.contains("1 June 2127", "href=\"https://x.example/v2\"", "href=\"https://x.example/move\"");
	}

	@Test
	void theImplicitGrantIsSwitchedOnWithAWarning() {
		String user = this.store.subscriber();
		post(user, "/store/applications/new", "name", "Old", "throttlingPolicy", "Gold");
		String credentials = applicationId(user, "Old") + "/credentials";
		assertThat(get(user, credentials)).bodyText().contains("legacy and unsafe", "RFC 9700");
		assertThat(post(user, credentials + "/production/generate", "grantTypesToBeSupported", "implicit"))
			.hasStatus(400)
			.bodyText()
			.contains("the grant implicit leads there");
		assertThat(post(user, credentials + "/production/generate", "grantTypesToBeSupported", "implicit",
				"callbackUrl", "https://old.example/back", "signOutUrl", "https://old.example/*"))
			.hasStatus(400);
		assertThat(post(user, credentials + "/production/generate", "grantTypesToBeSupported", "implicit",
				"callbackUrl", "https://old.example/back", "signOutUrl", "https://old.example/bye"))
			.hasStatus(200);
		assertThat(get(user, credentials)).bodyText().contains("The implicit grant is on", "https://old.example/bye");
		assertThat(get(user, credentials + "/production/edit")).bodyText().contains("https://old.example/bye");
		post(user, credentials + "/production/edit", "supportedGrantTypes", "authorization_code", "callbackUrl",
				"https://old.example/back", "signOutUrl", "");
		assertThat(get(user, credentials)).bodyText()
			.doesNotContain("The implicit grant is on", "https://old.example/bye");
	}

	@Test
	void aKeyWithoutASecretIsForUsersOnly() {
		String user = this.store.subscriber();
		post(user, "/store/applications/new", "name", "Phone", "throttlingPolicy", "Gold");
		String application = applicationId(user, "Phone");
		String device = "urn:ietf:params:oauth:grant-type:device_code";
		assertThat(get(user, application + "/credentials")).bodyText().contains(device, "legacy", "By PKCE alone");
		assertThat(post(user, application + "/credentials/production/generate", "grantTypesToBeSupported",
				"client_credentials", "proof", "NONE"))
			.hasStatus(400)
			.bodyText()
			.contains("can keep no secret");
		assertThat(post(user, application + "/credentials/production/generate", "grantTypesToBeSupported", device,
				"proof", "NONE"))
			.hasStatus(200)
			.bodyText()
			.contains("made-key")
			.doesNotContain("made-secret");
		assertThat(get(user, application + "/credentials")).bodyText()
			.contains(device)
			.doesNotContain("Regenerate secret");
		String key = application + "/credentials/production";
		assertThat(post(user, key + "/edit", "supportedGrantTypes", device, "proof", "SIGNATURE", "keys", "nonsense"))
			.hasStatus(400)
			.bodyText()
			.contains("nonsense", "no private key");
		assertThat(post(user, key + "/edit", "supportedGrantTypes", device, "proof", "SIGNATURE", "jwksUri",
				"https://phone.example/keys"))
			.hasStatus(302);
		assertThat(get(user, application + "/credentials")).bodyText().contains("https://phone.example/keys");
	}

	@Test
	void aKeyIsChangedAndRemoved() {
		String user = this.store.subscriber();
		post(user, "/store/applications/new", "name", "Changing", "throttlingPolicy", "Gold");
		String application = applicationId(user, "Changing");
		String key = application + "/credentials/sandbox";
		post(user, key + "/generate", "grantTypesToBeSupported", "client_credentials");
		assertThat(get(user, key + "/edit")).hasStatus(200).bodyText().contains("Change the Sandbox key of Changing");
		assertThat(post(user, key + "/edit", "supportedGrantTypes", "authorization_code", "callbackUrl", "not a url"))
			.hasStatus(400)
			.bodyText()
			.contains("value=\"not a url\"");
		assertThat(post(user, key + "/edit", "supportedGrantTypes", "authorization_code", "callbackUrl",
				"https://app.example/back"))
			.hasStatus(302);
		assertThat(get(user, application + "/credentials")).bodyText()
			.contains("https://app.example/back")
			.contains("authorization_code");
		assertThat(post(user, key + "/edit", "supportedGrantTypes", "client_credentials", "userToken", "soon"))
			.hasStatus(400)
			.bodyText()
			.contains("value=\"soon\"");
		assertThat(post(user, key + "/edit", "supportedGrantTypes", "client_credentials", "code", "601")).hasStatus(400)
			.bodyText()
			.contains("1 to 600 seconds");
		assertThat(post(user, key + "/edit", "supportedGrantTypes", "client_credentials", "applicationToken", "120",
				"userToken", "240", "refreshToken", "480", "code", "30", "reissue", "SAME"))
			.hasStatus(302);
		assertThat(get(user, key + "/edit")).bodyText()
			.contains("value=\"120\"", "value=\"240\"", "value=\"480\"", "value=\"30\"")
			.containsPattern("value=\"SAME\" checked");
		assertThat(get(user, key + "/remove")).hasStatus(200);
		assertThat(post(user, key + "/remove")).hasStatus(302);
		assertThat(get(user, key + "/edit")).hasStatus(404);
		assertThat(get(user, application + "/credentials")).bodyText().contains("Generate sandbox keys");
	}

	@Test
	void aKeyGetsAnotherSecretAndLosesTheOld() {
		String user = this.store.subscriber();
		post(user, "/store/applications/new", "name", "Rotating", "throttlingPolicy", "Gold");
		String key = applicationId(user, "Rotating") + "/credentials/production";
		post(user, key + "/generate", "grantTypesToBeSupported", "client_credentials");
		String secrets = key + "/secrets";
		String first = found(get(user, secrets), "(/store/applications/[^\"]*/revoke)");
		assertThat(post(user, secrets, "description", "green", "expiresIn", "soon")).hasStatus(400)
			.bodyText()
			.contains("value=\"soon\"", "value=\"green\"");
		assertThat(post(user, secrets, "description", "green", "expiresIn", "30")).hasStatus(200)
			.bodyText()
			.contains("made-secret", "green");
		assertThat(get(user, secrets)).bodyText().contains("green").doesNotContain("made-secret");
		assertThat(get(user, first)).hasStatus(200).bodyText().contains("without a label");
		assertThat(post(user, first)).hasStatus(302);
		assertThat(get(user, secrets)).bodyText().contains("green").doesNotContain("without a label");
		assertThat(get(this.store.subscriber(), secrets)).hasStatus(404);
	}

	@Test
	void anApiKeyIsShownOnceAndRevoked() {
		String user = this.store.subscriber();
		post(user, "/store/applications/new", "name", "Keyed", "throttlingPolicy", "Gold");
		String keys = applicationId(user, "Keyed") + "/credentials/production/api-keys";
		assertThat(get(user, keys)).hasStatus(200);
		assertThat(post(user, keys, "keyName", "green", "validityPeriod", "soon", "permittedIP", "10.0.0.0/8"))
			.hasStatus(400)
			.bodyText()
			.contains("value=\"soon\"", "value=\"green\"", "value=\"10.0.0.0/8\"");
		assertThat(post(user, keys, "keyName", "green", "validityPeriod", "30", "permittedIP", "nowhere"))
			.hasStatus(400)
			.bodyText()
			.contains("nowhere");
		assertThat(post(user, keys, "keyName", "green", "validityPeriod", "30", "permittedIP", "10.0.0.0/8, ::1"))
			.hasStatus(200)
			.bodyText()
			.contains("made-key", "green", "10.0.0.0/8, ::1");
		assertThat(get(user, keys)).bodyText().contains("green").doesNotContain("made-key");
		String revoke = found(get(user, keys), "(/store/applications/[^\"]*/revoke)");
		assertThat(get(user, revoke)).hasStatus(200).bodyText().contains("green");
		assertThat(post(user, revoke)).hasStatus(302);
		assertThat(get(user, keys)).bodyText().doesNotContain("green");
		assertThat(get(this.store.subscriber(), keys)).hasStatus(404);
	}

	@Test
	void aSubscriptionMovesToAnotherTier() {
		ApiVersion api = this.store.publish(version -> {
		});
		String user = this.store.subscriber();
		post(user, "/store/apis/" + api.getId() + "/subscribe", "throttlingPolicy", "Gold", "applicationId", "new",
				"name", "Moving");
		String subscriptions = applicationId(user, "Moving") + "/subscriptions";
		String edit = found(get(user, subscriptions), "(/store/subscriptions/[0-9a-f-]{36}/edit)");
		assertThat(get(user, edit)).hasStatus(200).bodyText().contains("On which tier does Moving call");
		assertThat(post(user, edit, "throttlingPolicy", "Platinum", "version", "0")).hasStatus(400)
			.bodyText()
			.contains("Platinum");
		assertThat(post(user, edit, "throttlingPolicy", "Unlimited", "version", "99")).hasStatus(412);
		assertThat(get(user, subscriptions)).bodyText().doesNotContain("Unlimited");
		assertThat(post(user, edit, "throttlingPolicy", "Unlimited", "version", "0")).hasStatus(302);
		assertThat(get(user, subscriptions)).bodyText().contains("Unlimited");
		assertThat(get(this.store.subscriber(), edit)).hasStatus(404);
	}

	@Test
	void aWrongFormKeepsWhatWasTypedAndWritesNothing() {
		ApiVersion api = this.store.publish(version -> {
		});
		String user = this.store.subscriber();
		String path = "/store/apis/" + api.getId() + "/subscribe";
		assertThat(post(user, path, "throttlingPolicy", "Platinum", "applicationId", "new", "name", "Half"))
			.hasStatus(400)
			.bodyText()
			.contains("Platinum", "value=\"Half\"");
		assertThat(get(user, "/store/applications")).bodyText().doesNotContain("Half");
		assertThat(post(user, "/store/applications/new", "name", " ", "throttlingPolicy", "Gold", "description", "d"))
			.hasStatus(400)
			.bodyText()
			.contains("printable characters", ">d</textarea>");
	}

	@Test
	void aLockedTierIsShownWithItsReasonAndRefused() {
		ApiVersion api = this.store.publish(version -> {
		});
		String user = this.store.subscriber();
		this.store.permit("Unlimited", Tier.PermissionType.DENY, "Internal/subscriber");
		try {
			String path = "/store/apis/" + api.getId() + "/subscribe";
			assertThat(get(user, path)).bodyText().contains("Your roles do not allow this tier");
			assertThat(post(user, path, "throttlingPolicy", "Unlimited", "applicationId", "new", "name", "A"))
				.hasStatus(403);
		}
		finally {
			this.store.permit("Unlimited", null);
		}
	}

	@Test
	void anApplicationIsEditedAndDeletedOnlyAfterItsNameWasTyped() {
		String user = this.store.subscriber();
		assertThat(get(user, "/store/applications/new")).hasStatus(200);
		assertThat(post(user, "/store/applications/new", "name", "Mine", "throttlingPolicy", "Gold")).hasStatus(302);
		String application = applicationId(user, "Mine");
		assertThat(get(user, application)).hasStatus(200).bodyText().contains("20 requests per minute");
		assertThat(get(user, application + "/edit")).hasStatus(200).bodyText().contains("value=\"Mine\"");
		assertThat(post(user, application + "/edit", "name", "Mine2", "throttlingPolicy", "Silver", "version", "99"))
			.hasStatus(412);
		assertThat(get(user, application + "/delete")).hasStatus(200);
		assertThat(post(user, application + "/delete", "confirm", "mine")).hasStatus(400);
		assertThat(post(user, application + "/delete", "confirm", "Mine")).hasStatus(302);
		assertThat(get(user, application)).hasStatus(404);
		assertThat(get(this.store.subscriber(), application)).hasStatus(404);
	}

	@Test
	void theConsoleNamesWhatIsWrongAndSaysWhyThereIsNoAnswer() {
		ApiVersion api = this.store.publish(version -> {
		});
		String user = this.store.subscriber();
		String path = "/store/apis/" + api.getId() + "/try";
		assertThat(get(user, path)).hasStatus(200).bodyText().contains("GET /news", "No application of yours");
		assertThat(get(user, path + "?operation=POST /news/{id}")).hasStatus(200).bodyText().contains("path.id");
		assertThat(post(user, path, "operation", "POST /news/{id}", "path.id", "..", "key", "none")).hasStatus(400)
			.bodyText()
			.contains("not . or ..");
		assertThat(post(user, path, "operation", "DELETE /news", "key", "none")).hasStatus(404);
		assertThat(post(user, path, "operation", "GET /news", "key", "none", "headers", "no separator")).hasStatus(400);
	}

	private String applicationId(String user, String name) {
		return found(get(user, "/store/applications"), "href=\"(/store/applications/[0-9a-f-]{36})\">" + name + "<");
	}

	private static String found(MvcTestResult page, String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(body(page));
		assertThat(matcher.find()).as(pattern).isTrue();
		return matcher.group(1);
	}

	private static String body(MvcTestResult result) {
		try {
			return result.getResponse().getContentAsString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private MvcTestResult get(@Nullable String user, String path) {
		var request = this.mvc.get().uri(path.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20"));
		if (path.contains(" ")) {
			request = this.mvc.get()
				.uri(path.substring(0, path.indexOf('?')))
				.param("operation", path.substring(path.indexOf('=') + 1));
		}
		return ((user != null) ? request.with(oidcLogin().idToken(token -> token.subject(user))) : request).exchange();
	}

	private MvcTestResult post(String user, String path, String... fields) {
		var request = this.mvc.post().uri(path).with(csrf()).with(oidcLogin().idToken(token -> token.subject(user)));
		for (int i = 0; i < fields.length; i += 2) {
			request = request.param(fields[i], fields[i + 1]);
		}
		return request.exchange();
	}

}
