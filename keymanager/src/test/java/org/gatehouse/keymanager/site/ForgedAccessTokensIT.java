package org.gatehouse.keymanager.site;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * Forged access tokens, wherever the key manager takes real ones.
 */
class ForgedAccessTokensIT extends KeyManagerTest {

	private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

	private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

	private static final List<String> PLACES = List.of("/api/am/admin/v4/signing-keys", "/scim2/Users?count=1",
			"/userinfo");

	@Autowired
	ForgedAccessTokensIT(News news) {
		super(news);
	}

	private Answer administrator() {
		Answer made = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"), """
				{"clientName":"forged","owner":"admin","grantType":"password","saasApp":true}""");
		return password(new ClientKey(made.text("clientId"), made.text("clientSecret")), "admin", "admin",
				"apim:admin openid");
	}

	private Answer get(String path, String token) {
		return send(request(path).header("Authorization", "Bearer " + token).header("X-Request-Id", "same"));
	}

	private Map<String, String> forgeries(String real, String canary) throws Exception {
		JWK key = JWKSet.parse(send(request("/oauth2/jwks")).body())
			.getKeyByKeyId(SignedJWT.parse(real).getHeader().getKeyID());
		return TokenForgeries.of(real, key.toRSAKey(), canary);
	}

	@Test
	void areRefusedAlikeAtEveryInterface() throws Exception {
		try (KeySite canary = new KeySite()) {
			Answer issued = administrator();
			String real = issued.text("access_token");
			Map<String, String> forged = forgeries(real, canary.at("localhost"));
			forged.put("an ID token", issued.text("id_token"));
			forged.put("a refresh token", issued.text("refresh_token"));
			assertThat(forged).hasSizeGreaterThan(40);
			for (String place : PLACES) {
				assertThat(get(place, real).status()).as(place).isEqualTo(200);
				String refusal = get(place, "nonsense.of.somebody").body();
				long begin = System.nanoTime();
				forged.forEach((what, token) -> {
					Answer answer = get(place, token);
					assertThat(answer.status()).as(place + ": " + what).isEqualTo(401);
					assertThat(answer.body()).as(place + ": " + what).isEqualTo(refusal);
					assertThat(answer.header("WWW-Authenticate")).as(what).isNotEmpty();
				});
				// Taken together, so that one pause of the machine is none of theirs.
				assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MILLISECONDS.toNanos(50L * forged.size()));
				assertThat(get(place, real).status()).as(place).isEqualTo(200);
			}
			assertThat(canary.visits()).isZero();
		}
	}

	@Test
	void oneThatHasExpiredIsNone() {
		Answer made = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"), """
				{"clientName":"expiring","owner":"admin","grantType":"client_credentials","saasApp":true}""");
		ClientKey client = new ClientKey(made.text("clientId"), made.text("clientSecret"));
		String token = token(client, "grant_type", "client_credentials", "scope", "apim:admin", "validity_period", "2")
			.text("access_token");
		assertThat(get("/scim2/Users?count=1", token).status()).isEqualTo(200);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		// The token itself says whole seconds, so that its last one is shorter.
		while (isActive(client, token) && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		for (String place : List.of("/api/am/admin/v4/signing-keys", "/scim2/Users?count=1")) {
			assertThat(get(place, token).status()).as(place).isEqualTo(401);
		}
		assertThat(isActive(client, token)).isFalse();
	}

	@Test
	void areNoTokensToTheGrantsThatTakeOne() throws Exception {
		try (KeySite canary = new KeySite()) {
			ClientKey client = this.news.application(TOM, TokenFormat.JWT,
					(it) -> it.permit(List.of("password", EXCHANGE, JWT_BEARER), List.of()));
			String real = password(client, JOHN, "john123", "news_read").text("access_token");
			assertThat(isActive(client, real)).isTrue();
			String inactive = form("/oauth2/introspect", client, "token", "nonsense").body();
			forgeries(real, canary.at("localhost")).forEach((what, token) -> {
				Answer introspected = form("/oauth2/introspect", client, "token", token);
				assertThat(introspected.status()).as(what).isEqualTo(200);
				assertThat(introspected.body()).as(what).isEqualTo(inactive);
				Answer exchanged = token(client, "grant_type", EXCHANGE, "subject_token", token, "subject_token_type",
						"urn:ietf:params:oauth:token-type:access_token");
				assertThat(exchanged.status()).as(what).isEqualTo(400);
				assertThat(exchanged.text("error")).as(what).isEqualTo("invalid_grant");
				Answer asserted = token(client, "grant_type", JWT_BEARER, "assertion", token);
				assertThat(asserted.status()).as(what).isEqualTo(400);
				assertThat(asserted.text("error")).as(what).isEqualTo("invalid_grant");
				assertThat(form("/oauth2/revoke", client, "token", token).status()).as(what).isEqualTo(200);
			});
			// Not even to end the real one by.
			assertThat(isActive(client, real)).isTrue();
			// This server is no trusted issuer of its own tokens.
			assertThat(token(client, "grant_type", JWT_BEARER, "assertion", real).text("error"))
				.isEqualTo("invalid_grant");
			assertThat(canary.visits()).isZero();
		}
	}

}
