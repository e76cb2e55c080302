package org.gatehouse.publisher.workspace;

import com.microsoft.playwright.Page;
import org.gatehouse.publisher.PublisherFixture;
import org.gatehouse.testkit.browser.UsablePage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.testkit.browser.Clicks.follow;
import static org.gatehouse.testkit.browser.Clicks.leaveBy;
import static org.gatehouse.testkit.browser.Clicks.press;

/**
 * The pages of endpoints: how calls find them, what is proved to them, and what is
 * trusted.
 */
class EndpointPagesIT extends PublisherPagesTest {

	@Test
	void fallbacksAreAddedAndRemoved(Page page) {
		made(page, "Several");
		follow(page, "Endpoints");
		press(page, "Add a production fall-back");
		press(page, "Add a production fall-back");
		fill(page, "endpointConfig.production_failovers[0].url", "https://other.example");
		fill(page, "endpointConfig.production_failovers[1].url", "https://spare.example");
		press(page, "Save");
		assertThat(error(page, "endpointConfig.production_failovers[0].url").textContent()).contains("failover");
		field(page, "endpointConfig.endpoint_type-failover").check();
		fill(page, "endpointConfig.production_failovers[0].url", "ftp://other");
		press(page, "Save");
		assertThat(error(page, "endpointConfig.production_failovers[0].url").textContent()).contains("http or https");
		UsablePage.check(page, "endpoints-refused");
		press(page, "Remove endpoint 1");
		assertThat(field(page, "endpointConfig.production_failovers[0].url").inputValue())
			.isEqualTo("https://spare.example");
		press(page, "Save");
		assertThat(page.locator(".flash").textContent()).contains("Saved");
		assertThat(field(page, "endpointConfig.production_failovers[0].url").inputValue())
			.isEqualTo("https://spare.example");
		UsablePage.check(page, "endpoints-several");
	}

	@Test
	void endpointsAreSecuredAndTrusted(Page page) throws java.io.IOException {
		String name = made(page, "Secured");
		follow(page, "Endpoint security");
		UsablePage.check(page, "endpoint-security");
		String side = "endpointConfig.endpoint_security.production.";
		field(page, side + "type").selectOption("BASIC");
		page.locator("details summary").first().click();
		fill(page, side + "username", "gatehouse");
		press(page, "Save");
		assertThat(error(page, side + "password").textContent()).contains("none stored");
		UsablePage.check(page, "endpoint-security-refused");
		fill(page, side + "password", "open sesame");
		press(page, "Save");
		assertThat(page.locator(".flash").textContent()).contains("Saved");
		assertThat(field(page, side + "username").inputValue()).isEqualTo("gatehouse");
		assertThat(page.content()).doesNotContain("open sesame");
		press(page, "Save");
		assertThat(page.locator(".flash").textContent()).contains("Saved");
		stayWithTheirEndpoint(page, side + "password");

		open(page, "/publisher/endpoint-certificates");
		press(page, "Upload");
		assertThat(error(page, "alias").textContent()).contains("1 to 30");
		fill(page, "alias", name.toLowerCase(java.util.Locale.ROOT));
		fill(page, "endpoint", "https://backend.example");
		java.nio.file.Path file = java.nio.file.Files.createTempFile("certificate", ".pem");
		java.nio.file.Files.writeString(file, org.gatehouse.publisher.MadeCertificate.of("backend.example").pem());
		field(page, "certificate").setInputFiles(file);
		press(page, "Upload");
		assertThat(page.locator("table").textContent()).contains("CN=backend.example");
		UsablePage.check(page, "endpoint-certificates");
		leaveBy(page.locator("table a").first());
		UsablePage.check(page, "endpoint-certificate-remove");
		press(page, "Remove");
		assertThat(page.locator(".flash").textContent()).contains("removed");
	}

	@Test
	void aPolicyAndTheListOfDynamicEndpointsGoTogether(Page page) {
		made(page, "Dynamic");
		follow(page, "Policies");
		field(page, "request-policy").selectOption("dynamicEndpoint v1");
		press(page, "Choose – On calls");
		fill(page, "p-endpoints", "eu=https://backend.example/secured/eu");
		fill(page, "p-select", "'eu'");
		press(page, "Save");
		assertThat(error(page, "p-endpoints").textContent()).contains("https://backend.example/secured/eu",
				"no such list");
		follow(page, "Endpoints");
		field(page, "endpointConfig.endpoint_type-default").check();
		press(page, "Save");
		follow(page, "Policies");
		field(page, "request-policy").selectOption("dynamicEndpoint v1");
		press(page, "Choose – On calls");
		fill(page, "p-endpoints", "eu=https://backend.example/secured/eu");
		fill(page, "p-select", "'eu'");
		press(page, "Save");
		assertThat(page.locator(".flash").textContent()).contains("Saved");
		follow(page, "Endpoints");
		fill(page, "endpointConfig.production_endpoints.url", "https://backend.example/other");
		press(page, "Save");
		assertThat(error(page, "endpointConfig.endpoint_type").textContent()).contains("dynamicEndpoint",
				"https://backend.example/secured/eu");
	}

	private static void stayWithTheirEndpoint(Page page, String password) {
		follow(page, "Endpoints");
		fill(page, "endpointConfig.production_endpoints.url", "https://evil.example");
		press(page, "Save");
		assertThat(error(page, password).textContent()).contains("once more", "https://evil.example:443");
		UsablePage.check(page, "endpoints-secret");
		fill(page, password, "open sesame");
		press(page, "Save");
		assertThat(page.locator(".flash").textContent()).contains("Saved");
		assertThat(page.content()).doesNotContain("open sesame");
	}

	private String made(Page page, String prefix) {
		open(page, "/publisher/apis/new");
		String name = PublisherFixture.name(prefix);
		fill(page, "name", name);
		fill(page, "context", "/" + name);
		fill(page, "version", "1.0.0");
		fill(page, "endpointConfig.production_endpoints.url", "https://backend.example/secured");
		press(page, "Create");
		return name;
	}

}
