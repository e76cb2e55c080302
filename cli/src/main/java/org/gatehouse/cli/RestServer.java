package org.gatehouse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that is spoken to over HTTP. Its refusals become {@link CommandFailure}s.
 */
final class RestServer {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final URI url;

	private final HttpClient client;

	/**
	 * A server.
	 * @param url its base URL
	 * @param cacert the certificate that vouches for it, null for those that Java knows
	 */
	RestServer(URI url, @Nullable Path cacert) {
		this.url = url;
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(10));
		if (cacert != null) {
			builder.sslContext(trusting(cacert));
		}
		this.client = builder.build();
	}

	/**
	 * Begins a request.
	 * @param pathAndQuery starts with a slash; already encoded
	 * @return a builder with the URL set
	 */
	HttpRequest.Builder request(String pathAndQuery) {
		String base = this.url.toString();
		base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
		return HttpRequest.newBuilder(URI.create(base + pathAndQuery))
			.timeout(TIMEOUT)
			.header("Accept", "application/json");
	}

	/**
	 * Sends a request and reads the JSON that it is answered with.
	 * @param request the request
	 * @return the answer's body; a missing node where it is empty
	 * @throws CommandFailure if the answer is no success, or there is none
	 */
	JsonNode send(HttpRequest request) {
		HttpResponse<String> response = exchange(request);
		JsonNode body = read(response.body());
		if (response.statusCode() >= 300) {
			throw new CommandFailure(ExitCode.ofHttpStatus(response.statusCode()),
					refusal(request, response.statusCode(), body));
		}
		return body;
	}

	private HttpResponse<String> exchange(HttpRequest request) {
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (ConnectException _) {
			throw new CommandFailure(ExitCode.FAILURE,
					"nothing answers at " + this.url + ": start the server, or name another with --url");
		}
		catch (SSLException ex) {
			throw new CommandFailure(ExitCode.FAILURE, "the certificate of " + this.url
					+ " is not trusted: name the one that vouches for it with --cacert (" + ex.getMessage() + ")");
		}
		catch (IOException ex) {
			throw new CommandFailure(ExitCode.FAILURE, "no answer from " + this.url + ": " + ex);
		}
		catch (InterruptedException _) {
			Thread.currentThread().interrupt();
			throw new CommandFailure(ExitCode.FAILURE, "interrupted");
		}
	}

	private static JsonNode read(String body) {
		try {
			return body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
		}
		catch (JacksonException _) {
			return JSON.missingNode();
		}
	}

	private static String refusal(HttpRequest request, int status, JsonNode body) {
		StringBuilder text = new StringBuilder();
		String description = body.path("description").asString(body.path("error_description").asString(""));
		String message = body.path("message").asString(body.path("error").asString(""));
		text.append(description.isBlank() ? message : description);
		if (text.isEmpty()) {
			text.append(request.method()).append(' ').append(request.uri().getPath()).append(" was refused");
		}
		text.append(" (HTTP ").append(status).append(')');
		for (JsonNode detail : body.path("error")) {
			text.append(System.lineSeparator())
				.append("  ")
				.append(detail.path("code").asString(""))
				.append(": ")
				.append(detail.path("message").asString(""));
		}
		return text.toString();
	}

	private static SSLContext trusting(Path cacert) {
		try (InputStream pem = Files.newInputStream(cacert)) {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			int number = 0;
			for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
				store.setCertificateEntry("ca-" + number++, certificate);
			}
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new CommandFailure(ExitCode.USAGE, "--cacert: '" + cacert + "' (expected: a PEM file; " + ex + ")");
		}
	}

}
