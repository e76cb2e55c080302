package org.gatehouse.acceptance.running;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls a server with the same headers each time. It trusts that server's certificate and
 * no other, and follows no redirects.
 */
public final class HttpCaller {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Map<Path, HttpClient> CLIENTS = new ConcurrentHashMap<>();

	private final URI base;

	private final Path certificate;

	private final Map<String, String> headers;

	/**
	 * A caller.
	 * @param base the server
	 * @param certificate a PEM file
	 * @param headers sent with each request
	 */
	HttpCaller(URI base, Path certificate, Map<String, String> headers) {
		this.base = base;
		this.certificate = certificate;
		this.headers = Map.copyOf(headers);
	}

	/**
	 * The same caller with one more header.
	 * @param name the header
	 * @param value its value
	 * @return another caller
	 */
	public HttpCaller with(String name, String value) {
		Map<String, String> more = new HashMap<>(this.headers);
		more.put(name, value);
		return new HttpCaller(this.base, this.certificate, more);
	}

	/**
	 * The same caller with a bearer token.
	 * @param token the token
	 * @return another caller
	 */
	public HttpCaller bearing(String token) {
		return with("Authorization", "Bearer " + token);
	}

	/**
	 * The same caller with name and password.
	 * @param name a user, or a consumer key
	 * @param password the password, or the consumer secret
	 * @return another caller
	 */
	public HttpCaller as(String name, String password) {
		return with("Authorization", "Basic "
				+ Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * The same caller at another server of the node.
	 * @param other its base URL
	 * @return another caller
	 */
	public HttpCaller at(URI other) {
		return new HttpCaller(other, this.certificate, this.headers);
	}

	public Answer get(String path) {
		return send("GET", path, HttpRequest.BodyPublishers.noBody(), null);
	}

	public Answer delete(String path) {
		return send("DELETE", path, HttpRequest.BodyPublishers.noBody(), null);
	}

	public Answer post(String path) {
		return send("POST", path, HttpRequest.BodyPublishers.noBody(), null);
	}

	public Answer post(String path, Object json) {
		return sendJson("POST", path, json);
	}

	public Answer put(String path, Object json) {
		return sendJson("PUT", path, json);
	}

	public Answer patch(String path, Object json) {
		return sendJson("PATCH", path, json);
	}

	/**
	 * Sends a request with or without a body.
	 * @param method the HTTP method
	 * @param path path and query
	 * @return the answer
	 */
	public Answer call(String method, String path) {
		boolean body = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
		return body ? sendJson(method, path, Map.of()) : send(method, path, HttpRequest.BodyPublishers.noBody(), null);
	}

	/**
	 * Posts a form.
	 * @param path path and query
	 * @param fields the fields
	 * @return the answer
	 */
	public Answer form(String path, Map<String, String> fields) {
		String body = fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return send("POST", path, HttpRequest.BodyPublishers.ofString(body), "application/x-www-form-urlencoded");
	}

	/**
	 * Uploads a file with fields beside it ({@code multipart/form-data}).
	 * @param path path and query
	 * @param fileName the file's name
	 * @param file its content
	 * @param fields the other parts
	 * @return the answer
	 */
	public Answer upload(String path, String fileName, byte[] file, Map<String, String> fields) {
		String boundary = "acceptance-" + UUID.randomUUID();
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		fields.forEach(
				(name, value) -> part(body, boundary, "name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8)));
		part(body, boundary, "name=\"file\"; filename=\"" + fileName + "\"\r\nContent-Type: application/octet-stream",
				file);
		body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
		return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()),
				"multipart/form-data; boundary=" + boundary);
	}

	private static void part(ByteArrayOutputStream body, String boundary, String disposition, byte[] content) {
		body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
		body.writeBytes(content);
		body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
	}

	private Answer sendJson(String method, String path, Object json) {
		return send(method, path, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(json)),
				path.startsWith("/scim2/") ? "application/scim+json" : "application/json");
	}

	private Answer send(String method, String path, HttpRequest.BodyPublisher body, @Nullable String contentType) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(Duration.ofSeconds(60))
			.method(method, body);
		this.headers.forEach(request::setHeader);
		if (contentType != null) {
			request.setHeader("Content-Type", contentType);
		}
		try {
			HttpResponse<byte[]> response = client().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
			return new Answer(response.statusCode(), response.headers(),
					new String(response.body(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			return new Answer(0, HttpResponses.NONE, ex.toString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private HttpClient client() {
		return CLIENTS.computeIfAbsent(this.certificate, HttpCaller::trusting);
	}

	private static HttpClient trusting(Path certificate) {
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(10))
			.sslContext(trust(certificate))
			.build();
	}

	/** Trusts what the certificate vouches for, and nothing else. */
	static SSLContext trust(Path certificate) {
		try (InputStream pem = Files.newInputStream(certificate)) {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			store.setCertificateEntry("server",
					CertificateFactory.getInstance("X.509").generateCertificates(pem).iterator().next());
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return context;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What a request that got no answer is given. */
	private static final class HttpResponses {

		private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (_, _) -> true);

		private HttpResponses() {
		}

	}

}
