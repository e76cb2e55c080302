package org.gatehouse.gatewaycore.assertion;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * The statements about calls, signed once for each token and API and given again until
 * they, or the token, expire. A signature costs about a millisecond, so a few threads
 * beside the event loops make them.
 */
public final class Assertions implements AutoCloseable {

	/** What WSO2 calls itself in them. */
	private static final String ISSUER = "wso2.org/products/am";

	private static final long LASTS_MILLIS = 900_000;

	/** One that is about to expire is not given again: it has to arrive before. */
	private static final long MARGIN_MILLIS = 60_000;

	private static final int MOST_WAITING = 10_000;

	private static final long KEPT = 100_000;

	private final Clock clock;

	private final Cache<Place, Signed> known = Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

	private final Map<Place, CompletableFuture<Signed>> making = new ConcurrentHashMap<>();

	private final ThreadPoolExecutor signers;

	/**
	 * Makes an empty memory.
	 * @param clock the time
	 */
	public Assertions(Clock clock) {
		this.clock = clock;
		int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
		this.signers = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(MOST_WAITING),
				Thread.ofPlatform().daemon().name("gateway-signer-", 0).factory());
		this.signers.allowCoreThreadTimeOut(true);
	}

	/**
	 * What a statement is for.
	 *
	 * @param token the token that a call was made with
	 * @param api the API that was called
	 */
	public record Place(TokenHash token, ApiId api) {

	}

	/**
	 * A statement.
	 *
	 * @param text the signed JWT
	 * @param facts what it says
	 * @param prefix what its claims' names begin with
	 * @param keyId the key that signed it
	 * @param until when it is no longer given, in milliseconds since 1970
	 */
	private record Signed(String text, Facts facts, String prefix, String keyId, long until) {

		boolean says(Facts wanted, AssertionRules rules) {
			return this.prefix.equals(rules.prefix()) && this.facts.equals(wanted);
		}

	}

	/**
	 * Finds a statement that was made before.
	 * @param place what for
	 * @param facts what it has to say
	 * @param rules how it has to be made
	 * @return the signed JWT, null where one has to be made
	 */
	public @Nullable String find(Place place, Facts facts, AssertionRules rules) {
		Signed signed = this.known.getIfPresent(place);
		long now = this.clock.millis();
		return (signed != null && signed.until > now && signed.says(facts, rules)
				&& rules.signing(now).keyId().equals(signed.keyId)) ? signed.text : null;
	}

	/**
	 * Makes a statement. Calls that need the same at a time wait for one.
	 * @param place what for
	 * @param facts what it says
	 * @param rules how it is made
	 * @param tokenUntil when the token expires, in milliseconds since 1970
	 * @return completes on any thread with the signed JWT, exceptionally where too many
	 * are waited for
	 */
	public CompletableFuture<String> make(Place place, Facts facts, AssertionRules rules, long tokenUntil) {
		CompletableFuture<Signed> mine = new CompletableFuture<>();
		CompletableFuture<Signed> first = this.making.putIfAbsent(place, mine);
		if (first != null) {
			return first.thenCompose((signed) -> signed.says(facts, rules)
					? CompletableFuture.completedFuture(signed.text) : make(place, facts, rules, tokenUntil));
		}
		try {
			this.signers.execute(() -> {
				try {
					Signed signed = sign(facts, rules, tokenUntil);
					this.known.put(place, signed);
					this.making.remove(place, mine);
					mine.complete(signed);
				}
				catch (JOSEException | RuntimeException ex) {
					this.making.remove(place, mine);
					mine.completeExceptionally(ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			this.making.remove(place, mine);
			mine.completeExceptionally(ex);
		}
		return mine.thenApply(Signed::text);
	}

	private Signed sign(Facts facts, AssertionRules rules, long tokenUntil) throws JOSEException {
		long now = this.clock.millis();
		AssertionRules.Key key = rules.signing(now);
		long expires = now + LASTS_MILLIS;
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(ISSUER)
			.issueTime(Date.from(Instant.ofEpochMilli(now)))
			.expirationTime(Date.from(Instant.ofEpochMilli(expires)));
		facts.claims(rules).forEach((name, value) -> claims.claim(rules.prefix() + name, value));
		SignedJWT jwt = new SignedJWT(
				new JWSHeader.Builder(key.algorithm().jws()).type(JOSEObjectType.JWT).keyID(key.keyId()).build(),
				claims.build());
		jwt.sign(key.signer());
		return new Signed(jwt.serialize(), facts, rules.prefix(), key.keyId(),
				Math.min(expires - MARGIN_MILLIS, tokenUntil));
	}

	@Override
	public void close() {
		this.signers.shutdownNow();
	}

}
