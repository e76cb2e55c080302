package org.gatehouse.testkit.browser;

import java.nio.charset.StandardCharsets;

import com.microsoft.playwright.Page;
import org.gatehouse.testkit.backend.BackendAnswer;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(BrowserExtension.class)
class ClicksIT {

	/** Its button leads on only when some frames were drawn after the click. */
	private static final String SLOW = """
			<main><h1>Old</h1><button>Next</button></main>
			<script>
			  const after = (frames) => frames ? requestAnimationFrame(() => after(frames - 1)) : location.assign('/next');
			  document.querySelector('button').onclick = () => after(30);
			</script>""";

	@Test
	void endsWhenTheNextPageIsThere(Page page) {
		try (RecordingBackend backend = RecordingBackend.start()) {
			backend.answer((request) -> html(request.uri().getPath().equals("/next") ? "<h1>New</h1>" : SLOW));
			page.navigate(backend.uri().toString());
			Clicks.press(page, "Next");
			assertThat(page.locator("h1").textContent()).isEqualTo("New");
		}
	}

	private static BackendAnswer html(String text) {
		return new BackendAnswer(200, "text/html", text.getBytes(StandardCharsets.UTF_8));
	}

}
