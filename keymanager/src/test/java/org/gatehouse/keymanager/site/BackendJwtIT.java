package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import org.gatehouse.common.snapshot.BackendJwt;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.db.feed.DatabaseChangeFeed;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.jose.sealing.Sealer;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A tenant says whether and how its backends are told who calls; gateways get it with the
 * keys, sealed.
 */
class BackendJwtIT extends KeyManagerTest {

	private static final String PATH = "/api/am/admin/v4/backend-jwt";

	private final DatabaseChangeFeed feed;

	private final Sealer sealer;

	private final WebApplicationContext context;

	@Autowired
	BackendJwtIT(News news, DatabaseChangeFeed feed, Sealer sealer, WebApplicationContext context) {
		super(news);
		this.feed = feed;
		this.sealer = sealer;
		this.context = context;
	}

	private Answer call(String method, String path, String body) {
		Answer made = json("POST", "/client-registration/v0.17/register", basic("admin", "admin"), """
				{"clientName":"backend-jwt","owner":"admin","grantType":"password client_credentials",
				"callbackUrl":"https://localhost/x","saasApp":true}""");
		ClientKey client = new ClientKey(made.text("clientId"), made.text("clientSecret"));
		String token = password(client, "admin", "admin", "apim:admin").text("access_token");
		return json(method, path, "Bearer " + token, body.isEmpty() ? null : body);
	}

	private BackendJwt fed() throws IOException, InterruptedException {
		for (Change change : this.feed.changesSince(0, Duration.ZERO).changes()) {
			if (change.tenantId().equals(DefaultTenant.ID) && change.entry() instanceof BackendJwt entry) {
				return entry;
			}
		}
		throw new AssertionError("no entry");
	}

	private JWK opened(BackendJwt.SealedKey key) throws Exception {
		return JWK.parse(new String(this.sealer.unseal(Base64.getDecoder().decode(key.sealedJwk()),
				BackendJwt.SealedKey.purpose(key.keyId())), StandardCharsets.UTF_8));
	}

	@Test
	void gatewaysGetTheRulesAndTheKeysThatSignNow() throws Exception {
		assertThat(call("GET", PATH, "").json().path("header").asString()).isEqualTo("X-JWT-Assertion");
		Answer saved = call("PUT", PATH, "{\"enabled\":true,\"header\":\"X-Who\",\"dialect\":\"\"}");
		assertThat(saved.status()).as(saved.body()).isEqualTo(200);
		BackendJwt entry = fed();
		assertThat(List.of(entry.enabled(), entry.header(), entry.dialect())).containsExactly(true, "X-Who", "");
		assertThat(opened(entry.keys().getFirst()).isPrivate()).isTrue();

		String next = call("POST", "/api/am/admin/v4/signing-keys", "{\"algorithm\":\"RS256\"}").text("keyId");
		assertThat(fed().keys().getFirst().keyId()).isEqualTo(next);
		assertThat(opened(fed().keys().getFirst()).getKeyID()).isEqualTo(next);
		assertThat(new AdminPages(this.context).page("/admin/signing-keys/backend-jwt")).contains("value=\"X-Who\"",
				"checked");

		call("PUT", PATH, "{\"enabled\":false,\"header\":\"X-Who\",\"dialect\":\"\"}");
		assertThat(fed().keys()).isEmpty();
		assertThat(fed().header()).isEqualTo("X-Who");
		call("PUT", PATH, "{\"enabled\":false,\"header\":\"X-JWT-Assertion\",\"dialect\":\"http://wso2.org/claims\"}");
	}

	@ParameterizedTest
	@CsvSource({ "header,Authorization", "header,a b", "header,content-length", "header,''", "dialect,a b" })
	void whatCannotBeIsRefusedAtItsField(String field, String value) {
		String header = field.equals("header") ? value : "X-Who";
		String dialect = field.equals("dialect") ? value : "";
		Answer refused = call("PUT", PATH,
				"{\"enabled\":true,\"header\":\"" + header + "\",\"dialect\":\"" + dialect + "\"}");
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.json().at("/error/0/code").asString()).isEqualTo(field);
	}

	@Test
	void onlyAnAdministratorSays() {
		assertThat(json("PUT", PATH, "Bearer nobody", "{}").status()).isEqualTo(401);
	}

}
