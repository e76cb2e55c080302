package org.gatehouse.keymanager.site;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.jose.VerificationKey;
import org.gatehouse.keymanager.signing.KeyRotation;
import org.gatehouse.keymanager.signing.SigningKeyView;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The keys that sign tokens take turns, and nobody who holds a token notices.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningKeysIT extends KeyManagerTest {

	private static final String PATH = "/api/am/admin/v4/signing-keys";

	private final JdbcClient jdbc;

	private final KeyRotation rotation;

	private ClientKey client = new ClientKey("", "");

	@Autowired
	SigningKeysIT(News news, JdbcClient jdbc, KeyRotation rotation) {
		super(news);
		this.rotation = rotation;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void register() {
		Answer made = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"), """
				{"clientName":"keys","owner":"admin","grantType":"password client_credentials",
				"callbackUrl":"https://localhost/x","saasApp":true}""");
		this.client = new ClientKey(made.text("clientId"), made.text("clientSecret"));
	}

	/** The others of this site sign with RS256. */
	@AfterAll
	void signAsUsual() {
		rotate("RS256");
	}

	private String administrator() {
		return password(this.client, "admin", "admin", "apim:admin").text("access_token");
	}

	private Answer call(String method, String path, String body) {
		return json(method, path, "Bearer " + administrator(), body.isEmpty() ? null : body);
	}

	private String rotate(String algorithm) {
		Answer made = call("POST", PATH, "{\"algorithm\":\"" + algorithm + "\"}");
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return made.text("keyId");
	}

	private JWKSet published() throws Exception {
		return JWKSet.parse(send(request("/oauth2/jwks").GET()).body());
	}

	private <T> T read(String sql, String parameter, Class<T> type) {
		return TenantContext.call(DefaultTenant.ID, () -> this.jdbc.sql(sql).param(parameter).query(type).single());
	}

	/** Lets time pass for the keys: what they did, they did so much earlier. */
	private void pass(String interval) {
		TenantContext.call(DefaultTenant.ID, () -> this.jdbc.sql("""
				update signing_key set active_from = active_from - cast(:interval as interval),
				retired_at = retired_at - cast(:interval as interval)""").param("interval", interval).update());
	}

	private List<SigningKeyView> turned() {
		return TenantContext.call(DefaultTenant.ID, () -> {
			this.rotation.turn();
			return this.rotation.list();
		});
	}

	private static JsonNode header(String token) {
		return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]));
	}

	@ParameterizedTest
	@ValueSource(strings = { "RS256", "ES256", "EdDSA" })
	void aRotatedKeySignsFromThenOn(String algorithm) throws Exception {
		String keyId = rotate(algorithm);
		String token = administrator();
		assertThat(header(token).path("alg").asString()).isEqualTo(algorithm);
		assertThat(header(token).path("kid").asString()).isEqualTo(keyId);
		JWK key = published().getKeyByKeyId(keyId);
		assertThat(key.isPrivate()).isFalse();
		assertThat(VerificationKey.of(key).verifies(SignedJWT.parse(token))).isTrue();
		assertThat(send(request("/.well-known/openid-configuration").GET()).json()
			.path("id_token_signing_alg_values_supported")
			.path(0)
			.asString()).isEqualTo(algorithm);
	}

	@Test
	void tokensOfTheKeyBeforeStayValid() throws Exception {
		String before = administrator();
		rotate("ES256");
		assertThat(json("GET", PATH, "Bearer " + before, null).status()).isEqualTo(200);
		assertThat(published().getKeyByKeyId(header(before).path("kid").asString())).isNotNull();
	}

	@Test
	void idTokensAreSignedWithTheKeyToo() {
		rotate("ES256");
		String id = password(this.client, "admin", "admin", "openid").text("id_token");
		assertThat(header(id).path("alg").asString()).isEqualTo("ES256");
	}

	@Test
	void removingAKeyEndsItsTokensAtOnce() throws Exception {
		String before = administrator();
		String keyId = header(before).path("kid").asString();
		rotate("ES256");
		assertThat(call("DELETE", PATH + "/" + keyId, "").status()).isEqualTo(204);
		assertThat(json("GET", PATH, "Bearer " + before, null).status()).isEqualTo(401);
		assertThat(published().getKeyByKeyId(keyId)).isNull();
		assertThat(
				read("select entry is null from feed_entry where entry_key = ?", "signing-key:" + keyId, Boolean.class))
			.isTrue();
	}

	@Test
	void theKeyThatSignsIsNotRemoved() {
		Answer refused = call("DELETE", PATH + "/" + rotate("ES256"), "");
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.text("description")).contains("rotate first");
	}

	@Test
	void theNextKeyIsAnnouncedBeforeItSigns() throws Exception {
		String keyId = rotate("ES256");
		pass("89 days 1 hour");
		List<SigningKeyView> keys = turned();
		assertThat(keys.getFirst().state()).isEqualTo(SigningKeyView.State.ANNOUNCED);
		assertThat(keys.getFirst().algorithm()).isEqualTo("ES256");
		assertThat(keys.get(1).keyId()).isEqualTo(keyId);
		assertThat(keys.get(1).state()).isEqualTo(SigningKeyView.State.SIGNING);
		assertThat(published().getKeyByKeyId(keys.getFirst().keyId())).isNotNull();
		assertThat(header(administrator()).path("kid").asString()).isEqualTo(keyId);
		assertThat(turned()).hasSameSizeAs(keys);
		pass("1 day");
		assertThat(turned().getFirst().state()).isEqualTo(SigningKeyView.State.SIGNING);
	}

	@Test
	void aKeyIsForgottenWithTheLastOfItsTokens() {
		administrator();
		String keyId = rotate("ES256");
		administrator();
		String next = rotate("ES256");
		assertThat(turned()).extracting(SigningKeyView::keyId).contains(keyId, next);
		assertThat(read("select sealed_private is null from signing_key where key_id = ?", keyId, Boolean.class))
			.isTrue();
		pass("2 days");
		assertThat(turned()).extracting(SigningKeyView::keyId).containsExactly(next);
	}

	@Test
	void anUnknownAlgorithmAndAnUnknownKeyAreRefused() {
		Answer refused = call("POST", PATH, "{\"algorithm\":\"HS256\"}");
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.body()).contains("HS256", "RS256, ES256, EdDSA");
		assertThat(call("POST", PATH, "{}").status()).isEqualTo(400);
		for (String body : List.of("{", "[]", "null", "{\"algorithm\":{}}")) {
			Answer unreadable = call("POST", PATH, body);
			assertThat(unreadable.status()).as(body).isEqualTo(400);
			assertThat(unreadable.json().path("error").path(0).path("code").asString()).as(body)
				.isIn("body", "algorithm");
		}
		assertThat(call("DELETE", PATH + "/none", "").status()).isEqualTo(404);
	}

	@Test
	void othersAreKeptOut() {
		String token = password(this.client, "admin", "admin", "apim:api_view").text("access_token");
		assertThat(json("GET", PATH, "Bearer " + token, null).status()).isEqualTo(403);
		assertThat(send(request(PATH).GET()).status()).isEqualTo(401);
	}

	@Test
	void thePrivatePartIsSealedInTheDatabase() throws Exception {
		for (String algorithm : List.of("ES256", "EdDSA")) {
			String keyId = rotate(algorithm);
			byte[] sealed = read("select sealed_private from signing_key where key_id = ?", keyId, byte[].class);
			assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("\"d\"", keyId);
			assertThat(
					read("select public_jwk ->> 'd' is null from signing_key where key_id = ?", keyId, Boolean.class))
				.isTrue();
		}
	}

}
