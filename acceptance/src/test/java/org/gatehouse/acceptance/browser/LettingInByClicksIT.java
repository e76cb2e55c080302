package org.gatehouse.acceptance.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import org.assertj.core.api.Assertions;
import org.gatehouse.acceptance.running.Answer;
import org.gatehouse.acceptance.running.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.gatehouse.testkit.browser.Clicks.leaveBy;

/**
 * Users let devices and applications act for them, by clicks; and an administrator sees
 * whose word is trusted.
 */
class LettingInByClicksIT extends BrowserJourney {

	private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

	/** The example of RFC 7636, appendix B. */
	private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

	/** The example of RFC 7517, appendix A.1. */
	private static final String KEYS = """
			{"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"1",
			"x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}""";

	private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

	@BeforeAll
	static void makeVera() {
		PEOPLE.user("vera", "Internal/subscriber");
	}

	@Test
	void aTelevisionIsLetIn(Page page) {
		Consumer.App television = new Consumer(SERVER, PEOPLE, "vera").application("Television", "Unlimited");
		signIn(page, "/store/applications", "vera");
		forUsersWithoutSecret(page, television, DEVICE_CODE, "");
		Answer begun = SERVER.anyone()
			.form("/oauth2/device_authorization", Map.of("client_id", television.consumerKey(), "scope", "device_1"))
			.expect(200);
		open(page, "/device");
		assertUsable(page);
		page.locator("#user_code").fill(begun.text("user_code").toLowerCase(Locale.ROOT));
		press(page, "Next");
		assertThat(page.locator("main")).containsText(begun.text("user_code"));
		assertThat(page.locator("main")).containsText("device_1");
		assertUsable(page);
		press(page, "Let it in");
		assertThat(page.locator("main")).containsText("The device is let in");
		assertUsable(page);
		SERVER.anyone()
			.form("/oauth2/token",
					Map.of("client_id", television.consumerKey(), "grant_type", DEVICE_CODE, "device_code",
							begun.text("device_code")))
			.expect(200);
	}

	@Test
	void anApplicationIsAllowed(Page page) throws IOException {
		HttpServer home = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		home.createContext("/back", (exchange) -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		home.start();
		String back = "http://127.0.0.1:" + home.getAddress().getPort() + "/back";
		Consumer.App program = new Consumer(SERVER, PEOPLE, "vera").application("Program", "Unlimited");
		signIn(page, "/store/applications", "vera");
		forUsersWithoutSecret(page, program, "authorization_code", back);
		Map<String, String> asked = new LinkedHashMap<>(Map.of("response_type", "code", "client_id",
				program.consumerKey(), "redirect_uri", back, "scope", "openid device_1", "state", "here",
				"code_challenge", CHALLENGE, "code_challenge_method", "S256"));
		open(page, "/oauth2/authorize?" + query(asked));
		assertThat(page.locator("main")).containsText(back);
		assertUsable(page);
		var arrived = page.waitForRequest((request) -> request.url().startsWith(back),
				() -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Allow")).click());
		home.stop(0);
		Map<String, String> answer = parameters(arrived.url());
		Assertions.assertThat(answer).containsEntry("state", "here").containsKey("iss");
		SERVER.anyone()
			.form("/oauth2/token",
					Map.of("client_id", program.consumerKey(), "grant_type", "authorization_code", "code",
							String.valueOf(answer.get("code")), "redirect_uri", back, "code_verifier", VERIFIER))
			.expect(200);
		open(page, "/profile/applications");
		assertThat(page.locator("tbody")).containsText("device_1");
		assertUsable(page);
		leaveBy(page.locator("tr:has-text('Program')").getByRole(AriaRole.BUTTON));
		assertThat(page.locator(".flash")).containsText("may no longer act for you");
	}

	@Test
	void theAdministratorLetsAClientRegister(Page page) {
		signIn(page, "/admin/registration-tokens", "admin");
		page.locator("#label").fill("Build server");
		page.locator("summary").click();
		page.locator("[name=scopes][value='apim:api_view']").check();
		assertUsable(page);
		press(page, "Make a token");
		String token = page.locator("#initial-token").textContent();
		assertUsable(page);
		SERVER.anyone()
			.bearing(token)
			.post("/oauth2/register",
					Map.of("client_name", "Build 7", "redirect_uris", List.of("https://build.example/back"), "scope",
							"openid apim:api_view"))
			.expect(201);
		open(page, "/admin/clients?q=build");
		assertUsable(page);
		leaveBy(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Build 7")));
		assertThat(page.locator("main")).containsText("https://build.example/back");
		assertUsable(page);
		press(page, "Switch off");
		assertThat(page.locator("main")).containsText("refused as if it did not exist");
		leaveBy(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Remove")));
		assertUsable(page);
		press(page, "Remove");
		assertThat(page.locator(".flash")).containsText("Build 7 was removed");
	}

	@Test
	void theAdministratorSeesWhomIsTrusted(Page page) {
		signIn(page, "/admin/issuers", "admin");
		assertUsable(page);
		press(page, "Trust");
		assertThat(page.locator("#keys-error")).isVisible();
		assertUsable(page);
		page.locator("#name").fill("Partner");
		page.locator("#issuer").fill("https://partner.example/with/a/long/path/that/does/not/fit");
		page.locator("#keys").fill(KEYS);
		press(page, "Trust");
		assertThat(page.locator("tbody")).containsText("Partner");
		assertUsable(page);
		open(page, "/admin/signing-keys");
		press(page, "Rotate");
		assertThat(page.locator("tbody tr")).hasCount(2);
		assertUsable(page);
		open(page, "/admin/mail");
		assertUsable(page);
	}

	private static void forUsersWithoutSecret(Page page, Consumer.App app, String grant, String callback) {
		open(page, "/store/applications/" + app.id() + "/credentials/production/edit");
		for (String other : new String[] { "client_credentials", "password" }) {
			page.locator("[name=supportedGrantTypes][value=" + other + "]").uncheck();
		}
		page.locator("[name=supportedGrantTypes][value='" + grant + "']").check();
		page.locator("[name=callbackUrl]").fill(callback);
		page.locator("[name=proof][value=NONE]").check();
		assertUsable(page);
		press(page, "Save");
		assertThat(page.locator("main")).containsText("By PKCE alone");
		assertUsable(page);
	}

	private static String query(Map<String, String> parameters) {
		return parameters.entrySet()
			.stream()
			.map((one) -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	private static Map<String, String> parameters(String url) {
		Map<String, String> found = new LinkedHashMap<>();
		for (String one : url.substring(url.indexOf('?') + 1).split("&", -1)) {
			int equals = one.indexOf('=');
			found.put(one.substring(0, equals), one.substring(equals + 1));
		}
		return found;
	}

}
