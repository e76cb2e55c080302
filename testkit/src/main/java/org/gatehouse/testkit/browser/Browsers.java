package org.gatehouse.testkit.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

/**
 * The one browser of this JVM: the system's own Chromium, never a downloaded one.
 */
final class Browsers {

	private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
			"/usr/bin/google-chrome", "/usr/bin/google-chrome-stable",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Chromium.app/Contents/MacOS/Chromium");

	private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
			"--disable-dev-shm-usage");

	private Browsers() {
	}

	static Browser shared() {
		return Shared.BROWSER;
	}

	/** Found by {@code GATEHOUSE_CHROMIUM} or in the usual places. */
	private static Path executable() {
		String named = System.getenv("GATEHOUSE_CHROMIUM");
		if (named != null) {
			return Path.of(named);
		}
		return PLACES.stream()
			.map(Path::of)
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No Chromium found (looked at GATEHOUSE_CHROMIUM and "
					+ String.join(", ", PLACES) + "): install it, for instance with apt-get install chromium"));
	}

	/** Launches the browser when it is first asked for. */
	private static final class Shared {

		private static final Playwright PLAYWRIGHT = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

		private static final Browser BROWSER = PLAYWRIGHT.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable())
				.setHeadless(true)
				.setArgs(ARGUMENTS));

		static {
			Runtime.getRuntime().addShutdownHook(new Thread(PLAYWRIGHT::close, "browser-stop"));
		}

		private Shared() {
		}

	}

}
