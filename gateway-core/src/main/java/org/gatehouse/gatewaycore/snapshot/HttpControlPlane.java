package org.gatehouse.gatewaycore.snapshot;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;

import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.common.snapshot.GatewayReport;
import org.gatehouse.common.snapshot.PasswordQuestion;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.snapshot.TokenState;
import org.gatehouse.common.snapshot.UserState;
import org.gatehouse.gatewaycore.token.OpaqueTokens;
import org.gatehouse.gatewaycore.token.UserPasswords;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The control plane of a gateway on another node, over HTTP: its feed, where it reports,
 * and its knowledge of opaque tokens.
 */
public final class HttpControlPlane implements ChangeFeed, GatewayReporter, OpaqueTokens, UserPasswords, AutoCloseable {

	private static final Duration ANSWER = Duration.ofSeconds(10);

	private final URI base;

	private final String authorization;

	private final HttpClient client;

	/**
	 * Makes a client; nothing is sent yet.
	 * @param base the control plane's base URL, such as {@code https://localhost:9443}
	 * @param nodeToken the secret that the node proves itself by
	 * @param trust how the control plane is trusted, null for what the JVM trusts
	 */
	public HttpControlPlane(URI base, String nodeToken, @Nullable SSLContext trust) {
		this.base = URI.create(base.toString().replaceAll("/+$", "") + "/internal/gateway/");
		this.authorization = "Bearer " + nodeToken;
		HttpClient.Builder builder = HttpClient.newBuilder()
			.connectTimeout(Duration.ofSeconds(5))
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER);
		if (trust != null) {
			builder.sslContext(trust);
		}
		this.client = builder.build();
	}

	@Override
	public ChangeBatch changesSince(long since, Duration wait) throws IOException, InterruptedException {
		String query = "changes?since=" + since + "&wait="
				+ URLEncoder.encode(wait.toSeconds() + "s", StandardCharsets.UTF_8);
		HttpResponse<byte[]> answer = this.client.send(request(query, wait.plus(ANSWER)).GET().build(),
				HttpResponse.BodyHandlers.ofByteArray());
		expect(answer, 200);
		ChangeBatch batch = read(answer.body(), ChangeBatch.class);
		if (batch.schemaVersion() != SnapshotEntry.SCHEMA_VERSION) {
			throw new IOException(
					"schema version: " + batch.schemaVersion() + " (expected: " + SnapshotEntry.SCHEMA_VERSION + ")");
		}
		return batch;
	}

	@Override
	public void report(GatewayReport report) throws IOException, InterruptedException {
		HttpResponse<byte[]> answer = this.client.send(post("reports", report),
				HttpResponse.BodyHandlers.ofByteArray());
		if (answer.statusCode() / 100 != 2) {
			expect(answer, 204);
		}
	}

	@Override
	public CompletableFuture<Optional<TokenState>> find(String tokenHash) {
		return ask("token-state", Map.of("tokenHash", tokenHash), TokenState.class);
	}

	@Override
	public CompletableFuture<Optional<UserState>> check(PasswordQuestion question) {
		return ask("password-state", question, UserState.class);
	}

	private <T> CompletableFuture<Optional<T>> ask(String path, Object question, Class<T> type) {
		return this.client.sendAsync(post(path, question), HttpResponse.BodyHandlers.ofByteArray())
			.thenApply((answer) -> {
				try {
					if (answer.statusCode() == 404) {
						return Optional.empty();
					}
					expect(answer, 200);
					return Optional.of(read(answer.body(), type));
				}
				catch (IOException ex) {
					throw new java.io.UncheckedIOException(ex);
				}
			});
	}

	private HttpRequest post(String path, Object body) {
		return request(path, ANSWER).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofByteArray(SnapshotJson.MAPPER.writeValueAsBytes(body)))
			.build();
	}

	private HttpRequest.Builder request(String path, Duration timeout) {
		return HttpRequest.newBuilder(this.base.resolve(path))
			.timeout(timeout)
			.header("Authorization", this.authorization)
			.header("Accept", "application/json");
	}

	private static void expect(HttpResponse<byte[]> answer, int status) throws IOException {
		if (answer.statusCode() != status) {
			throw new IOException(
					"status of " + answer.uri().getPath() + ": " + answer.statusCode() + " (expected: " + status + ")");
		}
	}

	private static <T> T read(byte[] body, Class<T> type) throws IOException {
		try {
			return SnapshotJson.MAPPER.readValue(body, type);
		}
		catch (JacksonException ex) {
			throw new IOException("the control plane's answer cannot be read: " + ex.getOriginalMessage(), ex);
		}
	}

	@Override
	public void close() {
		this.client.shutdownNow();
	}

}
