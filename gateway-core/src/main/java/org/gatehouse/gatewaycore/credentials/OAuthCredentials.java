package org.gatehouse.gatewaycore.credentials;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.gatehouse.gatewaycore.route.BackendCredentials;
import org.gatehouse.gatewaycore.route.BackendTls;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An access token of the backend's own authorization server (RFC 6749), got when it is
 * first needed, once for all calls that wait for it, and kept until shortly before it
 * expires. A backend that refuses it is asked again with another, once.
 */
final class OAuthCredentials implements BackendCredentials {

	private static final Logger LOG = LoggerFactory.getLogger(OAuthCredentials.class);

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final long SECOND = 1000;

	/** What a token lasts that does not say how long. */
	private static final long UNSAID = 300 * SECOND;

	/** A token is not used in its last seconds: it has to arrive before it expires. */
	private static final long MARGIN = 10 * SECOND;

	/** After a failure nobody asks again for so long. */
	private static final long PAUSE = SECOND;

	/**
	 * A backend that refuses every call must not make a token request of each of them.
	 */
	private static final long RENEWED_AT_MOST_EVERY = 5 * SECOND;

	private final Request request;

	private final SideCalls calls;

	private final Clock clock;

	private final AtomicReference<@Nullable CompletableFuture<Token>> running = new AtomicReference<>();

	private volatile @Nullable Token token;

	private volatile @Nullable Failure failure;

	private volatile long renewedAt;

	OAuthCredentials(Request request, SideCalls calls, Clock clock) {
		this.request = request;
		this.calls = calls;
		this.clock = clock;
	}

	/**
	 * How a token is asked for.
	 *
	 * @param url the token endpoint
	 * @param client the client's own authentication
	 * @param form the parameters
	 * @param tls how TLS is done there, null for as with all backends
	 */
	record Request(URI url, String client, Map<String, String> form, @Nullable BackendTls tls) {

		/**
		 * A request for a token.
		 * @param url the token endpoint
		 * @param clientId the client
		 * @param clientSecret its secret
		 * @param form the parameters
		 * @param tls how TLS is done there
		 */
		static Request of(URI url, String clientId, String clientSecret, Map<String, String> form,
				@Nullable BackendTls tls) {
			// RFC 6749 section 2.3.1: encoded before they are joined.
			return new Request(url, BasicCredentials.of(encoded(clientId), encoded(clientSecret)),
					new LinkedHashMap<>(form), tls);
		}

		private HttpRequest http() {
			String body = this.form.entrySet()
				.stream()
				.map((parameter) -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
				.collect(Collectors.joining("&"));
			return HttpRequest.newBuilder(this.url)
				.timeout(SideCalls.ANSWER)
				.header("Authorization", this.client)
				.header("Content-Type", "application/x-www-form-urlencoded")
				.header("Accept", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build();
		}

		private static String encoded(String text) {
			return URLEncoder.encode(text, StandardCharsets.UTF_8);
		}

		@Override
		public String toString() {
			return "Request[" + this.url + "]";
		}

	}

	/**
	 * A token.
	 *
	 * @param authorization what is sent
	 * @param until when it is no longer sent, in milliseconds since 1970
	 */
	private record Token(String authorization, long until) {

	}

	private record Failure(String reason, long until) {

	}

	@Override
	public boolean isReady(Endpoint endpoint) {
		Token known = this.token;
		return known != null && known.until > this.clock.millis();
	}

	@Override
	public @Nullable String authorization(Endpoint endpoint, String method, String target) {
		Token known = this.token;
		return (known != null) ? known.authorization : null;
	}

	@Override
	public CompletableFuture<?> prepare(Endpoint endpoint, String target) {
		return isReady(endpoint) ? CompletableFuture.completedFuture(true) : fetch(null);
	}

	@Override
	public boolean isRenewable() {
		return true;
	}

	@Override
	public @Nullable CompletableFuture<Boolean> refused(Endpoint endpoint, @Nullable String sent,
			List<String> challenges) {
		Token known = this.token;
		if (known != null && !known.authorization.equals(sent)) {
			// Somebody else has renewed it meanwhile.
			return CompletableFuture.completedFuture(true);
		}
		long now = this.clock.millis();
		if (this.running.get() == null) {
			if (now - this.renewedAt < RENEWED_AT_MOST_EVERY) {
				return null;
			}
			this.renewedAt = now;
		}
		return fetch(sent).handle((_, problem) -> problem == null);
	}

	private CompletableFuture<Token> fetch(@Nullable String refused) {
		Failure failed = this.failure;
		if (failed != null && failed.until > this.clock.millis()) {
			return CompletableFuture.failedFuture(new IllegalStateException(failed.reason));
		}
		CompletableFuture<Token> mine = new CompletableFuture<>();
		CompletableFuture<Token> first = this.running.compareAndExchange(null, mine);
		if (first != null) {
			return first;
		}
		Token known = this.token;
		if (known != null && !known.authorization.equals(refused) && known.until > this.clock.millis()) {
			// It came between the question for it and this.
			this.running.set(null);
			mine.complete(known);
			return mine;
		}
		ask().whenComplete((got, problem) -> {
			if (problem == null) {
				this.token = got;
				this.failure = null;
				this.running.set(null);
				mine.complete(got);
				return;
			}
			String reason = reason(problem);
			LOG.warn("no access token from {}: {}", this.request.url(), reason);
			this.failure = new Failure(reason, this.clock.millis() + PAUSE);
			this.running.set(null);
			mine.completeExceptionally(new IllegalStateException(reason));
		});
		return mine;
	}

	private CompletableFuture<Token> ask() {
		try {
			return this.calls.send(this.request.http(), this.request.tls()).thenApply(this::read);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Token read(HttpResponse<String> answer) {
		if (answer.statusCode() != 200) {
			throw new IllegalStateException("status " + answer.statusCode() + " (expected: 200)");
		}
		try {
			JsonNode json = MAPPER.readTree(answer.body());
			String text = json.path("access_token").asString("");
			String type = json.path("token_type").asString("Bearer");
			if (text.isEmpty() || !text.chars().allMatch((c) -> c > 0x20 && c < 0x7f)
					|| !type.equalsIgnoreCase("bearer")) {
				throw new IllegalStateException("an answer without a bearer token");
			}
			long lasts = json.path("expires_in").asLong(0) * SECOND;
			long kept = (lasts > 0) ? Math.max(lasts - MARGIN, lasts / 2) : UNSAID;
			return new Token("Bearer " + text, this.clock.millis() + kept);
		}
		catch (JacksonException ex) {
			// The library's message may repeat what it read.
			throw new IllegalStateException("an answer that is no JSON");
		}
	}

	private static String reason(Throwable problem) {
		Throwable cause = (problem instanceof CompletionException && problem.getCause() != null) ? problem.getCause()
				: problem;
		return (cause instanceof IllegalStateException) ? String.valueOf(cause.getMessage())
				: "the call failed (" + cause.getClass().getSimpleName() + ")";
	}

}
