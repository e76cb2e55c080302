package org.gatehouse.store.pages;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.store.StoreFixture;
import org.gatehouse.store.StoreTestApplication;
import org.gatehouse.testkit.browser.BrowserExtension;
import org.gatehouse.testkit.browser.UsablePage;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.testkit.browser.Clicks.leaveBy;

/**
 * Goes the consumer's way through all pages of the store by clicks, in both colour modes
 * and on a narrow screen, and has axe look at each.
 */
@SpringBootTest(classes = StoreTestApplication.class)
@AutoConfigureMockMvc
@ExtendWith(BrowserExtension.class)
class StoreAccessibilityIT implements PostgresTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	StoreFixture store;

	private final List<String> complaints = new ArrayList<>();

	@Test
	void everyPageIsAccessibleInBothModesAndFitsANarrowScreen(Page page) {
		ApiVersion api = this.store
			.publish(version -> version.describe("News of the organisation, for readers and editors.",
					List.of("news", "editorial"), version.createdAt()));
		String scope = this.store.scope(api.getId(), "editor");
		page.onConsoleMessage(message -> {
			if (message.type().equals("error")) {
				this.complaints.add(message.text());
			}
		});
		new RoutedBrowser(this.mvc, this.store.subscriber()).connect(page);
		look(page, "home", "/store");
		look(page, "list", "/store/apis");
		look(page, "empty-list", "/store/apis?q=nothingofthekind");
		look(page, "api", "/store/apis/" + api.getId());
		look(page, "reference", "/store/apis/" + api.getId() + "/reference");
		look(page, "subscribe", "/store/apis/" + api.getId() + "/subscribe");
		page.getByText("New application").first().click();
		page.locator("#name").fill("Reader");
		leaveBy(page.locator("main button[type=submit]"));
		page.waitForURL("**/store/apis/*");
		look(page, "subscribed", null);
		leaveBy(page.getByText("Generate keys"));
		page.waitForURL("**/credentials");
		look(page, "credentials", null);
		leaveBy(page.getByText("Generate production keys"));
		page.locator("#made-secret").waitFor();
		look(page, "secret", null);
		String application = page.url().replaceFirst("/credentials.*", "");
		look(page, "change-key", application.substring(RoutedBrowser.ORIGIN.length()) + "/credentials/production/edit");
		look(page, "subscriptions", application.substring(RoutedBrowser.ORIGIN.length()) + "/subscriptions");
		leaveBy(page.getByText("Change tier"));
		page.waitForURL("**/edit");
		look(page, "change-tier", null);
		lookAtKeys(page, application.substring(RoutedBrowser.ORIGIN.length()) + "/credentials/production/");
		page.navigate(application + "/credentials");
		leaveBy(page.getByText("Token generator").first());
		page.waitForURL("**/token");
		look(page, "token", null);
		assertThat(page.locator("input[value='" + scope + "']").isDisabled()).isTrue();
		page.locator("#moreScopes").fill("device_1 nothing_of_mine " + scope);
		leaveBy(page.locator("main form button[type=submit]"));
		page.locator("#access-token").waitFor();
		look(page, "token-made", null);
		look(page, "applications", "/store/applications");
		look(page, "new-application", "/store/applications/new");
		leaveBy(page.locator("main button[type=submit]"));
		page.locator(".form-problem").waitFor();
		look(page, "new-application-refused", null);
		look(page, "try", "/store/apis/" + api.getId() + "/try?operation=POST%20/news/%7Bid%7D");
		leaveBy(page.locator("main form[method=post] button[type=submit]"));
		page.locator(".form-problem").waitFor();
		look(page, "try-refused", null);
		page.locator("[name='path.id']").fill("7");
		leaveBy(page.locator("main form[method=post] button[type=submit]"));
		page.locator("#result").waitFor();
		look(page, "try-failed", null);
		look(page, "not-found", "/store/apis/nonsense");
		assertThat(this.complaints).noneMatch(text -> text.contains("Content Security Policy"));
	}

	private static void lookAtKeys(Page page, String path) {
		look(page, "secrets", path + "secrets");
		look(page, "api-keys", path + "api-keys");
	}

	private static void look(Page page, String name, @Nullable String path) {
		if (path != null) {
			page.navigate(RoutedBrowser.ORIGIN + path);
		}
		page.waitForLoadState(LoadState.LOAD);
		UsablePage.check(page, name);
	}

}
