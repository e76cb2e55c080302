package org.gatehouse.publisher.certificates;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.EndpointCertificate;
import org.gatehouse.db.feed.DatabaseChangeFeed;
import org.gatehouse.publisher.MadeCertificate;
import org.gatehouse.publisher.PublisherFixture;
import org.gatehouse.publisher.PublisherRestTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockMultipartFile;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointCertificatesIT extends PublisherRestTest {

	@Autowired
	DatabaseChangeFeed feed;

	private int upload(HttpMethod method, String path, byte[] certificate, @Nullable String alias,
			@Nullable String endpoint) {
		var request = this.mvc.method(method)
			.uri("/api/am/publisher/v4/endpoint-certificates" + path)
			.header(HttpHeaders.AUTHORIZATION, "Bearer ann")
			.multipart()
			.file(new MockMultipartFile("certificate", certificate));
		if (alias != null && endpoint != null) {
			request.param("alias", alias).param("endpoint", endpoint);
		}
		return request.exchange().getResponse().getStatus();
	}

	private @Nullable EndpointCertificate fed(String alias) throws IOException, InterruptedException {
		for (Change change : this.feed.changesSince(0, Duration.ZERO).changes()) {
			if (change.entry() instanceof EndpointCertificate entry && entry.alias().equals(alias)) {
				return entry;
			}
		}
		return null;
	}

	@Test
	void aCertificateIsTrustedReplacedShownAndRemoved() throws Exception {
		String alias = PublisherFixture.name("c").toLowerCase(java.util.Locale.ROOT);
		MadeCertificate first = MadeCertificate.of("first");
		assertThat(upload(HttpMethod.POST, "", first.pem().getBytes(java.nio.charset.StandardCharsets.US_ASCII), alias,
				"https://Backend.Example:8443/base"))
			.isEqualTo(200);
		EndpointCertificate entry = Objects.requireNonNull(fed(alias));
		assertThat(entry.host() + ":" + entry.port()).isEqualTo("backend.example:8443");
		assertThat(entry.certificate()).isEqualTo(Base64.getEncoder().encodeToString(first.der()));

		assertThat(get("/endpoint-certificates?alias=" + alias).at("/certificates/0/endpoint"))
			.isEqualTo("https://Backend.Example:8443/base");
		assertThat(get("/endpoint-certificates?alias=" + alias + "&endpoint=nowhere").at("/count")).isEqualTo("0");
		Answer info = get("/endpoint-certificates/" + alias);
		assertThat(info.at("/status") + info.at("/version") + info.at("/subject")).isEqualTo("ActiveV3CN=first");
		assertThat(info.at("/validity/to")).isNotEmpty();

		assertThat(upload(HttpMethod.POST, "", first.der(), alias, "other.example")).isEqualTo(409);
		MadeCertificate second = MadeCertificate.of("second");
		assertThat(upload(HttpMethod.PUT, "/" + alias, second.der(), null, null)).isEqualTo(200);
		assertThat(Objects.requireNonNull(fed(alias)).certificate())
			.isEqualTo(Base64.getEncoder().encodeToString(second.der()));
		String content = this.mvc.get()
			.uri("/api/am/publisher/v4/endpoint-certificates/" + alias + "/content")
			.header(HttpHeaders.AUTHORIZATION, "Bearer ann")
			.exchange()
			.getResponse()
			.getContentAsString();
		assertThat(content.replaceAll("\\s", "")).isEqualTo(second.pem().replaceAll("\\s", ""));

		assertThat(delete("/endpoint-certificates/" + alias).status()).isEqualTo(200);
		assertThat(fed(alias)).isNull();
		assertThat(get("/endpoint-certificates/" + alias).status()).isEqualTo(404);
		assertThat(delete("/endpoint-certificates/" + alias).status()).isEqualTo(404);
	}

	@Test
	void whoUsesACertificateIsListed() {
		String host = PublisherFixture.name("h").toLowerCase(java.util.Locale.ROOT) + ".example";
		String alias = PublisherFixture.name("u").toLowerCase(java.util.Locale.ROOT);
		upload(HttpMethod.POST, "", MadeCertificate.of("x").der(), alias, "https://" + host + ":8443");
		String spare = post("/apis",
				api("'endpointConfig':{'endpoint_type':'failover','production_endpoints':{'url':'https://a.example'},"
						+ "'production_failovers':[{'url':'https://" + host.toUpperCase(java.util.Locale.ROOT)
						+ ":8443/x'}]}"))
			.id();
		String sandbox = post("/apis",
				api("'endpointConfig':{'endpoint_type':'http','sandbox_endpoints':{'url':'wss://" + host + ":8443'}}"))
			.id();
		String token = post("/apis",
				api("'endpointConfig':{'endpoint_type':'http','production_endpoints':{'url':'https://a.example'},"
						+ "'endpoint_security':{'production':{'type':'OAUTH','grantType':'CLIENT_CREDENTIALS',"
						+ "'tokenUrl':'https://" + host + ":8443/token','clientId':'c','clientSecret':'s'}}}"))
			.id();
		for (String other : List.of("https://" + host, "http://" + host + ":8443", "https://x" + host + ":8443",
				"https://a.example/" + host + ":8443")) {
			assertThat(post("/apis",
					api("'endpointConfig':{'endpoint_type':'http','production_endpoints':{'url':'" + other + "'}}"))
				.status()).isEqualTo(201);
		}
		Answer uses = get("/endpoint-certificates/" + alias + "/usage?limit=2");
		assertThat(uses.at("/count") + " of " + uses.at("/pagination/total")).isEqualTo("2 of 3");
		Answer all = get("/endpoint-certificates/" + alias + "/usage");
		assertThat(all.body().get("list").findValuesAsString("id")).containsExactlyInAnyOrder(spare, sandbox, token);
		assertThat(all.at("/list/0/provider")).isEqualTo("ann");
		assertThat(get("/endpoint-certificates/nobody/usage").status()).isEqualTo(404);
	}

	@Test
	void whatIsNoCertificateOrNoAddressIsRefused() {
		byte[] good = MadeCertificate.of("x").der();
		assertThat(upload(HttpMethod.POST, "", new byte[] { 1, 2 }, "a", "host.example")).isEqualTo(400);
		assertThat(upload(HttpMethod.POST, "", good, "a b", "host.example")).isEqualTo(400);
		assertThat(upload(HttpMethod.POST, "", good, "a", "http://host.example")).isEqualTo(400);
		assertThat(upload(HttpMethod.POST, "", good, "a", "https://user@host.example")).isEqualTo(400);
		assertThat(upload(HttpMethod.PUT, "/nobody", good, null, null)).isEqualTo(404);
		assertThat(call(HttpMethod.GET, null, "/endpoint-certificates", null, null).status()).isEqualTo(401);
	}

}
