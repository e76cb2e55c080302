package org.gatehouse.testkit.browser;

import java.nio.file.Path;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every page has to be: one that everybody can use, in the dark and in the light, on
 * a telephone and at a desk. With {@code -Dscreenshots} it also leaves pictures in
 * {@code target/pages}.
 */
public final class UsablePage {

	private static final List<String> STANDARD = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice");

	private static final List<Integer> WIDTHS = List.of(360, 1280);

	private static final int HEIGHT = 800;

	private static final boolean SCREENSHOTS = System.getProperty("screenshots") != null;

	private UsablePage() {
	}

	/**
	 * Makes sure that a page has one {@code h1}, all its texts, nothing that axe objects
	 * to in any colour mode, and no sideways scrolling. The browser has to want no
	 * motion, as those of {@link BrowserExtension}: no colour may be on its way from one
	 * mode to the other.
	 * @param page the browser's page
	 * @param name what to call it in a failure and on a picture
	 */
	public static void check(Page page, String name) {
		assertThat(page.locator("h1").count()).as("%s: h1", name).isEqualTo(1);
		assertThat(page.locator("body").textContent()).as("%s: texts", name).doesNotContain("??");
		show(page, "dark");
		// What the dark mode changes is colours.
		assertThat(violations(axe(page).withRules(List.of("color-contrast")))).as("%s: axe, dark", name).isEmpty();
		show(page, "light");
		assertThat(violations(axe(page).withTags(STANDARD))).as("%s: axe, light", name).isEmpty();
		for (int width : WIDTHS) {
			page.setViewportSize(width, HEIGHT);
			assertThat(page.evaluate(
					"document.documentElement.scrollWidth > document.documentElement.clientWidth ? document.documentElement.scrollWidth : 0"))
				.as("%s: sideways scrolling at %d pixels", name, width)
				.isEqualTo(0);
		}
		if (SCREENSHOTS) {
			picture(page, name);
		}
	}

	private static void show(Page page, String mode) {
		page.evaluate("mode => document.documentElement.setAttribute('data-bs-theme', mode)", mode);
	}

	private static void picture(Page page, String name) {
		for (String mode : List.of("dark", "light")) {
			show(page, mode);
			for (int width : WIDTHS) {
				page.setViewportSize(width, HEIGHT);
				page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
					.setPath(Path.of("target", "pages", name + "-" + mode + "-" + width + ".png")));
			}
		}
	}

	/**
	 * There are no frames, so that axe needs no page of its own to put results together.
	 */
	private static AxeBuilder axe(Page page) {
		return new AxeBuilder(page).setLegacyMode(true);
	}

	private static List<String> violations(AxeBuilder axe) {
		return axe.analyze().getViolations().stream().map(UsablePage::explained).toList();
	}

	private static String explained(Rule rule) {
		return rule.getId() + " " + rule.getNodes().getFirst().getTarget() + " "
				+ rule.getNodes().getFirst().getFailureSummary();
	}

}
