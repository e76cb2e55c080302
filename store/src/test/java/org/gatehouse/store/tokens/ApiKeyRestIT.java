package org.gatehouse.store.tokens;

import java.util.Objects;

import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.store.StoreRestTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * API keys are generated, listed, replaced and revoked.
 */
class ApiKeyRestIT extends StoreRestTest {

	private String feed(Answer made) {
		return Objects.requireNonNullElse(this.store.feed("api-key:" + TokenHash.of(made.at("/apikey"))), "");
	}

	@Test
	void anApiKeyIsShownOnceAndKnownToTheGatewaysByItsHash() {
		String user = this.store.subscriber();
		String path = "/applications/" + application(user) + "/api-keys/PRODUCTION";

		Answer made = post(user, path + "/generate", "{'keyName':'blue','validityPeriod':3600,"
				+ "'additionalProperties':{'permittedIP':'10.0.0.0/8, ::1','permittedReferer':'*.example.com'}}");

		assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
		assertThat(made.at("/apikey")).hasSize(43);
		assertThat(made.at("/keyName")).isEqualTo("blue");
		assertThat(made.at("/validityPeriod")).isEqualTo("3600");
		assertThat(made.response().getHeader("Cache-Control")).contains("no-store");
		assertThat(this.store.rowsWith(made.at("/apikey"))).isZero();
		assertThat(feed(made)).contains("PRODUCTION", "10.0.0.0/8", "*.example.com");
		Answer listed = get(user, path);
		assertThat(listed.at("/count")).isEqualTo("1");
		assertThat(listed.at("/list/0/keyName")).isEqualTo("blue");
		assertThat(listed.body().toString()).doesNotContain(made.at("/apikey"));
		assertThat(get(user, path.replace("PRODUCTION", "SANDBOX")).at("/count")).isEqualTo("0");
	}

	@Test
	void aRevokedOrReplacedKeyIsTakenFromTheGateways() {
		String user = this.store.subscriber();
		String path = "/applications/" + application(user) + "/api-keys/SANDBOX";
		Answer first = post(user, path + "/generate", "{}");
		assertThat(first.at("/validityPeriod")).isEqualTo("-1");
		String id = get(user, path).at("/list/0/keyUUID");
		Answer second = post(user, path + "/regenerate", "{'keyUUID':'" + id + "'}");
		assertThat(second.status()).isEqualTo(200);
		assertThat(feed(first)).isEmpty();
		assertThat(feed(second)).isNotEmpty();
		assertThat(post(user, path + "/revoke", "{'keyUUID':'" + id + "'}").status()).isEqualTo(200);
		assertThat(feed(second)).isEmpty();
		Answer third = post(user, path + "/generate", "{}");
		assertThat(post(user, path + "/revoke", "{'apikey':'" + third.at("/apikey") + "'}").status()).isEqualTo(200);
		assertThat(feed(third)).isEmpty();
		assertThat(get(user, path).at("/count")).isEqualTo("0");
	}

	@Test
	void theKeysOfAnApplicationGoWithIt() {
		String user = this.store.subscriber();
		String application = application(user);
		Answer made = post(user, "/applications/" + application + "/api-keys/PRODUCTION/generate", "{}");
		assertThat(delete(user, "/applications/" + application).status()).isEqualTo(200);
		assertThat(feed(made)).isEmpty();
	}

	@Test
	void whatEndsAllTokensOfAKeyEndsTheApiKeysOfItsType() {
		String user = this.store.subscriber();
		String application = "/applications/" + application(user);
		String key = post(user, application + "/generate-keys",
				"{'keyType':'PRODUCTION','grantTypesToBeSupported':['client_credentials']}")
			.at("/keyMappingId");
		Answer production = post(user, application + "/api-keys/PRODUCTION/generate", "{}");
		Answer sandbox = post(user, application + "/api-keys/SANDBOX/generate", "{}");
		assertThat(post(user, application + "/oauth-keys/" + key + "/regenerate-secret", "{}").status()).isEqualTo(200);
		assertThat(feed(production)).isEmpty();
		assertThat(feed(sandbox)).isNotEmpty();
		assertThat(get(user, application + "/api-keys/PRODUCTION").at("/count")).isEqualTo("0");
		assertThat(get(user, application + "/api-keys/SANDBOX").at("/count")).isEqualTo("1");
	}

	@Test
	void nobodyHasKeysOfAnotherUsersApplication() {
		String owner = this.store.subscriber();
		String path = "/applications/" + application(owner) + "/api-keys/PRODUCTION";
		post(owner, path + "/generate", "{}");
		String id = get(owner, path).at("/list/0/keyUUID");
		String other = this.store.subscriber();
		assertThat(post(other, path + "/generate", "{}").status()).isEqualTo(404);
		assertThat(get(other, path).status()).isEqualTo(404);
		assertThat(post(other, path + "/revoke", "{'keyUUID':'" + id + "'}").status()).isEqualTo(404);
		assertThat(get(null, path).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{'validityPeriod':0}|validityPeriod
			{'validityPeriod':999999999999}|validityPeriod
			{'additionalProperties':{'permittedIP':'10.0.0.0/33'}}|permittedIP
			{'additionalProperties':{'permittedIP':'example.com'}}|permittedIP
			{'additionalProperties':{'permittedReferer':'https://*'}}|permittedReferer
			{'additionalProperties':{'permittedReferer':7}}|permittedReferer
			""")
	void whatCannotBeIsRefusedAtItsField(String body, String field) {
		String user = this.store.subscriber();
		Answer refused = post(user, "/applications/" + application(user) + "/api-keys/PRODUCTION/generate", body);
		assertThat(refused.status()).as(refused.body().toString()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo(field);
	}

}
