package org.gatehouse.keymanager.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.gatehouse.keymanager.site.News.ClientKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The base of tests with directories. Each test has its own, which are taken away again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LdapTest extends ScimTest {

	static final String STORES = "/api/am/admin/v4/user-stores";

	private final List<TestDirectory> directories = new ArrayList<>();

	private @Nullable ClientKey rest;

	@Autowired
	LdapTest(News news) {
		super(news);
	}

	@BeforeEach
	void register() {
		if (this.rest == null) {
			Answer made = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"), """
					{"clientName":"stores","owner":"admin","grantType":"password client_credentials",
					"callbackUrl":"https://localhost/x","saasApp":true}""");
			this.rest = new ClientKey(made.text("clientId"), made.text("clientSecret"));
		}
	}

	@AfterEach
	void tidyUp() {
		call("GET", STORES, null).json()
			.path("list")
			.forEach((store) -> assertThat(remove(store.path("id").asString()).status()).isEqualTo(204));
		this.directories.forEach(TestDirectory::close);
		this.directories.clear();
	}

	Answer remove(String id) {
		this.news.change("delete from application where owner_id in (select id from user_account where store_id = ?)",
				UUID.fromString(id));
		return call("DELETE", STORES + "/" + id, null);
	}

	TestDirectory keep(TestDirectory directory) {
		this.directories.add(directory);
		return directory;
	}

	Answer call(String method, String path, @Nullable Object body) {
		String token = password(Objects.requireNonNull(this.rest), "admin", "admin", "apim:admin").text("access_token");
		return json(method, path, "Bearer " + token, (body != null) ? JSON.writeValueAsString(body) : null);
	}

	/** What is said of a directory, with a second for each answer. */
	static Map<String, Object> settings(String domain, String url, Object... more) {
		Map<String, Object> settings = new LinkedHashMap<>(Map.of("domain", domain, "url", url, "bindDn",
				TestDirectory.ACCOUNT, "bindPassword", TestDirectory.SECRET, "userBase",
				"ou=people," + TestDirectory.BASE, "groupBase", "ou=groups," + TestDirectory.BASE, "connectMillis",
				1000, "readMillis", 1000, "readEveryMinutes", 0));
		for (int i = 0; i < more.length; i += 2) {
			settings.put((String) more[i], more[i + 1]);
		}
		return settings;
	}

	String add(String domain, TestDirectory directory, Object... more) {
		return add(settings(domain, "ldap://localhost:" + directory.port(), more));
	}

	String add(Map<String, Object> settings) {
		Answer made = call("POST", STORES, settings);
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return made.text("id");
	}

	static Map<String, Object> mapping(String group, String... roles) {
		return Map.of("group", group, "roles", List.of(roles));
	}

}
