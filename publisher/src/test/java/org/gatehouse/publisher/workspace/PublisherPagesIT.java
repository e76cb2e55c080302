package org.gatehouse.publisher.workspace;

import java.nio.charset.StandardCharsets;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.gatehouse.publisher.PublisherFixture;
import org.gatehouse.testkit.browser.UsablePage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.testkit.browser.Clicks.follow;
import static org.gatehouse.testkit.browser.Clicks.leaveBy;
import static org.gatehouse.testkit.browser.Clicks.press;

/**
 * The publisher's pages by clicks, each looked at by axe.
 */
class PublisherPagesIT extends PublisherPagesTest {

	private static final String DOCUMENT = """
			openapi: 3.0.3
			info: {title: %s, version: 1.0.0, description: What is new}
			servers: [{url: 'https://backend.example/news'}]
			paths:
			  /items/{id}:
			    get: {summary: One item, responses: {'200': {description: OK}}}
			    delete: {summary: Forget it, responses: {'204': {description: Gone}}}
			""";

	private static final String CERTIFICATE = """
			-----BEGIN CERTIFICATE-----
			MIIBiTCCAS+gAwIBAgIUH6tVBQIdS4GFmXpnoIcgIzmetQUwCgYIKoZIzj0EAwIw
			GTEXMBUGA1UEAwwOY2xpZW50LmV4YW1wbGUwIBcNMjYxMTIzMDQxNjE2WhgPMjEy
			NjEwMzAwNDE2MTZaMBkxFzAVBgNVBAMMDmNsaWVudC5leGFtcGxlMFkwEwYHKoZI
			zj0CAQYIKoZIzj0DAQcDQgAECZt89allcWmOYNhWtB7XorffTTndBkVImIZ8vr0x
			/1ntmWl6X/84TKhZFNQtidJShfqJD58almyKpZwher4Y46NTMFEwHQYDVR0OBBYE
			FKtqmQR3gnmcG28M5mXXaplK5/y+MB8GA1UdIwQYMBaAFKtqmQR3gnmcG28M5mXX
			aplK5/y+MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAOTEWFEP
			F47XfzJue0/1F/Xpxf+W/PNCWFe392wZOGm9AiBR5HjvlZf4LNz7qi4rm/7djRqs
			VVXMBxEdDwtVCY+yEA==
			-----END CERTIFICATE-----
			""";

	@Test
	void anApiIsMadeByHandDesignedAndPublished(Page page) {
		open(page, "/publisher/apis/new");
		UsablePage.check(page, "new");
		String name = PublisherFixture.name("Hand");
		fill(page, "name", name);
		fill(page, "context", "no slash at the end/");
		fill(page, "version", "1.0.0");
		fill(page, "endpointConfig.production_endpoints.url", "ftp://files");
		press(page, "Create");
		assertThat(error(page, "context").textContent()).contains("'/no slash at the end/'");
		assertThat(error(page, "endpointConfig.production_endpoints.url").textContent()).contains("http or https");
		assertThat(field(page, "name").inputValue()).isEqualTo(name);
		UsablePage.check(page, "new-refused");
		fill(page, "context", "/" + name);
		fill(page, "endpointConfig.production_endpoints.url", "https://backend.example/hand");
		press(page, "Create");
		assertThat(page.locator("h1").textContent()).isEqualTo(name + " 1.0.0");
		UsablePage.check(page, "overview");

		follow(page, "Basics");
		page.locator("#visibility-RESTRICTED").check();
		fill(page, "visibleRoles", "nobody-has-this");
		page.locator("#policies-Gold").check();
		press(page, "Save");
		assertThat(error(page, "visibleRoles").textContent()).contains("nobody-has-this");
		assertThat(page.locator("#policies-Gold").isChecked()).isTrue();
		UsablePage.check(page, "basics-refused");
		page.locator("#visibility-PUBLIC").check();
		fill(page, "visibleRoles", "");
		press(page, "Save");
		assertThat(page.locator(".flash").textContent()).contains("Saved");
		UsablePage.check(page, "basics");
		design(page, this.fixture.role());
		access(page);
		mediate(page);
		publish(page);
		deprecate(page);
	}

	private static void deprecate(Page page) {
		follow(page, "Lifecycle");
		fill(page, "sunset", "2020-01-01");
		fill(page, "successor", "https://backend.example/next");
		press(page, "Deprecate");
		assertThat(error(page, "sunset").textContent()).contains("a time to come");
		assertThat(field(page, "successor").inputValue()).isEqualTo("https://backend.example/next");
		UsablePage.check(page, "lifecycle-refused");
		fill(page, "sunset", "2126-06-01");
		press(page, "Deprecate");
		follow(page, "Lifecycle");
		assertThat(page.locator("dl.facts").textContent()).contains("2126", "https://backend.example/next");
		page.locator("#notice-title ~ details summary").click();
		fill(page, "successor", "later");
		press(page, "Tell callers this");
		assertThat(error(page, "successor").textContent()).contains("later");
		UsablePage.check(page, "lifecycle-notice-refused");
		fill(page, "sunset", "2127-06-01");
		fill(page, "successor", "https://backend.example/later");
		press(page, "Tell callers this");
		assertThat(page.locator("dl.facts").textContent()).contains("2127", "https://backend.example/later");
	}

	private static void mediate(Page page) {
		follow(page, "Policies");
		UsablePage.check(page, "policies-none");
		field(page, "request-policy").selectOption("limitSize v1");
		press(page, "Choose – On calls");
		fill(page, "p-maxBytes", "many");
		fill(page, "condition", "request.method ==");
		press(page, "Save");
		assertThat(error(page, "p-maxBytes").textContent()).contains("'many'");
		assertThat(error(page, "condition").textContent()).contains("expression");
		UsablePage.check(page, "policy-refused");
		fill(page, "p-maxBytes", "1000");
		fill(page, "condition", "request.method == 'POST'");
		press(page, "Save");
		field(page, "request-policy").selectOption("setHeader v1");
		press(page, "Choose – On calls");
		fill(page, "p-headerName", "X-A");
		fill(page, "p-headerValue", "1");
		press(page, "Save");
		assertThat(page.locator("ol li strong").allTextContents()).containsExactly("Size limit", "Set header");
		press(page, "Move up – On calls: Set header, number 2");
		assertThat(page.locator("ol li strong").allTextContents()).containsExactly("Set header", "Size limit");
		UsablePage.check(page, "policies");
		follow(page, "Change – On calls: Size limit, number 2");
		assertThat(field(page, "p-maxBytes").inputValue()).isEqualTo("1000");
		press(page, "Save");
		press(page, "Remove – On calls: Set header, number 1");
		assertThat(page.locator("ol li strong").allTextContents()).containsExactly("Size limit");
		field(page, "on").selectOption("GET /more/{id}");
		press(page, "Show");
		field(page, "fault-policy").selectOption("logMessage v1");
		press(page, "Choose – On refusals");
		fill(page, "p-message", "refused with ${fault.code}");
		press(page, "Save");
		assertThat(field(page, "on").inputValue()).isEqualTo("GET /more/{id}");
		assertThat(page.locator("ol li strong").allTextContents()).containsExactly("Log");
	}

	private static void design(Page page, String role) {
		String scope = PublisherFixture.name("hand_read");
		follow(page, "Scopes");
		fill(page, "name", scope);
		fill(page, "bindings", role);
		press(page, "Add");
		assertThat(page.locator("table").textContent()).contains(scope, role);
		UsablePage.check(page, "scopes");
		follow(page, scope);
		UsablePage.check(page, "scope");

		follow(page, "Resources");
		UsablePage.check(page, "resources");
		field(page, "operations[0].authType").selectOption("Application User");
		page.locator("details summary").first().click();
		field(page, "operations[0].scopes-" + scope).check();
		press(page, "Save");
		assertThat(field(page, "operations[0].authType").inputValue()).isEqualTo("Application User");
		assertThat(page.locator("details summary").first().textContent()).contains(scope);
		fill(page, "target", "no-slash");
		page.locator("#verb-GET").check();
		press(page, "Add");
		assertThat(error(page, "target").textContent()).contains("'no-slash'");
		fill(page, "target", "/more/{id}");
		press(page, "Add");
		assertThat(page.locator("table").textContent()).contains("/more/{id}");
	}

	private static void access(Page page) {
		follow(page, "Access");
		assertThat(page.locator("#securityScheme-oauth2").isChecked()).isTrue();
		page.locator("#securityScheme-api_key").check();
		page.locator("[id='corsConfiguration.corsConfigurationEnabled-true']").check();
		fill(page, "corsConfiguration.accessControlAllowOrigins", "https://page.example/");
		press(page, "Save");
		assertThat(error(page, "corsConfiguration.accessControlAllowOrigins").textContent()).contains("without path");
		UsablePage.check(page, "access-refused");
		fill(page, "corsConfiguration.accessControlAllowOrigins", "https://page.example");
		fill(page, "authorizationHeader", "X-Auth");
		press(page, "Save");
		assertThat(page.locator("#securityScheme-api_key").isChecked()).isTrue();
		assertThat(field(page, "authorizationHeader").inputValue()).isEqualTo("X-Auth");
		fill(page, "alias", "partner");
		press(page, "Add certificate");
		assertThat(error(page, "certificate").textContent()).contains("X.509");
		field(page, "certificate").setInputFiles(
				new FilePayload("c.pem", "application/x-pem-file", CERTIFICATE.getBytes(StandardCharsets.UTF_8)));
		press(page, "Add certificate");
		assertThat(page.locator("table").textContent()).contains("partner", "CN=client.example");
		UsablePage.check(page, "access");
	}

	private static void publish(Page page) {
		cache(page);
		follow(page, "Lifecycle");
		UsablePage.check(page, "lifecycle");
		press(page, "Publish");
		assertThat(page.locator(".flash").textContent()).contains("Published");
		assertThat(page.locator("#deploy").textContent()).contains("Revision 1");
		UsablePage.check(page, "published");

		follow(page, "Endpoints");
		fill(page, "endpointConfig.production_endpoints.url", "https://backend.example/other");
		press(page, "Save");
		assertThat(page.locator("#deploy").textContent()).contains("Draft changes");
		press(page, "Save and deploy");
		assertThat(page.locator("#deploy").textContent()).contains("2").doesNotContain("Draft changes");
		assertThat(page.locator("table").textContent()).contains("https://backend.example/other", "never suspended");
		UsablePage.check(page, "endpoints");
		follow(page, "Revisions");
		UsablePage.check(page, "revisions");
		press(page, "Deploy revision 1");
		assertThat(page.locator(".flash").textContent()).contains("deployed again");
		assertThat(page.locator("#deploy").textContent()).contains("1", "Draft changes");
	}

	private static void cache(Page page) {
		follow(page, "Caching");
		UsablePage.check(page, "caching");
		page.locator("#responseCachingEnabled-true").check();
		fill(page, "cacheTimeout", "long");
		press(page, "Save");
		assertThat(error(page, "cacheTimeout").textContent()).contains("'long'");
		fill(page, "cacheTimeout", "60");
		press(page, "Save");
		assertThat(field(page, "cacheTimeout").inputValue()).isEqualTo("60");
		assertThat(page.locator("#responseCachingEnabled-true").isChecked()).isTrue();
		press(page, "Forget what is kept");
		assertThat(page.locator(".flash").textContent()).contains("forget");
	}

	@Test
	void aDocumentIsImportedAndItsProblemsAreListedByPlace(Page page) {
		open(page, "/publisher/apis/import");
		UsablePage.check(page, "import");
		String name = PublisherFixture.name("News");
		String broken = DOCUMENT.formatted(name).replace("description: OK", "descr: OK");
		page.setInputFiles("#file",
				new FilePayload("news.yaml", "application/yaml", broken.getBytes(StandardCharsets.UTF_8)));
		press(page, "Import");
		assertThat(page.locator("table").textContent()).contains("line 6", "/paths/~1items~1{id}/get/responses/200",
				"'description' is missing");
		assertThat(field(page, "text").inputValue()).isEqualTo(broken);
		UsablePage.check(page, "import-refused");
		fill(page, "text", DOCUMENT.formatted(name));
		fill(page, "url", "http://127.0.0.1/never-asked");
		press(page, "Import");
		assertThat(page.locator("main").textContent()).contains("Imported with 2 operations",
				"'{id}' of the path is no path parameter");
		assertThat(page.locator("h1").textContent()).isEqualTo(name + " 1.0.0");
		UsablePage.check(page, "imported");
		open(page, "/publisher/apis/import");
		fill(page, "text", DOCUMENT.formatted(name));
		press(page, "Import");
		assertThat(error(page, "name").textContent()).contains("exists already");
		fill(page, "text", "");
		fill(page, "url", "http://169.254.169.254/latest");
		press(page, "Import");
		assertThat(error(page, "url").textContent()).contains("a public address");
	}

	@Test
	void theListIsSearchedAndAnApiIsDeletedAfterAQuestion(Page page) {
		open(page, "/publisher/apis/import");
		String name = PublisherFixture.name("Gone");
		fill(page, "text", DOCUMENT.formatted(name));
		press(page, "Import");
		open(page, "/publisher");
		fill(page, "q", name);
		press(page, "Find");
		assertThat(page.url()).contains("q=" + name);
		assertThat(page.locator("tbody tr").count()).isEqualTo(1);
		UsablePage.check(page, "list");
		leaveBy(page.locator("tbody a"));
		follow(page, "Subscriptions");
		UsablePage.check(page, "subscriptions");
		follow(page, "Overview");
		follow(page, "Delete this version");
		UsablePage.check(page, "delete");
		press(page, "Delete " + name + " 1.0.0");
		assertThat(page.locator(".flash").textContent()).contains("was deleted");
	}

	@Test
	void subscriptionsAreBlockedAndUnblocked(Page page) {
		open(page, "/publisher/apis/import");
		String name = PublisherFixture.name("Sub");
		fill(page, "text", DOCUMENT.formatted(name));
		press(page, "Import");
		String id = page.url().substring(page.url().lastIndexOf('/') + 1);
		this.fixture.subscription(id, "Gold");
		follow(page, "Subscriptions");
		UsablePage.check(page, "subscribed");
		leaveBy(page.locator("button[value=BLOCKED]"));
		assertThat(page.locator("tbody").textContent()).contains("Blocked");
		leaveBy(page.locator("button[value=UNBLOCKED]"));
		assertThat(page.locator("tbody .badge-state").textContent()).contains("Subscribed");
	}

	@Test
	void anApiIsLimitedAsAWhole(Page page) {
		open(page, "/publisher/apis/import");
		String name = PublisherFixture.name("Limited");
		fill(page, "text", DOCUMENT.formatted(name));
		press(page, "Import");
		follow(page, "Limits");
		assertThat(page.locator("[id='apiThrottlingPolicy-']").isChecked()).isTrue();
		page.locator("#apiThrottlingPolicy-Bronze").check();
		fill(page, "maxTps.production", "many");
		press(page, "Save");
		assertThat(error(page, "maxTps.production").textContent()).contains("'many'");
		assertThat(page.locator("#apiThrottlingPolicy-Bronze").isChecked()).isTrue();
		UsablePage.check(page, "limits-refused");
		fill(page, "maxTps.production", "50");
		press(page, "Save");
		assertThat(page.locator(".flash").textContent()).contains("Saved");
		assertThat(page.locator("#apiThrottlingPolicy-Bronze").isChecked()).isTrue();
		assertThat(field(page, "maxTps.production").inputValue()).isEqualTo("50");
		UsablePage.check(page, "limits");
	}

}
