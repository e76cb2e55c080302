package org.gatehouse.gatewaycore.policy;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.gatewaycore.cache.CacheControl;
import org.gatehouse.gatewaycore.cache.CacheKey;
import org.gatehouse.gatewaycore.cache.ResponseCache;
import org.gatehouse.gatewaycore.cache.StoredAnswer;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.CompiledCaching;
import org.gatehouse.gatewaycore.snapshot.CompiledOperation;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.jspecify.annotations.Nullable;

/**
 * Gives kept answers again (RFC 9111), where the API wants it. An answer is given to the
 * token alone that it was for, unless the backend marks it as public or the operation
 * takes no token. Calls that ask for the same at the same time ask the backend once. What
 * policies make of a call is what is looked for, so that none of them is passed by.
 */
final class ResponseCaching implements Policy {

	/**
	 * How long a call waits for another's answer before it asks for itself.
	 */
	private static final long PATIENCE_SECONDS = 10;

	/** With one of these a request asks for more than a kept answer can tell. */
	private static final List<String> BEYOND = List.of("range", "if-match", "if-unmodified-since", "cookie",
			"authorization", "transfer-encoding");

	private final ResponseCache cache;

	private final Clock clock;

	ResponseCaching(ResponseCache cache, Clock clock) {
		this.cache = cache;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "cache";
	}

	@Override
	public Step handle(Exchange exchange) {
		CompiledOperation operation = exchange.routedOperation();
		CompiledCaching caching = operation.caching();
		if (caching == null || exchange.routedApi().isWebSocket()) {
			return Step.NEXT;
		}
		return switch (exchange.request().method()) {
			case "GET", "HEAD" -> safe(exchange, caching);
			case "OPTIONS" -> Step.NEXT;
			default -> {
				exchange.tap(new Outdating(key(exchange, caching)));
				yield Step.NEXT;
			}
		};
	}

	private static CacheKey key(Exchange exchange, CompiledCaching caching) {
		RequestTarget target = Objects.requireNonNull(exchange.target(), "route comes before");
		CompiledApplication.Key key = exchange.key();
		AccessToken token = exchange.token();
		String asked = target.path().substring(exchange.prefix().length()) + target.query();
		MediatedCall mediated = exchange.mediated();
		return new CacheKey(exchange.routedApi().id(), caching.epoch(), asked,
				(mediated == null) ? null : mediated.sentTo(asked), key != null && key.keyType() == KeyType.SANDBOX,
				(token == null) ? null : token.hash());
	}

	private Step safe(Exchange exchange, CompiledCaching caching) {
		Headers headers = exchange.headers();
		CacheControl wanted = CacheControl.of(headers.all("cache-control"));
		if (wanted.isNoStore() || isBeyond(exchange)) {
			exchange.cacheStatus("bypass");
			return Step.NEXT;
		}
		CacheKey key = key(exchange, caching);
		StoredAnswer answer = this.cache.find(key, (name) -> joined(headers, name));
		long now = this.clock.millis();
		if (answer != null && CacheAnswers.isUsable(answer, wanted, now)) {
			return CacheAnswers.to(answer, headers, now, false);
		}
		if (wanted.isOnlyIfCached()) {
			return Fault.of(FaultCode.NOT_KEPT);
		}
		if (exchange.request().method().equals("HEAD")) {
			exchange.cacheStatus("method");
			return Step.NEXT;
		}
		return asked(exchange, caching, key, answer);
	}

	private static boolean isBeyond(Exchange exchange) {
		MediatedCall mediated = exchange.mediated();
		return (mediated == null) ? isBeyond(exchange.headers()) : mediated.isBeyondCache()
				|| mediated.isRemade(exchange.request().method()) || (isOwn(mediated) && exchange.token() == null);
	}

	/**
	 * Tells whether a client asks for more than a kept answer can tell.
	 * @param headers the client's fields
	 * @return true where the backend has to be asked
	 */
	static boolean isBeyond(Headers headers) {
		return BEYOND.stream().anyMatch((name) -> headers.get(name) != null)
				|| !Objects.requireNonNullElse(headers.get("content-length"), "0").equals("0");
	}

	/** What policies made of an answer by what the call says is for the caller alone. */
	private static boolean isOwn(@Nullable MediatedCall mediated) {
		return mediated != null && mediated.policies().response().areVaried();
	}

	private Step asked(Exchange exchange, CompiledCaching caching, CacheKey key, @Nullable StoredAnswer stale) {
		exchange.cacheStatus((stale == null) ? "uri-miss" : "stale");
		CompletableFuture<Void> running = this.cache.join(key);
		if (running == null) {
			return asking(exchange, caching, key, stale, true);
		}
		return new Step.Later(running.copy()
			.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
			.thenApplyAsync((_) -> after(exchange, caching, key), exchange.loop()));
	}

	/** When another's answer has come. */
	private Step after(Exchange exchange, CompiledCaching caching, CacheKey key) {
		StoredAnswer answer = this.cache.find(key, (name) -> joined(exchange.headers(), name));
		long now = this.clock.millis();
		if (answer != null
				&& CacheAnswers.isUsable(answer, CacheControl.of(exchange.headers().all("cache-control")), now)) {
			return CacheAnswers.to(answer, exchange.headers(), now, true);
		}
		return asking(exchange, caching, key, null, false);
	}

	/** Asks the backend, whether a stale answer still holds where there is one. */
	private Step asking(Exchange exchange, CompiledCaching caching, CacheKey key, @Nullable StoredAnswer stale,
			boolean waitedFor) {
		Headers headers = exchange.headers();
		boolean own = headers.get("if-none-match") != null || headers.get("if-modified-since") != null;
		StoredAnswer asked = own ? null : stale;
		exchange.tap(new CacheCapture(this.cache, new CacheCapture.Request(key, isOwn(exchange.mediated()),
				fields(headers), caching.lifetime().toSeconds()), asked, waitedFor, this.clock::millis));
		if (asked != null) {
			condition(headers, "if-none-match", asked.header("etag"));
			condition(headers, "if-modified-since", asked.header("last-modified"));
		}
		return Step.NEXT;
	}

	private static void condition(Headers headers, String name, @Nullable String validator) {
		if (validator != null) {
			headers.set(name, validator);
		}
	}

	private static @Nullable String joined(Headers headers, String name) {
		List<String> values = headers.all(name);
		return values.isEmpty() ? null : (values.size() == 1) ? values.getFirst() : String.join(",", values);
	}

	/** As they are now: on its way to the backend the request is changed. */
	private static Map<String, String> fields(Headers headers) {
		Map<String, String> fields = new HashMap<>();
		headers.names().forEach((name) -> {
			String field = name.toString().toLowerCase(Locale.ROOT);
			String value = joined(headers, field);
			if (value != null) {
				fields.put(field, value);
			}
		});
		return fields;
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		String forwarded = exchange.cacheStatus();
		if (forwarded != null && answer.get("cache-status") == null && exchange.fault() == null) {
			answer.set("cache-status", "gatehouse; fwd=" + forwarded);
		}
	}

	@Override
	public void ended(Exchange exchange) {
		if (exchange.tap() instanceof CacheCapture capture) {
			capture.gone();
		}
	}

	/** A change at the backend ends what is kept of its target. */
	private final class Outdating implements AnswerTap {

		private final CacheKey key;

		Outdating(CacheKey key) {
			this.key = key;
		}

		@Override
		public Step.@Nullable Answer head(int status, Headers headers) {
			if (status < 400) {
				ResponseCaching.this.cache.outdate(this.key, ResponseCaching.this.clock.millis());
			}
			return null;
		}

		@Override
		public void content(ByteBuffer part) {
		}

		@Override
		public void complete() {
		}

	}

}
