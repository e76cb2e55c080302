package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.Map;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * Passwords go to nobody but the host that was named.
 */
class LdapTlsIT extends LdapTest {

	@Autowired
	LdapTlsIT(News news) {
		super(news);
	}

	private static Map<String, Object> settings(TestDirectory directory, boolean ldaps, String certificate) {
		return settings("CORP", (ldaps ? "ldaps" : "ldap") + "://localhost:" + directory.port(), "startTls", !ldaps,
				"trustedCertificates", certificate);
	}

	private List<JsonNode> steps(String id) {
		Answer tested = call("POST", STORES + "/" + id + "/test", null);
		assertThat(tested.status()).as(tested.body()).isEqualTo(200);
		return tested.json().valueStream().toList();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aDirectoryIsReachedByTls(boolean ldaps) {
		TestDirectory directory = keep(TestDirectory.secured(ldaps, "localhost").with("alice", "alice-password"));
		String id = add(settings(directory, ldaps, directory.certificate()));
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		assertThat(password(application, "CORP/alice", "alice-password", "").status()).isEqualTo(200);
		assertThat(steps(id).getFirst().path("text").asString()).contains("with TLS");
		assertThat(steps(id)).filteredOn((step) -> !step.path("ok").asBoolean())
			.extracting((step) -> step.path("name").asString())
			.containsExactly("groups");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCertificateOfAnotherHostIsRefused(boolean ldaps) {
		TestDirectory directory = keep(
				TestDirectory.secured(ldaps, "directory.example").with("alice", "alice-password"));
		String id = add(settings(directory, ldaps, directory.certificate()));
		assertRefusedByTls(id);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCertificateThatNobodyTrustsIsRefused(boolean ldaps) {
		TestDirectory directory = keep(TestDirectory.secured(ldaps, "localhost").with("alice", "alice-password"));
		assertRefusedByTls(add(settings(directory, ldaps, "")));
	}

	private void assertRefusedByTls(String id) {
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		assertThat(password(application, "CORP/alice", "alice-password", "").status()).isEqualTo(503);
		assertThat(steps(id)).hasSize(1);
		assertThat(steps(id).getFirst().path("ok").asBoolean(true)).isFalse();
	}

}
