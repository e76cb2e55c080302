package org.gatehouse.store.tokens;

import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.store.StoreRestTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationKeyRestIT extends StoreRestTest {

	private static final String PRODUCTION = "{'keyType':'PRODUCTION',"
			+ "'grantTypesToBeSupported':['client_credentials','password'],'validityTime':'1800'}";

	@Test
	void aSecretIsShownOnceAndNeverStoredInClear() {
		String user = this.store.subscriber();
		String keys = "/applications/" + application(user);

		Answer made = post(user, keys + "/generate-keys", PRODUCTION);

		String secret = made.at("/consumerSecret");
		assertThat(made.status()).isEqualTo(200);
		assertThat(secret).hasSizeGreaterThan(40);
		assertThat(made.response().getHeader("Cache-Control")).contains("no-store");
		assertThat(made.at("/keyState")).isEqualTo("APPROVED");
		assertThat(made.at("/token/validityTime")).isEqualTo("1800");
		assertThat(made.at("/token/tokenScopes/0")).isEqualTo("am_application_scope");
		assertThat(this.store.feed("key:" + made.at("/consumerKey"))).contains("\"keyType\": \"PRODUCTION\"");
		assertThat(this.store.rowsWith(secret)).isZero();
		assertThat(this.store.rowsWith(made.at("/token/accessToken"))).isZero();
		for (String path : new String[] { "/keys", "/oauth-keys", "/keys/PRODUCTION",
				"/oauth-keys/" + made.at("/keyMappingId") }) {
			Answer shown = get(user, keys + path);
			assertThat(shown.status()).as(path).isEqualTo(200);
			assertThat(shown.body().toString()).as(path).contains(made.at("/consumerKey")).doesNotContain(secret);
		}
	}

	@Test
	void thereIsOneKeyOfEachType() {
		String user = this.store.subscriber();
		String keys = "/applications/" + application(user);
		post(user, keys + "/generate-keys", PRODUCTION);

		assertThat(post(user, keys + "/generate-keys", PRODUCTION).status()).isEqualTo(409);
		assertThat(post(user, keys + "/generate-keys", PRODUCTION.replace("PRODUCTION", "SANDBOX")).status())
			.isEqualTo(200);
		assertThat(get(user, keys + "/keys").at("/count")).isEqualTo("2");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{'grantTypesToBeSupported':['password']}                                                       | keyType
					{'keyType':'TEST','grantTypesToBeSupported':['password']}                                      | keyType
					{'keyType':'SANDBOX'}                                                                          | grantTypesToBeSupported
					{'keyType':'SANDBOX','grantTypesToBeSupported':[]}                                             | grantTypesToBeSupported
					{'keyType':'SANDBOX','grantTypesToBeSupported':['iwa:ntlm']}                                   | grantTypesToBeSupported
					{'keyType':'SANDBOX','grantTypesToBeSupported':['authorization_code']}                         | callbackUrl
					{'keyType':'SANDBOX','grantTypesToBeSupported':['password'],'callbackUrl':'javascript:alert(1)'} | callbackUrl
					{'keyType':'SANDBOX','grantTypesToBeSupported':['password'],'validityTime':'0'}                | validityTime
					{'keyType':'SANDBOX','grantTypesToBeSupported':['password'],'validityTime':'long'}             | validityTime
					{'keyType':'SANDBOX','grantTypesToBeSupported':['password'],'keyManager':'Other'}              | keyManager
					""")
	void wrongFieldsAreNamed(String body, String field) {
		String user = this.store.subscriber();

		Answer refused = post(user, "/applications/" + application(user) + "/generate-keys", body);

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo(field);
	}

	@Test
	void somebodyElsesKeysAreNotThere() {
		String user = this.store.subscriber();
		String keys = "/applications/" + application(user);
		String id = post(user, keys + "/generate-keys", PRODUCTION).at("/keyMappingId");
		String other = this.store.subscriber();

		assertThat(get(other, keys + "/keys").status()).isEqualTo(404);
		assertThat(post(other, keys + "/generate-keys", PRODUCTION).status()).isEqualTo(404);
		assertThat(post(other, keys + "/oauth-keys/" + id + "/regenerate-secret", "{}").status()).isEqualTo(404);
		String own = "/applications/" + application(other);
		assertThat(get(other, own + "/oauth-keys/" + id).status()).isEqualTo(404);
		assertThat(get(user, keys + "/keys/SANDBOX").status()).isEqualTo(404);
	}

	@Test
	void theImplicitGrantAndAnAddressAfterASignOutAreThereForApplications() {
		String user = this.store.subscriber();
		String key = "/applications/" + application(user);
		Answer made = post(user, key + "/generate-keys", "{'keyType':'SANDBOX','grantTypesToBeSupported':['implicit'],"
				+ "'callbackUrl':'https://old.example/back'}");
		assertThat(made.at("/supportedGrantTypes/0")).isEqualTo("implicit");
		Answer changed = put(user, key + "/oauth-keys/" + made.at("/keyMappingId"),
				"{'supportedGrantTypes':['authorization_code'],'callbackUrl':'https://old.example/back',"
						+ "'additionalProperties':{'post_logout_redirect_uri':'https://old.example/bye'}}");
		assertThat(changed.at("/additionalProperties/post_logout_redirect_uri")).isEqualTo("https://old.example/bye");
	}

	@Test
	void lifetimesAreAmongTheAdditionalProperties() {
		String user = this.store.subscriber();
		String key = "/applications/" + application(user);
		key += "/oauth-keys/" + post(user, key + "/generate-keys", PRODUCTION).at("/keyMappingId");

		Answer changed = put(user, key, "{'supportedGrantTypes':['client_credentials'],'additionalProperties':"
				+ "{'user_access_token_expiry_time':'240','refresh_token_expiry_time':480}}");

		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.at("/additionalProperties/application_access_token_expiry_time")).isEqualTo("1800");
		assertThat(changed.at("/additionalProperties/user_access_token_expiry_time")).isEqualTo("240");
		assertThat(changed.at("/additionalProperties/refresh_token_expiry_time")).isEqualTo("480");
		assertThat(put(user, key,
				"{'supportedGrantTypes':['client_credentials'],'additionalProperties':"
						+ "{'user_access_token_expiry_time':'soon'}}")
			.at("/error/0/code")).isEqualTo("user_access_token_expiry_time");
	}

	@Test
	void aNewSecretReplacesTheOldOneAndTakesTokensBack() {
		String user = this.store.subscriber();
		String keys = "/applications/" + application(user);
		Answer made = post(user, keys + "/generate-keys", PRODUCTION);
		String token = made.at("/token/accessToken");

		Answer renewed = post(user, keys + "/keys/PRODUCTION/regenerate-secret", "");

		assertThat(renewed.status()).isEqualTo(200);
		assertThat(renewed.at("/consumerKey")).isEqualTo(made.at("/consumerKey"));
		assertThat(renewed.at("/consumerSecret")).isNotEqualTo(made.at("/consumerSecret"));
		assertThat(this.store.feed("revocation:" + TokenHash.of(token))).isNotNull();
		String generate = keys + "/keys/PRODUCTION/generate-token";
		assertThat(post(user, generate, "{'consumerSecret':'" + made.at("/consumerSecret") + "'}").status())
			.isEqualTo(400);
		assertThat(post(user, generate, "{'consumerSecret':'" + renewed.at("/consumerSecret") + "'}").status())
			.isEqualTo(200);
	}

	@Test
	void aTokenIsMadeWithSelectedScopesAndAnOldOneTakenBack() {
		String user = this.store.subscriber();
		String keys = "/applications/" + application(user);
		Answer made = post(user, keys + "/generate-keys", PRODUCTION);
		String secret = made.at("/consumerSecret");

		Answer token = post(user, keys + "/oauth-keys/" + made.at("/keyMappingId") + "/generate-token",
				"{'consumerSecret':'" + secret + "','validityPeriod':60,'scopes':['news_read no_such','a'],"
						+ "'revokeToken':'" + made.at("/token/accessToken") + "'}");

		assertThat(token.at("/tokenScopes/1")).isEqualTo("news_read");
		assertThat(token.body().at("/tokenScopes")).hasSize(3);
		assertThat(token.at("/validityTime")).isEqualTo("60");
		assertThat(this.store.feed("revocation:" + TokenHash.of(made.at("/token/accessToken")))).isNotNull();
		assertThat(post(user, keys + "/keys/PRODUCTION/generate-token",
				"{'consumerSecret':'" + secret + "','grantType':'TOKEN_EXCHANGE'}")
			.at("/error/0/code")).isEqualTo("grantType");
		assertThat(post(user, keys + "/keys/PRODUCTION/generate-token", "{'scopes':['a']}").at("/error/0/code"))
			.isEqualTo("consumerSecret");
	}

	@Test
	void grantsAndCallbackCanBeChanged() {
		String user = this.store.subscriber();
		String keys = "/applications/" + application(user);
		post(user, keys + "/generate-keys", PRODUCTION);

		Answer changed = put(user, keys + "/keys/PRODUCTION",
				"{'supportedGrantTypes':['authorization_code'],'callbackUrl':'https://app.example/back'}");

		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.at("/callbackUrl")).isEqualTo("https://app.example/back");
		assertThat(put(user, keys + "/keys/PRODUCTION", "{}").at("/error/0/code")).isEqualTo("supportedGrantTypes");
	}

	@Test
	void aRemovedApplicationTakesKeysTokensAndSubscriptionsWithIt() {
		String user = this.store.subscriber();
		String application = application(user);
		Answer made = post(user, "/applications/" + application + "/generate-keys", PRODUCTION);
		ApiVersion api = this.store.publish(version -> {
		});
		String subscription = post(user, "/subscriptions",
				"{'applicationId':'" + application + "','apiId':'" + api.getId() + "','throttlingPolicy':'Gold'}")
			.at("/subscriptionId");

		assertThat(delete(user, "/applications/" + application).status()).isEqualTo(200);

		assertThat(this.store.feed("key:" + made.at("/consumerKey"))).isNull();
		assertThat(this.store.feed("subscription:" + subscription)).isNull();
		assertThat(this.store.feed("revocation:" + TokenHash.of(made.at("/token/accessToken")))).isNotNull();
		assertThat(get(user, "/subscriptions/" + subscription).status()).isEqualTo(404);
	}

	@Test
	void anOpaqueApplicationHasItsKeysSaySo() {
		String user = this.store.subscriber();
		String application = application(user);
		String key = post(user, "/applications/" + application + "/generate-keys", PRODUCTION).at("/consumerKey");
		assertThat(this.store.feed("key:" + key)).contains("\"tokenFormat\": \"JWT\"");

		put(user, "/applications/" + application, "{'name':'opaque','throttlingPolicy':'Gold','tokenType':'OAUTH'}");

		assertThat(this.store.feed("key:" + key)).contains("\"tokenFormat\": \"OPAQUE\"");
	}

}
