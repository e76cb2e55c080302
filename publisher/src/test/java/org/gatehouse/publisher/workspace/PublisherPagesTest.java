package org.gatehouse.publisher.workspace;

import java.time.Instant;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.publisher.PublisherFixture;
import org.gatehouse.publisher.PublisherTestApplication;
import org.gatehouse.testkit.browser.BrowserExtension;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * The base of tests that use the publisher's pages by clicks, as Ann, an administrator.
 */
@SpringBootTest(classes = PublisherTestApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(SignedInBrowser.class)
@ExtendWith(BrowserExtension.class)
abstract class PublisherPagesTest implements PostgresTest {

	@LocalServerPort
	private int port;

	@Autowired
	PublisherFixture fixture;

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

	void open(Page page, String path) {
		page.navigate("http://localhost:" + this.port + path);
	}

	static Locator field(Page page, String name) {
		return page.locator("[id='" + name + "']");
	}

	static Locator error(Page page, String name) {
		return page.locator("[id='" + name + "-error']");
	}

	static void fill(Page page, String name, String value) {
		field(page, name).fill(value);
	}

}
