package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.gatehouse.web.security.TenantFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Tokens by the signed word of a trusted issuer, and the pages on which it is trusted.
 */
class JwtBearerIT extends KeyManagerTest {

	private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

	private final String issuer = "https://" + UUID.randomUUID() + ".example";

	private final WebApplicationContext context;

	private MockMvc pages;

	@Autowired
	JwtBearerIT(News news, WebApplicationContext context) {
		super(news);
		this.context = context;
		this.pages = MockMvcBuilders.webAppContextSetup(context).build();
	}

	@BeforeEach
	void open() {
		DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(this.context);
		builder.addFilters(this.context.getBean(TenantFilter.class));
		this.pages = builder.apply(springSecurity()).build();
	}

	private MockHttpServletResponse as(String user, MockHttpServletRequestBuilder request) throws Exception {
		return this.pages
			.perform(request.with(csrf())
				.with(oidcLogin().idToken((token) -> token.subject(user).claim("tenant", "carbon.super"))))
			.andReturn()
			.getResponse();
	}

	private MockHttpServletResponse trust(String issuer, String keys, String jwksUri) throws Exception {
		return as("admin",
				post("/admin/issuers").param("name", "Partner")
					.param("issuer", issuer)
					.param("keys", keys)
					.param("jwksUri", jwksUri));
	}

	private ClientKey client() {
		return this.news.application(TOM, TokenFormat.JWT,
				(client) -> client.permit(List.of(GRANT, "refresh_token"), List.of()));
	}

	private Answer ask(ClientKey client, String assertion) {
		return token(client, "grant_type", GRANT, "assertion", assertion, "scope", "news_read news_write");
	}

	@Test
	void takesTheWordOfATrustedIssuerOnce() throws Exception {
		Signer partner = Signer.rsa();
		assertThat(trust(this.issuer, publicKeySet(partner), "").getStatus()).isEqualTo(302);
		ClientKey client = client();
		String assertion = partner.sign(Signer.claims(this.issuer, TOM));
		Answer toms = ask(client, assertion);
		assertThat(toms.status()).isEqualTo(200);
		assertThat(toms.text("scope")).isEqualTo("news_read");
		assertThat(toms.json().has("refresh_token")).isFalse();
		assertThat(JSON.readTree(Base64.getUrlDecoder().decode(toms.text("access_token").split("\\.", -1)[1]))
			.path("sub")
			.asString()).isEqualTo(TOM);
		assertThat(ask(client, partner.sign(Signer.claims(this.issuer, JOHN))).text("scope"))
			.isEqualTo("news_read news_write");
		Answer again = ask(client, assertion);
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.text("error")).isEqualTo("invalid_grant");
		assertThat(ask(client, partner.sign(Signer.claims(this.issuer, "nobody"))).text("error"))
			.isEqualTo("invalid_grant");
		assertThat(ask(client, partner.sign(Signer.claims(this.issuer, null))).text("error"))
			.isEqualTo("invalid_grant");
		assertThat(ask(this.news.application(TOM, TokenFormat.JWT), assertion).text("error"))
			.isEqualTo("unauthorized_client");
		assertThat(token(client, "grant_type", GRANT).text("error")).isEqualTo("invalid_request");
	}

	@Test
	void exchangesTheTokenOfATrustedIssuer() throws Exception {
		Signer partner = Signer.ec();
		trust(this.issuer, publicKeySet(partner), "");
		String grant = "urn:ietf:params:oauth:grant-type:token-exchange";
		ClientKey client = this.news.application(TOM, TokenFormat.JWT,
				(service) -> service.permit(List.of(grant), List.of()));
		String type = "urn:ietf:params:oauth:token-type:jwt";
		Answer johns = token(client, "grant_type", grant, "subject_token",
				partner.sign(Signer.claims(this.issuer, JOHN)), "subject_token_type", type, "scope",
				"news_read news_write");
		assertThat(johns.text("scope")).isEqualTo("news_read news_write");
		assertThat(johns.text("issued_token_type")).isEqualTo("urn:ietf:params:oauth:token-type:access_token");
		assertThat(johns.json().path("expires_in").asInt()).isBetween(1, 60);
		assertThat(johns.json().has("refresh_token")).isFalse();
		String narrow = partner.sign(Signer.claims(this.issuer, JOHN).claim("scope", "news_read"));
		assertThat(token(client, "grant_type", grant, "subject_token", narrow, "subject_token_type", type, "scope",
				"news_read news_write")
			.text("scope")).isEqualTo("news_read");
		assertThat(
				token(client, "grant_type", grant, "subject_token", narrow, "subject_token_type", type).text("error"))
			.isEqualTo("invalid_grant");
		for (Map.Entry<String, String> forged : Forgeries
			.of(partner, () -> Signer.claims(this.issuer, JOHN), "https://nowhere.example/")
			.entrySet()) {
			assertThat(
					token(client, "grant_type", grant, "subject_token", forged.getValue(), "subject_token_type", type)
						.text("error"))
				.as(forged.getKey())
				.isEqualTo("invalid_grant");
		}
		String good = partner.sign(Signer.claims(this.issuer, JOHN));
		assertThat(token(client, "grant_type", grant, "subject_token", good, "subject_token_type", type, "actor_token",
				good, "actor_token_type", type)
			.text("error")).isEqualTo("invalid_request");
	}

	private static String publicKeySet(Signer signer) {
		return "{\"keys\":[" + signer.key().toPublicJWK().toJSONString() + "]}";
	}

	@Test
	void believesNoForgery() throws Exception {
		try (KeySite canary = new KeySite()) {
			for (Signer partner : List.of(Signer.rsa(), Signer.ec())) {
				String name = this.issuer + "/" + partner.key().getKeyType();
				assertThat(trust(name, publicKeySet(partner), "").getStatus()).isEqualTo(302);
				ClientKey client = client();
				for (Map.Entry<String, String> forged : Forgeries
					.of(partner, () -> Signer.claims(name, TOM), canary.at("localhost"))
					.entrySet()) {
					Answer answer = ask(client, forged.getValue());
					assertThat(answer.status()).as(forged.getKey()).isEqualTo(400);
					assertThat(answer.text("error")).as(forged.getKey()).isEqualTo("invalid_grant");
				}
				assertThat(ask(client, partner.sign(Signer.claims(name, TOM))).status()).isEqualTo(200);
			}
			assertThat(canary.visits()).isZero();
		}
	}

	@Test
	void trustsByUrlCertificateOrKeyAndCeasesTo() throws Exception {
		try (KeySite site = new KeySite()) {
			Signer partner = Signer.ec();
			site.show(publicKeySet(partner));
			assertThat(trust(this.issuer, "", site.at("localhost")).getStatus()).isEqualTo(302);
			ClientKey client = client();
			assertThat(ask(client, partner.sign(Signer.claims(this.issuer, TOM))).status()).isEqualTo(200);
			assertThat(as("admin", get("/admin/issuers")).getContentAsString()).contains(this.issuer,
					site.at("localhost"));
			MockHttpServletResponse twice = trust(this.issuer, publicKeySet(partner), "");
			assertThat(twice.getStatus()).isEqualTo(400);
			assertThat(twice.getContentAsString()).contains("issuer-error");
			String list = as("admin", get("/admin/issuers")).getContentAsString();
			String path = list.substring(
					list.lastIndexOf("/admin/issuers/", list.indexOf("/remove", list.indexOf(this.issuer))),
					list.indexOf("/remove", list.indexOf(this.issuer)));
			assertThat(as("admin", get(path + "/remove")).getContentAsString()).contains("Trust Partner no longer?");
			assertThat(as("admin", post(path + "/remove")).getRedirectedUrl()).isEqualTo("/admin/issuers");
			assertThat(ask(client, partner.sign(Signer.claims(this.issuer, TOM))).text("error"))
				.isEqualTo("invalid_grant");
		}
		for (Signer partner : List.of(Signer.rsa(), Signer.ec())) {
			String name = this.issuer + "/" + partner.key().getKeyType();
			assertThat(trust(name, pem(partner), "").getStatus()).isEqualTo(302);
			// A key in PEM has no name that an assertion could give.
			assertThat(ask(client(), partner.sign(Signer.claims(name, TOM), (header) -> header.keyID(null))).status())
				.isEqualTo(200);
		}
	}

	private static String pem(Signer signer) throws JOSEException {
		byte[] encoded = (signer.key() instanceof RSAKey rsa) ? rsa.toPublicKey().getEncoded()
				: ((ECKey) signer.key()).toPublicKey().getEncoded();
		return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
				+ "\n-----END PUBLIC KEY-----\n";
	}

	@Test
	void goesOnWithTheKeysThatItHasWhileTheirSiteIsWrong() throws Exception {
		try (KeySite site = new KeySite()) {
			Signer partner = Signer.ec();
			site.show(publicKeySet(partner));
			assertThat(trust(this.issuer, "", site.at("localhost")).getStatus()).isEqualTo(302);
			ClientKey client = client();
			for (String nonsense : List.of("<html>", "{}", "{\"keys\":[]}", "")) {
				site.show(nonsense);
				assertThat(ask(client, partner.sign(Signer.claims(this.issuer, TOM))).status()).isEqualTo(200);
				assertThat(ask(client, Signer.ec().sign(Signer.claims(this.issuer, TOM))).text("error"))
					.isEqualTo("invalid_grant");
			}
			assertThat(site.visits()).isEqualTo(1);
		}
	}

	@Test
	void takesNoCertificateBeforeOrAfterItsTime() throws Exception {
		for (String certificate : List.of("until-2021", "from-2120")) {
			for (String keys : List.of(certificate(certificate),
					certificate("until-2126") + certificate(certificate))) {
				MockHttpServletResponse refused = trust(this.issuer, keys, "");
				assertThat(refused.getStatus()).as(certificate).isEqualTo(400);
				assertThat(refused.getContentAsString()).as(certificate).contains("keys-error", "that hold now");
			}
		}
		assertThat(trust(this.issuer, certificate("until-2126"), "").getStatus()).isEqualTo(302);
		Signer partner = Signer.ec();
		long now = Instant.now().getEpochSecond();
		Map<String, Object> key = new LinkedHashMap<>(partner.key().toPublicJWK().toJSONObject());
		key.put("exp", now - 1);
		assertThat(trust(this.issuer + "/2", JSON.writeValueAsString(Map.of("keys", List.of(key))), "").getStatus())
			.isEqualTo(400);
		key.put("exp", now + 3600);
		assertThat(trust(this.issuer + "/2", JSON.writeValueAsString(Map.of("keys", List.of(key))), "").getStatus())
			.isEqualTo(302);
		ClientKey client = client();
		assertThat(ask(client, partner.sign(Signer.claims(this.issuer + "/2", TOM))).status()).isEqualTo(200);
		// And once the time is over, what was trusted is so no more.
		this.news.change("update trusted_issuer set jwks = replace(jwks, ?, ?) where issuer = ?",
				Long.toString(now + 3600), Long.toString(now - 1), this.issuer + "/2");
		assertThat(ask(client, partner.sign(Signer.claims(this.issuer + "/2", TOM))).text("error"))
			.isEqualTo("invalid_grant");
	}

	private static String certificate(String name) throws IOException {
		try (InputStream in = JwtBearerIT.class.getResourceAsStream("/certificates/" + name + ".pem")) {
			assertThat(in).isNotNull();
			return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

	@Test
	void refusesKeysThatAreNone() throws Exception {
		try (KeySite site = new KeySite()) {
			Signer partner = Signer.ec();
			site.show(publicKeySet(partner));
			for (String keys : List.of("nonsense", "{}", "{\"keys\":[]}",
					"{\"keys\":[" + partner.key().toJSONString() + "]}",
					"{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}",
					"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
					"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "")) {
				MockHttpServletResponse wrong = trust(this.issuer, keys, "");
				assertThat(wrong.getStatus()).as(keys).isEqualTo(400);
				assertThat(wrong.getContentAsString()).as(keys).contains("keys-error", this.issuer);
			}
			for (String url : List.of("ftp://x.example/keys", "nonsense", site.at("127.0.0.1"),
					"http://169.254.169.254/keys")) {
				MockHttpServletResponse wrong = trust(this.issuer, "", url);
				assertThat(wrong.getStatus()).as(url).isEqualTo(400);
				assertThat(wrong.getContentAsString()).as(url).contains("jwksUri-error");
			}
			assertThat(trust(this.issuer, publicKeySet(partner), site.at("localhost")).getStatus()).isEqualTo(400);
			assertThat(trust("https://localhost:9443", publicKeySet(partner), "").getContentAsString())
				.contains("issuer-error");
		}
		assertThat(as(TOM, get("/admin/issuers")).getStatus()).isEqualTo(403);
	}

}
