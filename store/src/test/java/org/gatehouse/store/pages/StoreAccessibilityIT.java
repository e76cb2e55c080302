package org.gatehouse.store.pages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.store.StoreFixture;
import org.gatehouse.store.StoreTestApplication;
import org.gatehouse.testkit.browser.BrowserExtension;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Goes the consumer's way through all pages of the store by clicks, in both colour modes
 * and on a narrow screen, and has axe look at each.
 */
@SpringBootTest(classes = StoreTestApplication.class)
@AutoConfigureMockMvc
@ExtendWith(BrowserExtension.class)
class StoreAccessibilityIT implements PostgresTest {

	private static final List<String> STANDARD = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice");

	@Autowired
	MockMvcTester mvc;

	@Autowired
	StoreFixture store;

	private final Map<String, List<String>> violations = new LinkedHashMap<>();

	private final List<String> tooWide = new ArrayList<>();

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
		page.locator("main button[type=submit]").click();
		page.waitForURL("**/store/apis/*");
		look(page, "subscribed", null);
		page.getByText("Generate keys").click();
		page.waitForURL("**/credentials");
		look(page, "credentials", null);
		page.getByText("Generate production keys").click();
		page.locator("#made-secret").waitFor();
		look(page, "secret", null);
		String application = page.url().replaceFirst("/credentials.*", "");
		look(page, "change-key", application.substring(RoutedBrowser.ORIGIN.length()) + "/credentials/production/edit");
		look(page, "subscriptions", application.substring(RoutedBrowser.ORIGIN.length()) + "/subscriptions");
		page.getByText("Change tier").click();
		page.waitForURL("**/edit");
		look(page, "change-tier", null);
		page.navigate(application + "/credentials");
		page.getByText("Token generator").first().click();
		page.waitForURL("**/token");
		look(page, "token", null);
		assertThat(page.locator("input[value='" + scope + "']").isDisabled()).isTrue();
		page.locator("#moreScopes").fill("device_1 " + scope);
		page.locator("main form button[type=submit]").click();
		page.locator("#access-token").waitFor();
		look(page, "token-made", null);
		look(page, "applications", "/store/applications");
		look(page, "new-application", "/store/applications/new");
		page.locator("main button[type=submit]").click();
		page.locator(".form-problem").waitFor();
		look(page, "new-application-refused", null);
		look(page, "try", "/store/apis/" + api.getId() + "/try?operation=POST%20/news/%7Bid%7D");
		page.locator("main form[method=post] button[type=submit]").click();
		page.locator(".form-problem").waitFor();
		look(page, "try-refused", null);
		page.locator("[name='path.id']").fill("7");
		page.locator("main form[method=post] button[type=submit]").click();
		page.locator("#result").waitFor();
		look(page, "try-failed", null);
		look(page, "not-found", "/store/apis/nonsense");
		assertThat(this.violations).isEmpty();
		assertThat(this.tooWide).isEmpty();
		assertThat(this.complaints).noneMatch(text -> text.contains("Content Security Policy"));
	}

	private void look(Page page, String name, @Nullable String path) {
		if (path != null) {
			page.navigate(RoutedBrowser.ORIGIN + path);
		}
		page.waitForLoadState(LoadState.LOAD);
		for (ColorScheme mode : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
			page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(mode));
			page.evaluate("mode => document.documentElement.setAttribute('data-bs-theme', mode)",
					mode.name().toLowerCase(Locale.ROOT));
			for (int width : new int[] { 1280, 360 }) {
				page.setViewportSize(width, 800);
				screenshot(page, name + "-" + mode.name().toLowerCase(Locale.ROOT) + "-" + width);
				Object overflow = page
					.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
				if (overflow instanceof Number more && more.intValue() > 0) {
					this.tooWide.add(name + " at " + width + " by " + more);
				}
			}
			page.setViewportSize(1280, 800);
			List<Rule> found = new AxeBuilder(page).withTags(STANDARD).analyze().getViolations();
			if (!found.isEmpty()) {
				this.violations.put(name + " " + mode,
						found.stream()
							.map(rule -> rule.getId() + " " + rule.getNodes().getFirst().getTarget() + " "
									+ rule.getNodes().getFirst().getFailureSummary())
							.toList());
			}
		}
	}

	private static void screenshot(Page page, String name) {
		page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png"))
			.setFullPage(true));
	}

}
