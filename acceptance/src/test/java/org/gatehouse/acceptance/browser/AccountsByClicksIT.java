package org.gatehouse.acceptance.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.gatehouse.acceptance.running.People;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.gatehouse.testkit.browser.Clicks.leaveBy;

/**
 * What people and administrators do about accounts, by clicks: two browsers, forgotten
 * and given passwords, guessing, and the end of sign-ins everywhere.
 */
class AccountsByClicksIT extends BrowserJourney {

	private static final Pattern LINK = Pattern.compile("https://\\S+/reset-password\\?token=\\S+");

	@Test
	void aUserLooksAfterTheAccount(Page page, Page other) {
		PEOPLE.user("pia", "Internal/subscriber", "Internal/publisher");
		signIn(page, "/store/applications", "pia");
		signIn(other, "/publisher", "pia");
		open(page, "/profile");
		assertThat(page.locator("tbody tr")).hasCount(2);
		assertThat(page.locator("tbody")).containsText("this one");
		assertUsable(page);
		press(page, "Sign out everywhere else");
		assertThat(page.locator("tbody tr")).hasCount(1);
		open(other, "/publisher");
		assertThat(other.locator("input[name=password]")).isVisible();
		open(page, "/profile/password");
		page.locator("#present").fill("not it");
		page.locator("#password").fill("pia-Secret-2");
		page.locator("#repeated").fill("pia-Secret-2");
		press(page, "Change password");
		assertThat(page.locator("#present-error")).isVisible();
		assertUsable(page);
		page.locator("#present").fill(People.password("pia"));
		page.locator("#password").fill("pia-Secret-2");
		page.locator("#repeated").fill("pia-Secret-2");
		press(page, "Change password");
		assertThat(page.locator(".flash")).containsText("Your password was changed");
		open(page, "/publisher");
		press(page, "Sign out");
		assertThat(page.locator("h1")).hasText("You are signed out");
		open(page, "/store/applications");
		assertThat(page.locator("input[name=password]")).isVisible();
	}

	@Test
	void aForgottenPasswordIsChosenAnewAndAGivenOneIsChanged(Page page, Page admin) {
		signIn(admin, "/admin/users/new", "admin");
		admin.locator("#userName").fill("otto");
		admin.locator("#password").fill("told-by-phone");
		admin.locator("#change").check();
		admin.locator("#email").fill("otto@example.com");
		assertUsable(admin);
		press(admin, "Create user");
		assertThat(admin.locator("h1")).hasText("otto");
		open(page, "/store/applications");
		typed(page, "otto", "told-by-phone");
		assertThat(page.locator("h1")).hasText("Choose a password");
		assertUsable(page);
		chosen(page, "otto-Secret-1");
		press(page, "Choose and sign in");
		page.waitForURL((url) -> url.startsWith(SERVER.control() + "/store/applications"));
		open(page, "/forgot-password");
		page.locator("#who").fill("otto");
		assertUsable(page);
		press(page, "Send a link");
		assertThat(page.locator(".note-good")).containsText("If there is such an account");
		open(admin, "/admin/mail");
		while (admin.locator("tbody tr").count() == 0) {
			admin.reload();
		}
		assertUsable(admin);
		leaveBy(admin.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("otto@example.com")).first());
		assertUsable(admin);
		Matcher link = LINK.matcher(admin.locator("#mail-text").innerText());
		org.assertj.core.api.Assertions.assertThat(link.find()).isTrue();
		page.navigate(link.group());
		assertUsable(page);
		chosen(page, "otto-Secret-2");
		press(page, "Set password");
		typed(page, "otto", "otto-Secret-2");
		open(page, "/store/applications");
		assertThat(page.locator(".who-name")).hasText("otto");
	}

	@Test
	void anAdministratorSeesGuessingAndEndsWhatAUserHas(Page page, Page admin, Page guesser) {
		PEOPLE.user("gina", "Internal/subscriber");
		signIn(page, "/store/applications", "gina");
		open(guesser, "/login");
		for (int i = 0; i < 5; i++) {
			typed(guesser, "gina", "guess-" + i);
		}
		assertUsable(guesser);
		signIn(admin, "/admin/users", "admin");
		assertThat(admin.locator(".note-warn")).containsText("gina");
		assertUsable(admin);
		open(admin, "/admin/users?q=gina");
		leaveBy(admin.locator("tbody a").first());
		assertThat(admin.locator("section:has(#guesses)")).containsText("locked until");
		assertUsable(admin);
		press(admin, "Unlock");
		assertThat(admin.locator("#guesses")).hasCount(0);
		press(admin, "End all sign-ins and tokens");
		assertThat(admin.locator("#reach")).containsText(Pattern.compile("1 of 1 gateways, \\d+ ms"));
		open(page, "/store/applications");
		assertThat(page.locator("input[name=password]")).isVisible();
		open(admin, "/admin/settings");
		assertUsable(admin);
	}

	private static void typed(Page page, String user, String password) {
		page.locator("input[name=username]").fill(user);
		page.locator("input[name=password]").fill(password);
		leaveBy(page.locator("form:has(input[name=password]) button[type=submit]"));
	}

	private static void chosen(Page page, String password) {
		page.locator("#password").fill(password);
		page.locator("#repeated").fill(password);
	}

}
