package org.gatehouse.keymanager.site;

import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.testkit.browser.BrowserExtension;
import org.gatehouse.testkit.browser.UsablePage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;
import static org.gatehouse.testkit.browser.Clicks.follow;
import static org.gatehouse.testkit.browser.Clicks.leave;
import static org.gatehouse.testkit.browser.Clicks.leaveBy;
import static org.gatehouse.testkit.browser.Clicks.press;

/**
 * The administrator's pages for throttling by clicks, each looked at by axe.
 */
@Import(SignedInAdministrator.class)
@ExtendWith(BrowserExtension.class)
class ThrottlingPagesIT extends KeyManagerTest {

	@Autowired
	ThrottlingPagesIT(News news) {
		super(news);
	}

	@Test
	void anAdvancedPolicyIsMadeChangedAndDeleted(Page page) {
		open(page, "/admin/throttling/advanced");
		UsablePage.check(page, "throttling-advanced");
		follow(page, "New advanced policy");
		String name = name();
		fill(page, "policyName", name);
		fill(page, "defaultLimit.amount", "2");
		page.locator("#countedBy-ADDRESS").check();
		press(page, "Add a group");
		// What was typed is kept.
		assertThat(field(page, "policyName").inputValue()).isEqualTo(name);
		fill(page, "conditionalGroups[0].conditions[0].value", "10.1.1.300");
		fill(page, "conditionalGroups[0].limit.amount", "1");
		press(page, "Save");
		assertThat(error(page, "conditionalGroups[0].conditions[0].value").textContent()).contains("10.1.1.300");
		fill(page, "conditionalGroups[0].conditions[0].value", "10.1.1.1/27");
		press(page, "Add a condition");
		assertThat(page.locator(".range").textContent()).contains("10.1.1.0 - 10.1.1.31");
		field(page, "conditionalGroups[0].conditions[1].type").selectOption("HEADERCONDITION");
		fill(page, "conditionalGroups[0].conditions[1].name", "User-Agent");
		fill(page, "conditionalGroups[0].conditions[1].value", "(?=a)");
		press(page, "Save");
		assertThat(error(page, "conditionalGroups[0].conditions[1].value").textContent()).contains("(?=a)");
		UsablePage.check(page, "throttling-advanced-refused");
		fill(page, "conditionalGroups[0].conditions[1].value", "^curl/");
		field(page, "conditionalGroups[0].conditions[1].inverted").check();
		press(page, "Save");
		assertThat(page.locator(".flash").textContent()).contains(name);
		follow(page, name);
		assertThat(field(page, "conditionalGroups[0].conditions[0].value").inputValue())
			.isEqualTo("10.1.1.0 - 10.1.1.31");
		assertThat(field(page, "conditionalGroups[0].conditions[1].inverted").isChecked()).isTrue();
		UsablePage.check(page, "throttling-advanced-policy");
		field(page, "conditionalGroups[0].conditions[0].remove").check();
		field(page, "displayName").fill("By agent");
		leave(page, () -> field(page, "displayName").press("Enter"));
		assertThat(page.locator("tbody").textContent()).contains("By agent");
		delete(page, name);
		assertThat(page.locator("tbody").textContent()).doesNotContain(name);
	}

	@Test
	void subscriptionAndApplicationPoliciesAreMade(Page page) {
		open(page, "/admin/throttling");
		UsablePage.check(page, "throttling-subscription");
		follow(page, "New subscription policy");
		String name = name();
		fill(page, "policyName", name);
		fill(page, "defaultLimit.amount", "many");
		press(page, "Save");
		assertThat(error(page, "defaultLimit.amount").textContent()).contains("'many'");
		fill(page, "defaultLimit.amount", "7");
		fill(page, "rateLimitCount", "2");
		page.locator("#permission-DENY").check();
		fill(page, "permissions.roles", "nobody-has-this");
		press(page, "Save");
		assertThat(error(page, "permissions.roles").textContent()).contains("nobody-has-this");
		UsablePage.check(page, "throttling-subscription-refused");
		fill(page, "permissions.roles", "employee");
		press(page, "Save");
		assertThat(page.locator("tbody").textContent()).contains(name, "7 requests per minute", "2 requests per second",
				"all but employee");
		delete(page, name);
		follow(page, "Application");
		UsablePage.check(page, "throttling-application");
		follow(page, "New application policy");
		fill(page, "policyName", name);
		fill(page, "defaultLimit.amount", "5");
		field(page, "defaultLimit.of").selectOption("MB");
		page.locator("#countedBy-USER").check();
		UsablePage.check(page, "throttling-application-policy");
		press(page, "Save");
		assertThat(page.locator("tbody").textContent()).contains("5 MB per minute", "For each user");
		delete(page, name);
	}

	@Test
	void aPolicyInUseShowsByWhomAndStays(Page page) {
		this.news.application(TOM, TokenFormat.JWT);
		open(page, "/admin/throttling/subscription");
		follow(page, "Gold");
		assertThat(page.locator("#uses").textContent()).contains("In use");
		open(page, page.url() + "/delete");
		assertThat(page.locator("main").textContent()).contains("stays until nobody has it", "subscription of");
		assertThat(page.locator("main button").count()).isZero();
		UsablePage.check(page, "throttling-in-use");
	}

	@Test
	void denyRulesAreAddedSwitchedAndDeleted(Page page) {
		open(page, "/admin/throttling/deny-rules");
		UsablePage.check(page, "throttling-deny-none");
		follow(page, "New deny rule");
		fill(page, "conditionValue", "somewhere");
		press(page, "Add");
		assertThat(error(page, "conditionValue").textContent()).contains("'somewhere'");
		UsablePage.check(page, "throttling-deny-refused");
		fill(page, "conditionValue", "203.0.113.9/29");
		press(page, "Add");
		Locator row = page.locator("tbody tr");
		assertThat(row.textContent()).contains("203.0.113.8 - 203.0.113.15", "On");
		UsablePage.check(page, "throttling-deny");
		leaveBy(row.locator("button"));
		assertThat(row.locator(".badge-state").textContent()).isEqualTo("Off");
		leaveBy(row.getByRole(AriaRole.LINK));
		UsablePage.check(page, "throttling-deny-delete");
		press(page, "Delete rule");
		assertThat(page.locator("main").textContent()).contains("Nothing is denied");
	}

	private static String name() {
		return "P" + UUID.randomUUID().toString().substring(0, 8);
	}

	private static void delete(Page page, String name) {
		leaveBy(page.locator("tbody tr", new Page.LocatorOptions().setHasText(name)).locator(".btn-outline-danger"));
		press(page, "Delete policy");
	}

	private void open(Page page, String path) {
		page.navigate(path.startsWith("http") ? path : "http://localhost:" + this.port + path);
	}

	private static Locator field(Page page, String name) {
		return page.locator("[id='" + name + "']");
	}

	private static Locator error(Page page, String name) {
		return page.locator("[id='" + name + "-error']");
	}

	private static void fill(Page page, String name, String value) {
		field(page, name).fill(value);
	}

}
