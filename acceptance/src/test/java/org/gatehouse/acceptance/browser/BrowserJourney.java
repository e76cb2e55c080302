package org.gatehouse.acceptance.browser;

import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.testkit.browser.BrowserExtension;
import org.gatehouse.testkit.browser.UsablePage;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.gatehouse.testkit.browser.Clicks.leaveBy;

/**
 * The base of journeys by clicks. A test method takes a {@link Page} of its own; one that
 * fails leaves a screenshot and a trace in {@code target/browser}.
 */
@ExtendWith(BrowserExtension.class)
abstract class BrowserJourney {

	/** The server that all journeys share, with nothing on it but what they make. */
	protected static final RunningGatehouse SERVER = RunningGatehouse.start(Map.of(), "--no-sample");

	/** Makes users and roles. */
	protected static final People PEOPLE = new People(SERVER);

	/**
	 * Goes to a page of the control plane.
	 * @param page the browser's page
	 * @param path such as {@code /store}
	 */
	protected static void open(Page page, String path) {
		page.navigate(SERVER.control() + path);
	}

	/**
	 * Goes to a page that asks to sign in, and signs in.
	 * @param page the browser's page
	 * @param path such as {@code /publisher}
	 * @param user whose password {@link People} knows
	 */
	protected static void signIn(Page page, String path, String user) {
		open(page, path);
		page.locator("input[name=username]").fill(user);
		page.locator("input[name=password]").fill(People.password(user));
		leaveBy(page.locator("form:has(input[name=password]) button[type=submit]"));
		page.waitForURL((url) -> url.startsWith(SERVER.control() + path));
	}

	/**
	 * Presses a button that leads to another page.
	 * @param page the browser's page
	 * @param name what stands on it
	 */
	protected static void press(Page page, String name) {
		leaveBy(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first());
	}

	/**
	 * Makes sure that a page is one that everybody can use.
	 * @param page the browser's page
	 */
	protected static void assertUsable(Page page) {
		UsablePage.check(page, page.url().replaceFirst("https?://[^/]+/", "").replaceAll("[^A-Za-z0-9]+", "-"));
	}

}
