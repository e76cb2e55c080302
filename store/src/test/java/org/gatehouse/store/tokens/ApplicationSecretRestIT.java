package org.gatehouse.store.tokens;

import org.gatehouse.store.StorePaths;
import org.gatehouse.store.StoreRestTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key's secret is replaced without an interruption.
 */
class ApplicationSecretRestIT extends StoreRestTest {

	private static final String PRODUCTION = "{'keyType':'PRODUCTION','grantTypesToBeSupported':['client_credentials']}";

	private record Key(String path, String secret) {

	}

	private Key key(String user) {
		String application = "/applications/" + application(user);
		Answer made = post(user, application + "/generate-keys", PRODUCTION);
		return new Key(application + "/oauth-keys/" + made.at("/keyMappingId"), made.at("/consumerSecret"));
	}

	private int statusWith(String user, Key key, String secret) {
		return post(user, key.path() + "/generate-token", "{'consumerSecret':'" + secret + "'}").status();
	}

	@Test
	void aKeyWorksWithTheOldAndTheNewSecret() {
		String user = this.store.subscriber();
		Key key = key(user);

		Answer made = post(user, key.path() + "/generate-secret",
				"{'additionalProperties':{'description':'blue','expiresIn':86400}}");

		assertThat(made.status()).isEqualTo(201);
		assertThat(made.response().getHeader("Cache-Control")).contains("no-store");
		assertThat(made.response().getHeader("Location")).isEqualTo(StorePaths.REST + key.path() + "/secrets");
		assertThat(made.at("/additionalProperties/description")).isEqualTo("blue");
		assertThat(this.store.rowsWith(made.at("/secretValue"))).isZero();
		assertThat(statusWith(user, key, key.secret())).isEqualTo(200);
		assertThat(statusWith(user, key, made.at("/secretValue"))).isEqualTo(200);
		Answer listed = get(user, key.path() + "/secrets");
		assertThat(listed.at("/count")).isEqualTo("2");
		assertThat(listed.body().toString()).contains("blue", "expiresAt").doesNotContain(made.at("/secretValue"));
	}

	@Test
	void aRevokedSecretWorksNoMore() {
		String user = this.store.subscriber();
		Key key = key(user);
		String first = get(user, key.path() + "/secrets").at("/list/0/secretId");
		String secret = post(user, key.path() + "/generate-secret", "{}").at("/secretValue");

		assertThat(post(user, key.path() + "/revoke-secret", "{'secretId':'" + first + "'}").status()).isEqualTo(204);

		assertThat(statusWith(user, key, key.secret())).isEqualTo(400);
		assertThat(statusWith(user, key, secret)).isEqualTo(200);
	}

	@Test
	void theLastSecretStays() {
		String user = this.store.subscriber();
		Key key = key(user);
		String only = get(user, key.path() + "/secrets").at("/list/0/secretId");

		Answer refused = post(user, key.path() + "/revoke-secret", "{'secretId':'" + only + "'}");

		assertThat(refused.status()).isEqualTo(409);
		assertThat(statusWith(user, key, key.secret())).isEqualTo(200);
	}

	@Test
	void aKeyHasFiveSecretsAtMost() {
		String user = this.store.subscriber();
		Key key = key(user);
		for (int i = 0; i < 4; i++) {
			assertThat(post(user, key.path() + "/generate-secret", "{}").status()).isEqualTo(201);
		}

		assertThat(post(user, key.path() + "/generate-secret", "{}").status()).isEqualTo(409);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{'additionalProperties':{'expiresIn':0}}      | expiresIn
			{'additionalProperties':{'expiresIn':'soon'}} | expiresIn
			{'additionalProperties':{'description':7}}    | description
			""")
	void wrongFieldsAreNamed(String body, String field) {
		String user = this.store.subscriber();

		Answer refused = post(user, key(user).path() + "/generate-secret", body);

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo(field);
	}

	@Test
	void somebodyElsesSecretsAreNotThere() {
		String user = this.store.subscriber();
		Key key = key(user);
		String id = get(user, key.path() + "/secrets").at("/list/0/secretId");
		String other = this.store.subscriber();

		assertThat(get(other, key.path() + "/secrets").status()).isEqualTo(404);
		assertThat(post(other, key.path() + "/generate-secret", "{}").status()).isEqualTo(404);
		assertThat(post(other, key.path() + "/revoke-secret", "{'secretId':'" + id + "'}").status()).isEqualTo(404);
		assertThat(post(user, key.path() + "/revoke-secret", "{'secretId':'7'}").status()).isEqualTo(400);
	}

}
