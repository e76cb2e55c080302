package org.gatehouse.acceptance.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.acceptance.running.WebVisitor;
import org.gatehouse.testkit.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The portals on one node and the key manager on another, behind one origin: one sign-in
 * for all, tokens in the store, and sign-out everywhere.
 */
class PortalsElsewhereIT {

	@Test
	void oneSignInServesAllAndEndsEverywhere() throws IOException {
		TestDatabase database = TestDatabase.create();
		Map<String, String> settings = new LinkedHashMap<>(Map.of("GATEHOUSE_DB_URL", database.url(),
				"GATEHOUSE_DB_USER", database.user(), "GATEHOUSE_DB_PASSWORD", database.password()));
		try (RunningGatehouse identity = RunningGatehouse.start(settings, "--no-sample",
				"--roles=keymanager,gateway")) {
			Path data = Files.createTempDirectory("gatehouse-portals");
			Files.createDirectories(data.resolve("tls"));
			try (var files = Files.list(identity.data().resolve("tls"))) {
				for (Path file : files.toList()) {
					Files.copy(file, data.resolve("tls").resolve(file.getFileName()));
				}
			}
			settings.put("GATEHOUSE_PUBLIC_URL", identity.control().toString());
			settings.put("GATEHOUSE_INTERNAL_URL", identity.control().toString());
			settings.put("GATEHOUSE_MASTER_KEY_FILE", identity.data().resolve("keys").resolve("master.key").toString());
			try (RunningGatehouse portals = RunningGatehouse.start(data, settings, "--no-sample",
					"--roles=publisher,store,gateway")) {
				new People(identity).user("pat", "Internal/publisher", "Internal/subscriber");
				everywhere(new WebVisitor(identity.anyone(), portals.control()),
						new WebVisitor(identity.anyone(), portals.control()));
				assertThat(new WebVisitor(identity.anyone(), portals.control()).signIn("pat", People.password("pat"))
					.body()).as("the store, from a bookmark of the sign-in page").contains(">pat<", "Sign out");
			}
		}
	}

	private static void everywhere(WebVisitor home, WebVisitor work) {
		assertThat(home.follow("/store/applications").body()).contains("name=\"password\"");
		assertThat(home.submit("/login", "/login", "username", "pat", "password", People.password("pat")).body())
			.contains("pat");
		assertThat(home.follow("/publisher").body()).contains("pat").doesNotContain("name=\"password\"");
		assertThat(home.follow("/profile").body()).contains("this one");
		makesATokenInTheStore(home);
		work.follow("/publisher");
		work.submit("/login", "/login", "username", "pat", "password", People.password("pat"));
		assertThat(work.follow("/publisher").body()).contains("pat").doesNotContain("name=\"password\"");
		home.submit("/profile", "/profile/sign-ins/end-others");
		assertThat(work.follow("/publisher").body()).contains("name=\"password\"");
		assertThat(home.submit("/store/applications", "/store/sign-out").body()).contains("You are signed out");
		assertThat(home.follow("/publisher").body()).contains("name=\"password\"");
	}

	/** The key manager, which makes it, is asked over the back channel. */
	private static void makesATokenInTheStore(WebVisitor home) {
		String application = home
			.submit("/store/applications/new", "/store/applications/new", "name", "Far", "throttlingPolicy",
					"Unlimited")
			.body()
			.replaceAll("(?s).*?/store/applications/([0-9a-f-]{36})/.*", "$1");
		String path = "/store/applications/" + application;
		home.submit(path + "/credentials", path + "/credentials/production/generate", "grantTypesToBeSupported",
				"client_credentials");
		assertThat(home
			.submit(path + "/token", path + "/token", "keyType", "PRODUCTION", "forUser", "true", "moreScopes",
					"device_1 nothing_of_mine")
			.body()).contains("Your access token", "device_1", "not known: no API defines it");
	}

}
