package org.gatehouse.publisher.workspace;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.publisher.PublisherFixture;
import org.gatehouse.publisher.PublisherTestApplication;
import org.gatehouse.testkit.browser.BrowserExtension;
import org.gatehouse.testkit.browser.UsablePage;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The publisher's pages by clicks, each looked at by axe.
 */
@SpringBootTest(classes = PublisherTestApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(SignedInBrowser.class)
@ExtendWith(BrowserExtension.class)
class PublisherPagesIT implements PostgresTest {

	private static final String DOCUMENT = """
			openapi: 3.0.3
			info: {title: %s, version: 1.0.0, description: What is new}
			servers: [{url: 'https://backend.example/news'}]
			paths:
			  /items/{id}:
			    get: {summary: One item, responses: {'200': {description: OK}}}
			    delete: {summary: Forget it, responses: {'204': {description: Gone}}}
			""";

	@LocalServerPort
	private int port;

	@Autowired
	private PublisherFixture fixture;

	@Autowired
	private UserAccountRepository users;

	@Autowired
	private RoleRepository roles;

	@BeforeEach
	void annIsAnAdministrator() {
		this.fixture.within(() -> this.users.findByUserNameIgnoreCase("ann").orElseGet(() -> {
			UserAccount ann = new UserAccount("ann", "{noop}none", Instant.now());
			Role admin = this.roles.findByNameIgnoreCase("admin")
				.orElseGet(() -> this.roles.save(new Role("admin", Instant.now())));
			ann.roles().add(admin);
			return this.users.save(ann);
		}));
	}

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
		mediate(page);
		publish(page);
	}

	@Test
	void endpointsAreSecuredAndTrusted(Page page) throws java.io.IOException {
		open(page, "/publisher/apis/new");
		String name = PublisherFixture.name("Secured");
		fill(page, "name", name);
		fill(page, "context", "/" + name);
		fill(page, "version", "1.0.0");
		fill(page, "endpointConfig.production_endpoints.url", "https://backend.example/secured");
		press(page, "Create");
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
		page.locator("table a").first().click();
		UsablePage.check(page, "endpoint-certificate-remove");
		press(page, "Remove");
		assertThat(page.locator(".flash").textContent()).contains("removed");
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
		follow(page, "Scopes");
		fill(page, "name", "hand_read");
		fill(page, "bindings", role);
		press(page, "Add");
		assertThat(page.locator("table").textContent()).contains("hand_read", role);
		UsablePage.check(page, "scopes");
		follow(page, "hand_read");
		UsablePage.check(page, "scope");

		follow(page, "Resources");
		UsablePage.check(page, "resources");
		field(page, "operations[0].authType").selectOption("Application User");
		page.locator("details summary").first().click();
		field(page, "operations[0].scopes-hand_read").check();
		press(page, "Save");
		assertThat(field(page, "operations[0].authType").inputValue()).isEqualTo("Application User");
		assertThat(page.locator("details summary").first().textContent()).contains("hand_read");
		fill(page, "target", "no-slash");
		page.locator("#verb-GET").check();
		press(page, "Add");
		assertThat(error(page, "target").textContent()).contains("'no-slash'");
		fill(page, "target", "/more/{id}");
		press(page, "Add");
		assertThat(page.locator("table").textContent()).contains("/more/{id}");
	}

	private static void publish(Page page) {
		follow(page, "Endpoints");
		UsablePage.check(page, "endpoints");
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
		page.locator("tbody a").click();
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
		page.locator("button[value=BLOCKED]").click();
		assertThat(page.locator("tbody").textContent()).contains("Blocked");
		page.locator("button[value=UNBLOCKED]").click();
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

	private void open(Page page, String path) {
		page.navigate("http://localhost:" + this.port + path);
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

	private static void press(Page page, String label) {
		page.locator("main")
			.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true))
			.first()
			.click();
	}

	private static void follow(Page page, String label) {
		page.locator("main")
			.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(label).setExact(true))
			.first()
			.click();
	}

}
