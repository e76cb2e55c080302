package org.gatehouse.testkit.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;

/**
 * Clicks that lead to another page. They end when that page is there: what a test looks
 * at next is never the page that is about to go, which may have the same fields and
 * tables.
 */
public final class Clicks {

	private static final String MARK = "document.documentElement.dataset.left = ''";

	private Clicks() {
	}

	/**
	 * Presses a button of the page's main part.
	 * @param page the browser's page
	 * @param label all that stands on the button; the first of several is pressed
	 */
	public static void press(Page page, String label) {
		leaveBy(inMain(page, AriaRole.BUTTON, label));
	}

	/**
	 * Follows a link of the page's main part.
	 * @param page the browser's page
	 * @param label all that stands on the link; the first of several is followed
	 */
	public static void follow(Page page, String label) {
		leaveBy(inMain(page, AriaRole.LINK, label));
	}

	/**
	 * Clicks on what leads to another page, or to the same page made anew.
	 * @param way a link, or the button of a form
	 */
	public static void leaveBy(Locator way) {
		way.waitFor();
		leave(way.page(), way::click);
	}

	/**
	 * Does what leads to another page, or to the same page made anew.
	 * @param page the browser's page
	 * @param act such as a key that is pressed in a form
	 */
	public static void leave(Page page, Runnable act) {
		page.evaluate(MARK);
		act.run();
		page.locator("html:not([data-left])")
			.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
		page.waitForLoadState();
	}

	private static Locator inMain(Page page, AriaRole role, String label) {
		return page.locator("main")
			.getByRole(role, new Locator.GetByRoleOptions().setName(label).setExact(true))
			.first();
	}

}
