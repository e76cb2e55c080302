package org.gatehouse.publisher.design;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.runtime.SealedText;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.jose.sealing.Sealer;
import org.gatehouse.publisher.MadeCertificate;
import org.gatehouse.publisher.PublisherRestTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class EndpointSecurityRestIT extends PublisherRestTest {

	private static final String CANARY = "canary-4c1d-backend";

	@Autowired
	Sealer sealer;

	@Autowired
	JdbcClient jdbc;

	private static String config(String security) {
		return "'policies':['Gold'],'endpointConfig':{'endpoint_type':'http',"
				+ "'production_endpoints':{'url':'https://backend.example/base'},'endpoint_security':" + security + "}";
	}

	private static String basic(String password) {
		return config(
				"{'production':{'enabled':true,'type':'BASIC','username':'gatehouse','password':'" + password + "'}}");
	}

	private static String oauth(String tokenUrl, String secret) {
		return config("{'production':{'enabled':true,'type':'oauth','grantType':'CLIENT_CREDENTIALS','tokenUrl':'"
				+ tokenUrl + "','clientId':'client','clientSecret':'" + secret
				+ "','customParameters':{'audience':'news'}},'sandbox':{'enabled':false,'type':'BASIC'}}");
	}

	private Answer put(Answer present, String more) {
		return put("/apis/" + present.id(), api(present.at("/name"), present.at("/context"), more), null);
	}

	private String open(SealedText sealed) {
		return this.fixture.within(() -> new String(this.sealer.unseal(Base64.getDecoder().decode(sealed.sealed()),
				SealedText.purpose(TenantContext.current())), StandardCharsets.UTF_8));
	}

	private EndpointSecurity.Scheme deployed(String id) {
		return this.fixture.deployed(id).orElseThrow().runtime().security().production();
	}

	@Test
	void aPasswordIsNeverGivenBackAndStaysWhereItIsEmpty(CapturedOutput output) {
		Answer made = post("/apis", api(basic(CANARY)));
		assertThat(made.status()).isEqualTo(201);
		String side = "/endpointConfig/endpoint_security/production/";
		assertThat(List.of(made.at(side + "enabled"), made.at(side + "type"), made.at(side + "username")))
			.containsExactly("true", "BASIC", "gatehouse");
		assertThat(made.at(side + "password")).isEmpty();
		assertThat(made.body().at(side + "password").isString()).isTrue();
		step(made.id(), "Publish");
		Answer changed = put(get("/apis/" + made.id()), basic(""));
		assertThat(changed.status()).isEqualTo(200);
		Answer revision = post("/apis/" + made.id() + "/revisions", "{}");
		post("/apis/" + made.id() + "/deploy-revision?revisionId=" + revision.id(), "[{'name':'Default'}]");
		assertThat(deployed(made.id())).isInstanceOfSatisfying(EndpointSecurity.Basic.class,
				(basic) -> assertThat(open(basic.password())).isEqualTo(CANARY));
		String other = post("/apis/copy-api?apiId=" + made.id() + "&newVersion=2.0.0").id();
		step(other, "Publish");
		assertThat(deployed(other)).isEqualTo(deployed(made.id()));
		assertThat(put(get("/apis/" + made.id()), config("null")).body()
			.at("/endpointConfig/endpoint_security")
			.isMissingNode()).isTrue();
		assertThat(put(get("/apis/" + made.id()), basic("")).at("/error/0/code"))
			.isEqualTo("endpointConfig.endpoint_security.production.password");
		assertThat(get("/apis/" + made.id()).body().toString() + output).doesNotContain(CANARY);
		assertThat(database()).contains("gatehouse")
			.doesNotContain(CANARY,
					Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)).substring(0, 20));
	}

	private String database() {
		StringBuilder all = new StringBuilder();
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			for (String table : List.of("api_version", "api_revision", "feed_entry")) {
				this.jdbc.sql("select t::text from " + table + " t")
					.query((row, _) -> row.getString(1))
					.list()
					.forEach(all::append);
			}
		}
		return all.toString();
	}

	@Test
	void anOAuthSecretGoesToNoOtherTokenEndpoint() {
		Answer made = post("/apis", api(oauth("https://login.example/token", CANARY)));
		assertThat(made.at("/endpointConfig/endpoint_security/production/clientSecret")).isEmpty();
		assertThat(made.at("/endpointConfig/endpoint_security/production/customParameters/audience")).isEqualTo("news");
		assertThat(made.at("/endpointConfig/endpoint_security/sandbox/type")).isEqualTo("NONE");
		assertThat(put(made, oauth("https://login.example/token", "")).status()).isEqualTo(200);
		assertThat(put(made, oauth("https://elsewhere.example/token", "")).at("/error/0/code"))
			.isEqualTo("endpointConfig.endpoint_security.production.clientSecret");
		assertThat(put(made, oauth("ftp://login.example", "x")).at("/error/0/code"))
			.isEqualTo("endpointConfig.endpoint_security.production.tokenUrl");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/base", "http://backend.example/base",
			"https://backend.example:8443/base", "wss://other.example" })
	void aStoredSecretGoesToNoOtherBackend(String url) {
		for (String security : List.of("{'type':'BASIC','username':'u','password':'SECRET'}",
				"{'type':'DIGEST','username':'u','password':'SECRET'}",
				"{'type':'OAUTH','grantType':'CLIENT_CREDENTIALS','tokenUrl':'https://login.example/token',"
						+ "'clientId':'c','clientSecret':'SECRET'}")) {
			String typed = config("{'production':" + security.replace("SECRET", CANARY) + "}");
			String kept = config("{'production':" + security.replace("SECRET", "") + "}");
			String field = "endpointConfig.endpoint_security.production."
					+ (security.contains("OAUTH") ? "clientSecret" : "password");
			Answer made = post("/apis", api(typed));
			Answer refused = put(made, kept.replace("https://backend.example/base", url));
			assertThat(refused.status()).isEqualTo(400);
			assertThat(refused.at("/error/0/code")).isEqualTo(field);
			assertThat(refused.at("/error/0/message")).contains("once more", "example");
			Answer spare = put(made, kept.replace("'endpoint_type':'http'",
					"'endpoint_type':'failover','production_failovers':[{'url':'" + url + "'}]"));
			assertThat(spare.at("/error/0/code")).isEqualTo(field);
			assertThat(put(made, kept.replace("'production_endpoints':{'url':'https://backend.example/base'},", ""))
				.status()).isEqualTo(200);
			assertThat(put(made, kept).at("/error/0/code")).as("back from no endpoint").isEqualTo(field);
			assertThat(put(made, typed).status()).isEqualTo(200);
			assertThat(
					put(made, kept.replace("https://backend.example/base", "https://BACKEND.example:443/v2")).status())
				.isEqualTo(200);
			assertThat(put(made, typed.replace("https://backend.example/base", url)).status()).isEqualTo(200);
		}
	}

	@Test
	void aStoredKeyProvesTheGatewayToNoOtherBackend() {
		MadeCertificate certificate = MadeCertificate.of("gateway");
		String store = Base64.getEncoder().encodeToString(certificate.pkcs12());
		Answer made = post("/apis", api(config("{'production':{'type':'CLIENT_CERTIFICATE','keyStore':'" + store
				+ "','keyStorePassword':'changeit'}}")));
		String kept = config("{'production':{'type':'CLIENT_CERTIFICATE'}}");
		assertThat(put(made, kept.replace("backend.example", "other.example")).at("/error/0/code"))
			.isEqualTo("endpointConfig.endpoint_security.production.privateKey");
		assertThat(put(made, kept).status()).isEqualTo(200);
	}

	@Test
	void aTokenEndpointHasNoVariables() {
		assertThat(post("/apis", api(oauth("https://login.example/{uri.var.id}", CANARY))).at("/error/0/code"))
			.isEqualTo("endpointConfig.endpoint_security.production.tokenUrl");
	}

	@Test
	void aClientCertificateIsReadFromPkcs12OrPem() {
		MadeCertificate made = MadeCertificate.of("gateway");
		String store = Base64.getEncoder().encodeToString(made.pkcs12());
		Answer api = post("/apis", api(config("{'production':{'type':'CLIENT_CERTIFICATE','keyStore':'" + store
				+ "','keyStorePassword':'changeit'}}")));
		assertThat(api.at("/endpointConfig/endpoint_security/production/certificate")).contains("BEGIN CERTIFICATE");
		assertThat(api.body().toString()).doesNotContain(store.substring(40, 80), "changeit");
		step(api.id(), "Publish");
		assertThat(deployed(api.id())).isInstanceOfSatisfying(EndpointSecurity.ClientCertificate.class, (shown) -> {
			assertThat(shown.chain()).containsExactly(Base64.getEncoder().encodeToString(made.der()));
			assertThat(Base64.getDecoder().decode(open(shown.privateKey()))).isEqualTo(made.privateKey());
		});
		String pem = made.pem().replace("\r", "").replace("\n", "\\n");
		String key = made.keyPem().replace("\r", "").replace("\n", "\\n");
		assertThat(
				put(api, config("{'production':{'type':'CLIENT_CERTIFICATE','certificate':'" + pem + "'}}")).status())
			.isEqualTo(200);
		assertThat(put(api, config(
				"{'production':{'type':'CLIENT_CERTIFICATE','certificate':'" + pem + "','privateKey':'" + key + "'}}"))
			.status()).isEqualTo(200);
		String foreign = MadeCertificate.of("other").keyPem().replace("\r", "").replace("\n", "\\n");
		assertThat(put(api,
				config("{'production':{'type':'CLIENT_CERTIFICATE','certificate':'" + pem + "','privateKey':'" + foreign
						+ "'}}"))
			.at("/error/0/code")).isEqualTo("endpointConfig.endpoint_security.production.certificate");
		assertThat(post("/apis",
				api(config("{'production':{'type':'CLIENT_CERTIFICATE','keyStore':'" + store
						+ "','keyStorePassword':'changeit'}}")
					.replace("https://backend", "http://backend")))
			.at("/error/0/code")).isEqualTo("endpointConfig.endpoint_security.production.type");
	}

	@Test
	void whatNobodyKnowsIsRefused() {
		assertThat(post("/apis", api(config("{'production':{'type':'KERBEROS'}}"))).at("/error/0/code"))
			.isEqualTo("endpointConfig.endpoint_security.production.type");
		assertThat(post("/apis", api(config("{'sandbox':{'type':'BASIC','username':'a:b','password':'p'}}")))
			.at("/error/0/code")).isEqualTo("endpointConfig.endpoint_security.sandbox.username");
		assertThat(post("/apis", api(config("{'production':{'type':'DIGEST','password':7}}"))).status()).isEqualTo(400);
	}

}
