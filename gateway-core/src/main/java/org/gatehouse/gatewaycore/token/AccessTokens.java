package org.gatehouse.gatewaycore.token;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.gatehouse.common.snapshot.TokenState;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens that this gateway has seen: verified or looked up once, then known by
 * hash until they expire. Whether a token was revoked, and whether its client still
 * exists, is not remembered here; the snapshot is asked for it on every call.
 */
public final class AccessTokens {

	private static final long KEPT = 100_000;

	private final JwtReader reader;

	private final Doubts doubts;

	private final OpaqueTokens opaque;

	private final Clock clock;

	private final Cache<TokenHash, AccessToken> known = Caffeine.newBuilder()
		.maximumSize(KEPT)
		.executor(Runnable::run)
		.build();

	private final RecentTokens recent = new RecentTokens();

	private final Cache<TokenHash, Boolean> unknown = Caffeine.newBuilder()
		.maximumSize(KEPT / 10)
		.expireAfterWrite(Duration.ofSeconds(1))
		.executor(Runnable::run)
		.build();

	private final Map<TokenHash, CompletableFuture<Optional<AccessToken>>> asked = new ConcurrentHashMap<>();

	/**
	 * Makes an empty memory.
	 * @param issuer {@code iss} that JWTs must have
	 * @param opaque where opaque tokens are looked up
	 * @param clock the time
	 */
	public AccessTokens(String issuer, OpaqueTokens opaque, Clock clock) {
		this.reader = new JwtReader(issuer);
		this.doubts = new Doubts(issuer);
		this.opaque = opaque;
		this.clock = clock;
	}

	/**
	 * Finds a JWT that came lately in the same words.
	 * @param text ends with the token
	 * @param keys the keys to verify a JWT with
	 * @return the token, null where it has to be looked at more closely
	 */
	public @Nullable AccessToken recent(String text, SigningKeys keys) {
		AccessToken token = this.recent.find(text);
		if (token != null && !isCurrent(token, keys, this.clock.millis())) {
			this.recent.forget(text);
			return null;
		}
		return token;
	}

	private static boolean isCurrent(AccessToken token, SigningKeys keys, long now) {
		return token.expiresAt() > now && (token.keys() < 0 || token.keys() == keys.version());
	}

	/**
	 * Finds a token without asking anybody.
	 * @param text ends with the token
	 * @param from where the token begins
	 * @param hash the token's hash
	 * @param keys the keys to verify a JWT with
	 * @return the token, null where it is not valid or is opaque and not yet known
	 */
	public @Nullable AccessToken find(String text, int from, TokenHash hash, SigningKeys keys) {
		long now = this.clock.millis();
		AccessToken token = this.known.getIfPresent(hash);
		if (token != null) {
			if (isCurrent(token, keys, now)) {
				noteJwt(text, token);
				return token;
			}
			this.known.invalidate(hash);
		}
		if (isOpaque(text, from)) {
			return null;
		}
		token = this.reader.read(text, from, hash, keys, now);
		if (token != null) {
			this.known.put(hash, token);
		}
		return token;
	}

	/** One that comes for the second time will come for the third. */
	private void noteJwt(String text, AccessToken token) {
		if (token.keys() >= 0) {
			this.recent.note(text, token);
		}
	}

	/**
	 * Tells the kinds of tokens apart by their form.
	 * @param text ends with the token
	 * @param from where the token begins
	 * @return true for a token that only the key manager can resolve
	 */
	public static boolean isOpaque(String text, int from) {
		return text.indexOf('.', from) < 0;
	}

	/**
	 * Finds words for why a token was not taken, for administrators only.
	 * @param text ends with the token
	 * @param from where the token begins
	 * @param keys the keys to verify a JWT with
	 * @return one line
	 */
	public String doubts(String text, int from, SigningKeys keys) {
		return isOpaque(text, from) ? "opaque, and not active"
				: this.doubts.about(text.substring(from), keys, this.clock.millis());
	}

	/**
	 * Asks the key manager for an opaque token. Calls for the same token share one
	 * question, and for a second nobody asks again for one that was not there.
	 * @param hash the token's hash
	 * @return completes on any thread with the token, empty where no active one has the
	 * hash; exceptionally where the key manager cannot be asked
	 */
	public CompletableFuture<Optional<AccessToken>> ask(TokenHash hash) {
		if (this.unknown.getIfPresent(hash) != null) {
			return CompletableFuture.completedFuture(Optional.empty());
		}
		CompletableFuture<Optional<AccessToken>> answer = new CompletableFuture<>();
		CompletableFuture<Optional<AccessToken>> running = this.asked.putIfAbsent(hash, answer);
		if (running != null) {
			return running;
		}
		look(hash).whenComplete((state, problem) -> {
			this.asked.remove(hash, answer);
			if (problem != null) {
				answer.completeExceptionally(problem);
			}
			else {
				answer.complete(remember(hash, state));
			}
		});
		return answer;
	}

	private CompletableFuture<Optional<TokenState>> look(TokenHash hash) {
		try {
			return this.opaque.find(hash.toHex());
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Optional<AccessToken> remember(TokenHash hash, Optional<TokenState> found) {
		long now = this.clock.millis();
		Optional<AccessToken> token = found.filter((state) -> state.expiresAt().toEpochMilli() > now)
			.map((state) -> new AccessToken(hash, state.consumerKey().value(), state.user(), state.scopes(),
					state.issuedAt().toEpochMilli(), state.expiresAt().toEpochMilli(), -1, null));
		token.ifPresentOrElse((it) -> this.known.put(hash, it), () -> this.unknown.put(hash, true));
		return token;
	}

}
