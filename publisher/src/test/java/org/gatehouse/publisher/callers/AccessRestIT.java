package org.gatehouse.publisher.callers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.snapshot.CallerCertificate;
import org.gatehouse.publisher.PublisherRestTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * By which credentials and certificates, and from which pages an API is called, in REST.
 */
class AccessRestIT extends PublisherRestTest {

	private static final String CERTIFICATE = """
			-----BEGIN CERTIFICATE-----
			MIIBiTCCAS+gAwIBAgIUH6tVBQIdS4GFmXpnoIcgIzmetQUwCgYIKoZIzj0EAwIw
			GTEXMBUGA1UEAwwOY2xpZW50LmV4YW1wbGUwIBcNMjYxMTIzMDQxNjE2WhgPMjEy
			NjEwMzAwNDE2MTZaMBkxFzAVBgNVBAMMDmNsaWVudC5leGFtcGxlMFkwEwYHKoZI
			zj0CAQYIKoZIzj0DAQcDQgAECZt89allcWmOYNhWtB7XorffTTndBkVImIZ8vr0x
			/1ntmWl6X/84TKhZFNQtidJShfqJD58almyKpZwher4Y46NTMFEwHQYDVR0OBBYE
			FKtqmQR3gnmcG28M5mXXaplK5/y+MB8GA1UdIwQYMBaAFKtqmQR3gnmcG28M5mXX
			aplK5/y+MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAOTEWFEP
			F47XfzJue0/1F/Xpxf+W/PNCWFe392wZOGm9AiBR5HjvlZf4LNz7qi4rm/7djRqs
			VVXMBxEdDwtVCY+yEA==
			-----END CERTIFICATE-----
			""";

	private static final String OTHER = """
			-----BEGIN CERTIFICATE-----
			MIIBhzCCAS2gAwIBAgIUItWWTpToYCGR4ogMscRvuy6sbtswCgYIKoZIzj0EAwIw
			GDEWMBQGA1UEAwwNb3RoZXIuZXhhbXBsZTAgFw0yNjExMjMwNDE2MTZaGA8yMTI2
			MTAzMDA0MTYxNlowGDEWMBQGA1UEAwwNb3RoZXIuZXhhbXBsZTBZMBMGByqGSM49
			AgEGCCqGSM49AwEHA0IABAJa4wVSJeMW9OeXy+qFmS14ZhCBbmHW33ShSI64oB+/
			2un7aN2aa91Xdp10Diuz99WpSrKKBEsDcGBkPLo3cvOjUzBRMB0GA1UdDgQWBBQx
			aNHNujVHOqtB0eN+OS2b5NrerzAfBgNVHSMEGDAWgBQxaNHNujVHOqtB0eN+OS2b
			5NrerzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIGEO/Xu+rJ1v
			GQEuvN5X4dC6i9g2gvHS8XvutOSle5wdAiEApmd3FpOpQKl0NWCiCwhYpCw3v+ut
			43S0jdLQk3Ihh6c=
			-----END CERTIFICATE-----
			""";

	private static List<String> texts(JsonNode array) {
		List<String> texts = new ArrayList<>();
		array.forEach((item) -> texts.add(item.asString()));
		return texts;
	}

	private MockHttpServletResponse upload(HttpMethod method, String path, @Nullable String certificate,
			String... fields) {
		var request = this.mvc.method(method)
			.uri("/api/am/publisher/v4" + path)
			.header(HttpHeaders.AUTHORIZATION, "Bearer ann")
			.multipart();
		if (certificate != null) {
			request.file(new MockMultipartFile("certificate", "c.pem", "application/x-pem-file",
					certificate.getBytes(StandardCharsets.US_ASCII)));
		}
		for (int i = 0; i < fields.length; i += 2) {
			request.param(fields[i], fields[i + 1]);
		}
		return request.exchange().getResponse();
	}

	@Test
	void anApiThatSaysNothingTakesTokensByTheGatewaysRules() {
		Answer api = get("/apis/" + created());
		assertThat(texts(api.body().get("securityScheme"))).containsExactly("oauth2",
				"oauth_basic_auth_api_key_mandatory");
		assertThat(api.body().has("authorizationHeader")).isFalse();
		assertThat(api.at("/corsConfiguration/corsConfigurationEnabled")).isEqualTo("false");
	}

	@Test
	void credentialsAndPagesComeBackAsTheyWereSentAndReachTheGatewaysWithADeployment() {
		String id = published();
		String name = get("/apis/" + id).at("/name");
		String context = get("/apis/" + id).at("/context").substring(1);
		String more = publishable() + ",'securityScheme':['oauth2','api_key','mutualssl','mutualssl_mandatory'],"
				+ "'authorizationHeader':'X-Auth','apiKeyHeader':'X-Key','apiKeyInQuery':true,"
				+ "'corsConfiguration':{'corsConfigurationEnabled':true,"
				+ "'accessControlAllowOrigins':['https://page.example'],'accessControlAllowCredentials':true,"
				+ "'accessControlAllowHeaders':['X-Auth'],'accessControlAllowMethods':['GET','POST'],"
				+ "'accessControlMaxAge':60}";
		Answer changed = put("/apis/" + id, api(name, context, more), null);
		assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
		Answer read = get("/apis/" + id);
		assertThat(texts(read.body().get("securityScheme"))).containsExactly("oauth2", "api_key", "mutualssl",
				"mutualssl_mandatory");
		assertThat(read.at("/authorizationHeader")).isEqualTo("X-Auth");
		assertThat(read.at("/apiKeyHeader")).isEqualTo("X-Key");
		assertThat(read.at("/apiKeyInQuery")).isEqualTo("true");
		assertThat(read.at("/corsConfiguration/accessControlAllowOrigins/0")).isEqualTo("https://page.example");
		assertThat(read.at("/corsConfiguration/accessControlMaxAge")).isEqualTo("60");
		Answer kept = put("/apis/" + id, api(name, context, publishable()), null);
		assertThat(kept.at("/authorizationHeader")).as("what is left out stays").isEqualTo("X-Auth");
		Answer cleared = put("/apis/" + id, api(name, context, publishable()
				+ ",'securityScheme':[],'authorizationHeader':null,'corsConfiguration':{'corsConfigurationEnabled':false}"),
				null);
		assertThat(texts(cleared.body().get("securityScheme"))).containsExactly("oauth2",
				"oauth_basic_auth_api_key_mandatory");
		assertThat(cleared.at("/corsConfiguration/corsConfigurationEnabled")).isEqualTo("false");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					'securityScheme':['oauth3']|securityScheme
					'securityScheme':['oauth2','mutualssl_mandatory']|securityScheme
					'securityScheme':['mutualssl','oauth_basic_auth_api_key_mandatory']|securityScheme
					'authorizationHeader':'Host'|authorizationHeader
					'authorizationHeader':'X Auth'|authorizationHeader
					'apiKeyHeader':'authorization'|apiKeyHeader
					'corsConfiguration':{'corsConfigurationEnabled':true}|corsConfiguration.accessControlAllowOrigins
					'corsConfiguration':{'corsConfigurationEnabled':true,'accessControlAllowOrigins':['*'],'accessControlAllowCredentials':true}|corsConfiguration.accessControlAllowCredentials
					'corsConfiguration':{'corsConfigurationEnabled':true,'accessControlAllowOrigins':['https://a.example/']}|corsConfiguration.accessControlAllowOrigins
					'corsConfiguration':{'corsConfigurationEnabled':true,'accessControlAllowOrigins':['*','https://a.example']}|corsConfiguration.accessControlAllowOrigins
					'corsConfiguration':{'corsConfigurationEnabled':true,'accessControlAllowOrigins':['*'],'accessControlAllowMethods':['get']}|corsConfiguration.accessControlAllowMethods
					'corsConfiguration':{'corsConfigurationEnabled':true,'accessControlAllowOrigins':['*'],'accessControlMaxAge':-5}|corsConfiguration.accessControlMaxAge
					""")
	void whatCannotBeIsRefusedAtItsField(String wrong, String field) {
		Answer refused = post("/apis", api(wrong));
		assertThat(refused.status()).as(refused.body().toString()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo(field);
	}

	@Test
	void aClientCertificateIsKnownToTheGatewaysAtOnceAndUntilItIsDeleted() throws Exception {
		String id = created();
		String path = "/apis/" + id + "/client-certificates";
		MockHttpServletResponse added = upload(HttpMethod.POST, path, CERTIFICATE, "alias", "partner", "tier", "Gold");
		assertThat(added.getStatus()).as(added.getContentAsString()).isEqualTo(200);
		assertThat(added.getContentAsString()).contains("\"alias\":\"partner\"", "\"tier\":\"Gold\"", id);
		assertThat(this.fixture.entry("client-certificate:" + id + "/partner"))
			.hasValueSatisfying((entry) -> assertThat(entry).isInstanceOfSatisfying(CallerCertificate.class,
					(told) -> assertThat(told.tier()).isEqualTo("Gold")));
		assertThat(get(path).at("/certificates/0/alias")).isEqualTo("partner");
		assertThat(get(path + "/partner").at("/subject")).isEqualTo("CN=client.example");
		assertThat(get(path + "/partner").at("/status")).isEqualTo("Active");
		assertThat(upload(HttpMethod.POST, path, CERTIFICATE, "alias", "again", "tier", "Gold").getStatus())
			.isEqualTo(409);
		assertThat(upload(HttpMethod.POST, path, OTHER, "alias", "partner", "tier", "Gold").getStatus()).isEqualTo(409);
		assertThat(upload(HttpMethod.PUT, path + "/partner", OTHER, "tier", "Bronze").getStatus()).isEqualTo(200);
		assertThat(get(path + "/partner").at("/subject")).isEqualTo("CN=other.example");
		assertThat(delete(path + "/partner").status()).isEqualTo(200);
		assertThat(this.fixture.entry("client-certificate:" + id + "/partner")).isEmpty();
		assertThat(get(path + "/partner").status()).isEqualTo(404);
		upload(HttpMethod.POST, path, CERTIFICATE, "alias", "left", "tier", "Gold");
		assertThat(delete("/apis/" + id).status()).isEqualTo(200);
		assertThat(this.fixture.entry("client-certificate:" + id + "/left")).isEmpty();
	}

	@Test
	void whatIsNoCertificateIsRefused() {
		String path = "/apis/" + created() + "/client-certificates";
		assertThat(upload(HttpMethod.POST, path, "no certificate", "alias", "a", "tier", "Gold").getStatus())
			.isEqualTo(400);
		assertThat(upload(HttpMethod.POST, path, CERTIFICATE, "alias", "a/b", "tier", "Gold").getStatus())
			.isEqualTo(400);
		assertThat(upload(HttpMethod.POST, path, CERTIFICATE, "alias", "a", "tier", "None").getStatus()).isEqualTo(400);
		assertThat(upload(HttpMethod.POST, path, null, "alias", "a", "tier", "Gold").getStatus()).isEqualTo(400);
		assertThat(get("/apis/00000000-0000-0000-0000-000000000000/client-certificates").status()).isEqualTo(404);
	}

}
