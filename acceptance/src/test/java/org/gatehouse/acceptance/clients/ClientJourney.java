package org.gatehouse.acceptance.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.UUID;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.testkit.browser.BrowserExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.gatehouse.testkit.browser.Clicks.leaveBy;

/**
 * The base of journeys with clients that others wrote. They trust the server's
 * certificate, as after its installation on a machine, and are told nothing else that is
 * special. A person signs in and consents in a real browser.
 */
@ExtendWith(BrowserExtension.class)
abstract class ClientJourney {

	/** The server of all acceptance tests that need no other. */
	static final RunningGatehouse SERVER = RunningGatehouse.shared();

	/** The key manager's name in tokens and discovery. */
	static final String ISSUER = SERVER.control().toString();

	/** Makes users. */
	static final People PEOPLE = new People(SERVER);

	/** Who signs in. */
	static final String USER = "client-user-" + UUID.randomUUID();

	/** An administrator's initial access token, by which clients register themselves. */
	static final String INITIAL_TOKEN = PEOPLE.token("admin", "apim:client_register", "apim:subscribe");

	private static final HttpServer HOME = home();

	/** Where browsers are sent back to; a page says so. */
	static final URI BACK = URI.create("http://127.0.0.1:" + HOME.getAddress().getPort() + "/back");

	static {
		PEOPLE.user(USER, "Internal/subscriber");
	}

	@BeforeAll
	static void trustTheServer() {
		SSLContext.setDefault(SERVER.trust());
		HttpsURLConnection.setDefaultSSLSocketFactory(SERVER.trust().getSocketFactory());
	}

	@AfterAll
	static void trustAsUsual() throws GeneralSecurityException {
		SSLContext usual = SSLContext.getInstance("TLS");
		usual.init(null, null, null);
		SSLContext.setDefault(usual);
		HttpsURLConnection.setDefaultSSLSocketFactory(usual.getSocketFactory());
	}

	/**
	 * Goes where a client sends a browser; signs in where that is asked for, and
	 * consents.
	 * @param page the browser's page
	 * @param url where the client sends it
	 * @param back where the client waits for it
	 * @return where it ends up, with what the client is to learn
	 */
	static URI allow(Page page, URI url, URI back) {
		signIn(page, url);
		String reached = page
			.waitForRequest((request) -> request.url().startsWith(back.toString()), () -> button(page, "Allow").click())
			.url();
		page.waitForLoadState();
		return URI.create(reached);
	}

	/**
	 * Lets a device in.
	 * @param page the browser's page
	 * @param url the address with the user code in it
	 */
	static void letIn(Page page, URI url) {
		signIn(page, url);
		leaveBy(button(page, "Let it in"));
		assertThat(page.locator("main")).containsText("The device is let in");
	}

	private static void signIn(Page page, URI url) {
		page.navigate(url.toString());
		if (page.locator("input[name=password]").isVisible()) {
			page.locator("input[name=username]").fill(USER);
			page.locator("input[name=password]").fill(People.password(USER));
			leaveBy(page.locator("form:has(input[name=password]) button[type=submit]"));
		}
	}

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private static HttpServer home() {
		try {
			HttpServer home = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			home.createContext("/back", (exchange) -> {
				exchange.sendResponseHeaders(200, 2);
				exchange.getResponseBody().write(new byte[] { 'o', 'k' });
				exchange.close();
			});
			home.start();
			return home;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
