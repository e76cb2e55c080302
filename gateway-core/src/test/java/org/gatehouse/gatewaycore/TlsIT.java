package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS on both sides of the gateway.
 */
class TlsIT {

	@TempDir
	Path directory;

	private final List<HttpsServer> servers = new ArrayList<>();

	@AfterEach
	void stop() {
		this.servers.forEach((server) -> server.stop(0));
	}

	private URI backend(String host, TestCertificates certificate) throws IOException {
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.createContext("/", (exchange) -> TestBackend.answer(exchange, 200, "over TLS"));
		server.start();
		this.servers.add(server);
		return URI.create("https://" + host + ":" + server.getAddress().getPort());
	}

	private static Fixtures.ApiBuilder open(String context, URI url) {
		return Fixtures.api(context, url)
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE));
	}

	@Test
	void aBackendIsTrustedByItsCertificateForItsNameOnly() throws IOException {
		TestCertificates good = TestCertificates.make(this.directory, "dns:localhost");
		TestCertificates other = TestCertificates.make(this.directory, "dns:other.example");
		TestCertificates unknown = TestCertificates.make(this.directory, "dns:localhost");
		Set<X509Certificate> trust = Set.of(good.certificate(), other.certificate());
		try (GatewayKit kit = new GatewayKit(
				(configuration) -> configuration.withTrust(new GatewayConfiguration.Trust(trust, null, null)))) {
			kit.deploy(open("/good", backend("localhost", good)).build(),
					open("/other", backend("localhost", other)).build(),
					open("/unknown", backend("localhost", unknown)).build(),
					open("/address", backend("127.0.0.1", good)).build(),
					open("/plain", URI.create("https://localhost:" + kit.backend.port())).build());
			for (int i = 0; i < 3; i++) {
				assertThat(kit.get("/good/1.0.0/x").body()).isEqualTo("over TLS");
			}
			for (String context : List.of("/other", "/unknown", "/address", "/plain")) {
				HttpResponse<String> answer = kit.get(context + "/1.0.0/x");
				assertThat(answer.statusCode()).as(context).isEqualTo(502);
				assertThat(answer.body()).as(context).contains("101503");
			}
		}
	}

	@Test
	void aBackendThatNobodyVouchesForIsNotTrusted() throws IOException {
		try (GatewayKit kit = new GatewayKit()) {
			kit.deploy(open("/self", backend("localhost", TestCertificates.make(this.directory, "dns:localhost")))
				.build());
			assertThat(kit.get("/self/1.0.0/x").statusCode()).isEqualTo(502);
		}
	}

	@Test
	void aClientThatSendsTooMuchStillGetsItsAnswer() throws Exception {
		TestCertificates certificate = TestCertificates.make(this.directory, "dns:localhost");
		InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		try (GatewayKit kit = new GatewayKit((configuration) -> configuration
			.withListeners(new GatewayConfiguration.Listeners(anyPort, anyPort, certificate.server())))) {
			SSLContext trust = TestCertificates.trusting(certificate);
			for (String method : List.of("GET", "POST")) {
				try (Socket client = trust.getSocketFactory().createSocket("localhost", kit.gateway().httpsPort())) {
					client.setSoTimeout(10_000);
					RawBackend.send(client,
							method + " /nowhere HTTP/1.1\r\nHost: gateway\r\nContent-Length: 4000000\r\n\r\n");
					for (int i = 0; i < 10; i++) {
						RawBackend.send(client, "a".repeat(100_000));
					}
					String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
					assertThat(answer).startsWith("HTTP/1.1 404 ").endsWith("</am:fault>");
				}
			}
			kit.deploy(open("/open", kit.backend.url("")).build());
			try (Socket client = trust.getSocketFactory().createSocket("localhost", kit.gateway().httpsPort())) {
				RawBackend.send(client, "GET /open/1.0.0/x HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");
				assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
					.toLowerCase(Locale.ROOT)).startsWith("http/1.1 200 ");
				assertThat(kit.backend.calls().take().header("X-forwarded-proto")).containsExactly("https");
			}
		}
	}

}
