package org.gatehouse.web.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import com.sun.net.httpserver.HttpServer;
import org.apache.hc.client5.http.DnsResolver;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.TooLarge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DocumentFetcherTests {

	private final AtomicInteger asked = new AtomicInteger();

	private HttpServer server;

	@BeforeEach
	void serve() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/document", (exchange) -> {
			this.asked.incrementAndGet();
			exchange.sendResponseHeaders(200, 10);
			exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.US_ASCII));
			exchange.close();
		});
		this.server.createContext("/elsewhere", (exchange) -> {
			exchange.getResponseHeaders().set("Location", "/document");
			exchange.sendResponseHeaders(302, -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void fetchesFromAHostThatTheOperatorAllows() {
		assertThat(allowing("docs.example").fetch("url", url("docs.example", "/document"), 10)).hasSize(10);
	}

	@Test
	void refusesANameThatLeadsToAPrivateAddressWithoutConnecting() {
		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> allowing("other.example").fetch("url", url("docs.example", "/document"), 10))
			.withMessageContaining("public address");
		assertThat(this.asked).hasValue(0);
	}

	@Test
	void looksAtTheVeryAddressesThatItConnectsTo() throws UnknownHostException {
		AtomicInteger questions = new AtomicInteger();
		DnsResolver rebinding = resolver((_) -> (questions.getAndIncrement() == 0) ? "192.0.2.1" : "127.0.0.1");
		assertThat(new PublicAddresses(rebinding, Set.of()).resolve("docs.example"))
			.containsExactly(InetAddress.getByName("192.0.2.1"));
		assertThat(questions).hasValue(1);
	}

	@Test
	void doesNotFollowARedirect() {
		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> allowing("docs.example").fetch("url", url("docs.example", "/elsewhere"), 10))
			.withMessageContaining("302");
		assertThat(this.asked).hasValue(0);
	}

	@Test
	void refusesADocumentThatIsTooLarge() {
		assertThatExceptionOfType(TooLarge.class)
			.isThrownBy(() -> allowing("docs.example").fetch("url", url("docs.example", "/document"), 9));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://docs.example/x", "docs.example", "http://user:password@docs.example/", "http:///x",
			"file:///etc/passwd", "http://docs.example/a b" })
	void refusesWhatIsNoWebAddress(String url) {
		assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> allowing("docs.example").fetch("url", url, 10))
			.withMessageContaining("http or https");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
			"0.0.0.0", "224.0.0.1", "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1" })
	void takesNoPrivateAddressForPublic(String address) throws UnknownHostException {
		assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.1", "2001:db8::1" })
	void takesOthersForPublic(String address) throws UnknownHostException {
		assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
	}

	private String url(String host, String path) {
		return "http://" + host + ":" + this.server.getAddress().getPort() + path;
	}

	private static DocumentFetcher allowing(String... hosts) {
		return new DocumentFetcher("gatehouse.publisher.import-hosts", resolver((_) -> "127.0.0.1"),
				Set.copyOf(Arrays.asList(hosts)));
	}

	private static DnsResolver resolver(UnaryOperator<String> addresses) {
		return new DnsResolver() {

			@Override
			public InetAddress[] resolve(String host) throws UnknownHostException {
				return new InetAddress[] { InetAddress.getByName(addresses.apply(host)) };
			}

			@Override
			public String resolveCanonicalHostname(String host) {
				return host;
			}

		};
	}

}
