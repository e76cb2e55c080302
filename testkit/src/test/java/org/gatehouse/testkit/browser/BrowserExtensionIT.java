package org.gatehouse.testkit.browser;

import java.nio.charset.StandardCharsets;

import com.microsoft.playwright.Page;
import org.gatehouse.testkit.backend.BackendAnswer;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(BrowserExtension.class)
class BrowserExtensionIT {

	@Test
	void opensAPage(Page page) {
		try (RecordingBackend backend = RecordingBackend.start()) {
			backend.answer((request) -> new BackendAnswer(200, "text/html",
					"<h1>Hello</h1>".getBytes(StandardCharsets.UTF_8)));
			page.navigate(backend.uri().toString());
			assertThat(page.locator("h1").textContent()).isEqualTo("Hello");
		}
	}

	@Test
	void wantsNothingToMove(Page page) {
		assertThat(page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")).isEqualTo(true);
	}

}
