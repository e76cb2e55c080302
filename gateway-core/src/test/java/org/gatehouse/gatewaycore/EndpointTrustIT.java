package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.snapshot.EndpointCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is trusted in one backend, and the certificate that the gateway shows to it.
 */
class EndpointTrustIT {

	@TempDir
	Path directory;

	private final List<HttpsServer> servers = new ArrayList<>();

	private Sealed sealed;

	private GatewayKit kit;

	@BeforeEach
	void start() {
		this.sealed = new Sealed(this.directory);
		this.kit = new GatewayKit((configuration) -> configuration
			.withTrust(new GatewayConfiguration.Trust(null, null, this.sealed.sealer)));
	}

	@AfterEach
	void stop() {
		this.kit.close();
		this.servers.forEach((server) -> server.stop(0));
	}

	private URI backend(String host, TestCertificates certificate, TestCertificates... clients) throws IOException {
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(
				new HttpsConfigurator((clients.length > 0) ? certificate.server(clients) : certificate.server()) {
					@Override
					public void configure(HttpsParameters parameters) {
						var tls = getSSLContext().getDefaultSSLParameters();
						tls.setNeedClientAuth(clients.length > 0);
						parameters.setSSLParameters(tls);
					}
				});
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.createContext("/", (exchange) -> {
			if (exchange.getRequestURI().getPath().equals("/token")) {
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				TestBackend.answer(exchange, 200, "{\"access_token\":\"at\",\"expires_in\":60}");
				return;
			}
			String peer = (clients.length > 0) ? ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName()
					: "nobody";
			TestBackend.answer(exchange, 200, peer + " " + exchange.getRequestHeaders().getFirst("Authorization"));
		});
		server.start();
		this.servers.add(server);
		return URI.create("https://" + host + ":" + server.getAddress().getPort());
	}

	private static Fixtures.ApiBuilder open(String context, URI url) {
		return Fixtures.api(context, url)
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
					Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE));
	}

	private static EndpointCertificate trusted(URI url, TestCertificates certificate) {
		return new EndpointCertificate(Fixtures.TENANT_DOMAIN, "one", url.getHost(), url.getPort(),
				certificate.encoded());
	}

	private int status(String path) {
		return this.kit.get(path).statusCode();
	}

	@Test
	void anUploadedCertificateIsTrustedAtOnceAtItsAddressOnly() throws Exception {
		TestCertificates certificate = TestCertificates.make(this.directory, "dns:localhost");
		URI url = backend("localhost", certificate);
		URI other = backend("localhost", certificate);
		this.kit.deploy(open("/one", url).build(), open("/other", other).build());
		assertThat(status("/one/1.0.0/x")).isEqualTo(502);
		this.kit.deployOf(TenantId.random(), new EndpointCertificate("elsewhere.example", "one", url.getHost(),
				url.getPort(), certificate.encoded()));
		assertThat(status("/one/1.0.0/x")).isEqualTo(502);
		this.kit.deploy(trusted(url, certificate));
		assertThat(status("/one/1.0.0/x")).isEqualTo(200);
		assertThat(status("/other/1.0.0/x")).isEqualTo(502);
		this.kit.remove(trusted(url, certificate).key());
		assertThat(status("/one/1.0.0/x")).isEqualTo(502);
	}

	@Test
	void theNameIsVerifiedAllTheSame() throws Exception {
		TestCertificates certificate = TestCertificates.make(this.directory, "dns:backend.example");
		URI url = backend("localhost", certificate);
		this.kit.deploy(open("/one", url).build(), trusted(url, certificate));
		assertThat(status("/one/1.0.0/x")).isEqualTo(502);
	}

	@Test
	void aCertificateIsShownToThoseWhoAskForIt() throws Exception {
		TestCertificates server = TestCertificates.make(this.directory, "dns:localhost");
		TestCertificates gateway = TestCertificates.make(this.directory, "dns:gateway.example");
		TestCertificates stranger = TestCertificates.make(this.directory, "dns:stranger.example");
		URI url = backend("localhost", server, gateway);
		this.kit.deploy(trusted(url, server), open("/none", url).build(),
				open("/known", url).runtime(Sealed.runtime(this.sealed.certificate(gateway))).build(),
				open("/stranger", url).runtime(Sealed.runtime(this.sealed.certificate(stranger))).build());
		for (int i = 0; i < 2; i++) {
			assertThat(this.kit.get("/known/1.0.0/x").body()).isEqualTo("CN=test null");
			assertThat(status("/none/1.0.0/x")).isEqualTo(502);
			assertThat(status("/stranger/1.0.0/x")).isEqualTo(502);
		}
	}

	@Test
	void aTokenEndpointIsTrustedLikeABackend() throws Exception {
		TestCertificates certificate = TestCertificates.make(this.directory, "dns:localhost");
		URI url = backend("localhost", certificate);
		this.kit.deploy(trusted(url, certificate), open("/one", url)
			.runtime(Sealed.runtime(new EndpointSecurity.OAuth(EndpointSecurity.Grant.CLIENT_CREDENTIALS,
					url.resolve("/token"), "client", this.sealed.text("secret"), null, null, List.of(), Map.of())))
			.build());
		assertThat(this.kit.get("/one/1.0.0/x").body()).isEqualTo("nobody Bearer at");
	}

}
