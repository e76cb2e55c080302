package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.runtime.Access.Scheme;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.snapshot.CallerCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Client certificates, by TLS and by the word of a proxy.
 */
class MutualTlsIT {

	private static final String HEADER = "X-Client-Certificate";

	private static TestCertificates gateway;

	private static TestCertificates known;

	private static TestCertificates stranger;

	private GatewayKit kit;

	private Fixtures.ApiBuilder api;

	@BeforeAll
	static void certify(@TempDir Path directory) {
		gateway = TestCertificates.make(directory, "dns:localhost");
		known = TestCertificates.make(directory, "dns:known.example");
		stranger = TestCertificates.make(directory, "dns:stranger.example");
	}

	@BeforeEach
	void start() {
		InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		this.kit = new GatewayKit((configuration) -> configuration
			.withListeners(new GatewayConfiguration.Listeners(anyPort, anyPort, gateway.server(),
					gateway.askingServer(), null, false))
			.withCredentials(new GatewayConfiguration.Credentials("Authorization", false, HEADER)));
		this.api = Fixtures.api("/m", this.kit.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/any"),
					Fixtures.operation(HttpVerb.GET, "/user", AuthType.APPLICATION_USER),
					Fixtures.operation(HttpVerb.GET, "/none", AuthType.NONE),
					Fixtures.operation(HttpVerb.GET, "/scoped", AuthType.ANY, "news_read"));
	}

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private void deploy(boolean certificateMandatory, boolean credentialsMandatory, Scheme... schemes) {
		this.kit.subscribe(
				this.api.runtime(ApiRuntime.DEFAULT.withAccess(
						new Access(Set.of(schemes), certificateMandatory, credentialsMandatory, null, null, false))),
				"Unlimited");
	}

	private CallerCertificate certificate(String tier, Instant notAfter) {
		return new CallerCertificate(this.api.id(), "known", known.fingerprint(), tier, Instant.now().minusSeconds(60),
				notAfter);
	}

	private void know(String tier) {
		this.kit.deploy(certificate(tier, Instant.now().plusSeconds(600)));
	}

	private HttpResponse<String> callBy(String protocol, SSLContext context, String path, String... headers) {
		SSLParameters parameters = new SSLParameters();
		parameters.setProtocols(new String[] { protocol });
		try (HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.sslContext(context)
			.sslParameters(parameters)
			.build()) {
			HttpRequest.Builder request = HttpRequest
				.newBuilder(URI.create("https://localhost:" + this.kit.gateway().httpsPort() + path))
				.timeout(Duration.ofSeconds(20));
			return client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private HttpResponse<String> call(SSLContext context, String path, String... headers) {
		return callBy("TLSv1.3", context, path, headers);
	}

	private SSLContext with(TestCertificates own) {
		return own.clientOf(gateway);
	}

	private SSLContext without() {
		return TestCertificates.trusting(gateway);
	}

	private static void expect(HttpResponse<String> answer, int status, String code) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.body()).contains(code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void whereAClientCertificateIsAllThatIsTakenItHasToBeKnown(String protocol) {
		deploy(false, false, Scheme.MUTUAL_SSL);
		know("Unlimited");
		assertThat(callBy(protocol, with(known), "/m/1.0.0/any").statusCode()).isEqualTo(200);
		expect(callBy(protocol, with(stranger), "/m/1.0.0/any"), 401, "900901");
		HttpResponse<String> missing = callBy(protocol, without(), "/m/1.0.0/any");
		expect(missing, 401, "900902");
		assertThat(missing.body()).contains("a client certificate");
		assertThat(missing.headers().firstValue("www-authenticate")).isPresent();
		expect(callBy(protocol, with(known), "/m/1.0.0/user"), 401, "900905");
		expect(callBy(protocol, with(known), "/m/1.0.0/scoped"), 403, "900910");
		assertThat(callBy(protocol, without(), "/m/1.0.0/none").statusCode()).isEqualTo(200);
	}

	@Test
	void aCertificateHasItsTierAndItsTimeAndEndsAtOnce() {
		deploy(false, false, Scheme.MUTUAL_SSL);
		know("Bronze");
		assertThat(call(with(known), "/m/1.0.0/any").statusCode()).isEqualTo(200);
		expect(call(with(known), "/m/1.0.0/any"), 429, "900804");
		this.kit.deploy(certificate("Unlimited", Instant.now().minusSeconds(1)));
		expect(call(with(known), "/m/1.0.0/any"), 401, "900901");
		know("Unlimited");
		assertThat(call(with(known), "/m/1.0.0/any").statusCode()).isEqualTo(200);
		this.kit.remove(certificate("Unlimited", Instant.now()).key());
		expect(call(with(known), "/m/1.0.0/any"), 401, "900901");
	}

	@Test
	void mandatoryAndOptionalMeanWhatTheySay() {
		know("Unlimited");
		String[] token = { "Authorization", "Bearer " + TestTokens.user(GatewayKit.CONSUMER_KEY, "tom") };
		deploy(true, true, Scheme.MUTUAL_SSL, Scheme.OAUTH2);
		assertThat(call(with(known), "/m/1.0.0/any", token).statusCode()).isEqualTo(200);
		expect(call(with(known), "/m/1.0.0/any"), 401, "900902");
		expect(call(without(), "/m/1.0.0/any", token), 401, "900902");
		deploy(true, false, Scheme.MUTUAL_SSL, Scheme.OAUTH2);
		assertThat(call(with(known), "/m/1.0.0/any").statusCode()).isEqualTo(200);
		expect(call(without(), "/m/1.0.0/any", token), 401, "900902");
		expect(call(with(known), "/m/1.0.0/any", "Authorization", "Bearer wrong.wrong.wrong"), 401, "900901");
		deploy(false, true, Scheme.MUTUAL_SSL, Scheme.OAUTH2);
		assertThat(call(without(), "/m/1.0.0/any", token).statusCode()).isEqualTo(200);
		expect(call(with(known), "/m/1.0.0/any"), 401, "900902");
		deploy(false, false, Scheme.MUTUAL_SSL, Scheme.OAUTH2);
		assertThat(call(without(), "/m/1.0.0/any", token).statusCode()).isEqualTo(200);
		assertThat(call(with(known), "/m/1.0.0/any").statusCode()).isEqualTo(200);
		expect(call(with(stranger), "/m/1.0.0/any"), 401, "900902");
	}

	@Test
	void nobodyIsAskedForACertificateWhileNoApiTakesOne() {
		deploy(false, true, Scheme.OAUTH2);
		assertThat(shown(call(with(known), "/m/1.0.0/none"))).isFalse();
		deploy(false, false, Scheme.MUTUAL_SSL);
		know("Unlimited");
		assertThat(shown(call(with(known), "/m/1.0.0/any"))).isTrue();
	}

	private static boolean shown(HttpResponse<String> answer) {
		return answer.sslSession().orElseThrow().getLocalCertificates() != null;
	}

	@Test
	void aStrangersWordOfACertificateIsNotBelieved() throws InterruptedException {
		deploy(false, false, Scheme.MUTUAL_SSL);
		know("Unlimited");
		expect(call(without(), "/m/1.0.0/any", HEADER, known.encoded()), 401, "900902");
		expect(this.kit.get("/m/1.0.0/any", HEADER, known.encoded()), 401, "900902");
		assertThat(this.kit.get("/m/1.0.0/none", HEADER, known.encoded()).statusCode()).isEqualTo(200);
		assertThat(this.kit.backend.calls().take().header("X-client-certificate")).isEmpty();
	}

	@Test
	void aTrustedProxysWordIsBelievedInTheFormsThatProxiesUse() {
		InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		try (GatewayKit behind = new GatewayKit(
				(configuration) -> configuration.withListeners(new GatewayConfiguration.Listeners(anyPort, null, null))
					.withTrustedProxies(Set.of("127.0.0.1"))
					.withCredentials(new GatewayConfiguration.Credentials("Authorization", false, HEADER)))) {
			behind.deploy(this.api.production(behind.backend.url(""))
				.runtime(ApiRuntime.DEFAULT
					.withAccess(new Access(Set.of(Scheme.MUTUAL_SSL), true, false, null, null, false)))
				.build(), certificate("Unlimited", Instant.now().plusSeconds(600)));
			String base64 = known.encoded();
			String pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
			for (String value : new String[] { base64, ":" + base64 + ":",
					java.net.URLEncoder.encode(pem, java.nio.charset.StandardCharsets.US_ASCII).replace("+", "%20"),
					pem.replace("\n", " ").strip() }) {
				assertThat(behind.get("/m/1.0.0/any", HEADER, value).statusCode()).as(value).isEqualTo(200);
			}
			for (String value : new String[] { stranger.encoded(), "nonsense%", ":",
					Base64.getEncoder().encodeToString(new byte[] { 1, 2, 3 }) }) {
				expect(behind.get("/m/1.0.0/any", HEADER, value), 401, "90090");
			}
			expect(behind.get("/m/1.0.0/any"), 401, "900902");
			assertThat(behind.send(behind.request("/m/1.0.0/any").header(HEADER, base64).header(HEADER, base64).build())
				.statusCode()).isEqualTo(401);
		}
	}

}
