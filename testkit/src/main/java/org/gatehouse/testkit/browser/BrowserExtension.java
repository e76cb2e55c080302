package org.gatehouse.testkit.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test methods a {@link Page} or a {@link BrowserContext} of their own, which
 * accepts self-signed certificates and wants nothing to move: a page that still scrolls
 * smoothly lets clicks miss what they are meant for. A test that fails leaves a
 * screenshot of each of its pages and a Playwright trace in {@code target/browser}.
 */
public final class BrowserExtension implements ParameterResolver, AfterEachCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(BrowserExtension.class);

	private static final Path FAILURES = Path.of("target", "browser");

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
		Class<?> type = parameter.getParameter().getType();
		return type == Page.class || type == BrowserContext.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
		Opened opened = extension.getStore(NAMESPACE)
			.computeIfAbsent(Opened.class, (type) -> new Opened(), Opened.class);
		BrowserContext context = open();
		opened.contexts.add(context);
		return (parameter.getParameter().getType() == Page.class) ? context.newPage() : context;
	}

	@Override
	public void afterEach(ExtensionContext extension) {
		Opened opened = extension.getStore(NAMESPACE).remove(Opened.class, Opened.class);
		if (opened == null) {
			return;
		}
		boolean failed = extension.getExecutionException().isPresent();
		String name = extension.getRequiredTestClass().getSimpleName() + "."
				+ extension.getRequiredTestMethod().getName();
		int number = 0;
		for (BrowserContext context : opened.contexts) {
			if (failed) {
				keep(extension, context, name + "-" + ++number);
			}
			context.close();
		}
	}

	private static BrowserContext open() {
		BrowserContext context = Browsers.shared()
			.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true)
				.setViewportSize(1280, 800)
				.setReducedMotion(ReducedMotion.REDUCE)
				.setLocale("en-GB"));
		context.setDefaultTimeout(45_000);
		context.tracing().start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
		return context;
	}

	private static void keep(ExtensionContext extension, BrowserContext context, String name) {
		try {
			int number = 0;
			for (Page page : context.pages()) {
				Path file = FAILURES.resolve(name + "-page" + ++number + ".png");
				page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
			}
			context.tracing().stop(new Tracing.StopOptions().setPath(FAILURES.resolve(name + "-trace.zip")));
		}
		catch (PlaywrightException ex) {
			extension.publishReportEntry("screenshot", "none of " + name + ": " + ex.getMessage());
		}
	}

	/** What a test opened. */
	private static final class Opened {

		private final List<BrowserContext> contexts = new ArrayList<>();

	}

}
