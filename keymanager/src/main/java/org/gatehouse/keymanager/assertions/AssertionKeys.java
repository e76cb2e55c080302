package org.gatehouse.keymanager.assertions;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.gatehouse.jose.KeyAlgorithm;
import org.gatehouse.keymanager.KeyManagerProperties;
import org.gatehouse.web.fetch.DocumentFetcher;
import org.gatehouse.web.keys.WrittenKeys;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Finds the keys that an assertion may be signed with. Only the registered place is
 * asked: what an assertion says about keys in its own header ({@code jwk}, {@code jku},
 * {@code x5u}, {@code x5c}) is not read. A key set behind a URL is kept for five minutes;
 * a key that is not in it makes it be fetched anew, once in thirty seconds. A URL that
 * does not answer leaves the keys in force that were there before.
 */
@Component
class AssertionKeys {

	private static final Logger logger = LoggerFactory.getLogger(AssertionKeys.class);

	private static final Duration FRESH = Duration.ofMinutes(5);

	private static final Duration PAUSE = Duration.ofSeconds(30);

	private static final Duration FORGOTTEN = Duration.ofHours(24);

	private static final int MOST = 1000;

	private static final int LONGEST = 256 * 1024;

	private final Cache<String, Fetched> fetched = Caffeine.newBuilder()
		.maximumSize(MOST)
		.expireAfterWrite(FORGOTTEN)
		.build();

	private final ConcurrentMap<String, CompletableFuture<Fetched>> running = new ConcurrentHashMap<>();

	private final DocumentFetcher fetcher;

	private final Clock clock;

	AssertionKeys(KeyManagerProperties properties, Clock clock) {
		this.fetcher = new DocumentFetcher(KeyManagerProperties.JWKS_HOSTS, properties.jwksHosts());
		this.clock = clock;
	}

	/**
	 * The keys as the verifier asks for them.
	 * @param keys where they are
	 * @return a source that fails with a {@link KeySourceException} where there is none
	 */
	JWKSource<SecurityContext> of(PublishedKeys keys) {
		return (selector, _) -> select(selector, keys);
	}

	/**
	 * Fetches a key set at once, for whoever registers its address.
	 * @param field the field that the URL stands in
	 * @param url where it is
	 * @throws Refusal if there is none
	 */
	void check(String field, String url) {
		String text = new String(this.fetcher.fetch(field, url, LONGEST), StandardCharsets.UTF_8);
		try {
			this.fetched.put(url, new Fetched(WrittenKeys.parse(text), this.clock.instant()));
		}
		catch (ParseException ex) {
			throw new BadRequest(field, url, "a JSON Web Key Set with public keys; " + ex.getMessage());
		}
	}

	private List<JWK> select(JWKSelector selector, PublishedKeys keys) throws KeySourceException {
		String url = keys.jwksUri();
		if (url == null) {
			return usable(selector, parsed((keys.jwks() != null) ? keys.jwks() : ""));
		}
		List<JWK> found = usable(selector, fetched(url, FRESH, false));
		return found.isEmpty() ? usable(selector, fetched(url, PAUSE, true)) : found;
	}

	/** What a certificate's time or a key's own word rules out is not used. */
	private List<JWK> usable(JWKSelector selector, JWKSet keys) {
		Instant now = this.clock.instant();
		return selector.select(keys)
			.stream()
			.filter((key) -> KeyAlgorithm.isForSignatures(key) && WrittenKeys.holds(key, now))
			.toList();
	}

	private JWKSet fetched(String url, Duration fresh, boolean lacksKey) throws KeySourceException {
		Fetched known = this.fetched.getIfPresent(url);
		if (known == null || !known.isFresh(fresh, this.clock.instant())) {
			known = fetchOnce(url, fresh, known, lacksKey);
		}
		JWKSet keys = known.keys();
		if (keys == null) {
			throw new RemoteKeySourceException("no key set at " + url, null);
		}
		return keys;
	}

	/**
	 * While one fetches, others go on with what is known, and those who lack their key
	 * wait for what comes.
	 */
	private Fetched fetchOnce(String url, Duration fresh, @Nullable Fetched known, boolean lacksKey) {
		CompletableFuture<Fetched> mine = new CompletableFuture<>();
		CompletableFuture<Fetched> running = this.running.putIfAbsent(url, mine);
		if (running != null) {
			return (known != null && known.keys() != null && !lacksKey) ? known : running.join();
		}
		Instant now = this.clock.instant();
		Fetched result = new Fetched((known != null) ? known.keys() : null, now);
		try {
			// Somebody may have finished between the look and the turn.
			Fetched latest = this.fetched.getIfPresent(url);
			result = (latest != null && latest.isFresh(fresh, now)) ? latest : fetch(url, known, now);
			return result;
		}
		finally {
			this.fetched.put(url, result);
			this.running.remove(url, mine);
			mine.complete(result);
		}
	}

	private Fetched fetch(String url, @Nullable Fetched before, Instant now) {
		try {
			String text = new String(this.fetcher.fetch("jwks_uri", url, LONGEST), StandardCharsets.UTF_8);
			return new Fetched(WrittenKeys.parse(text), now);
		}
		catch (Refusal | ParseException ex) {
			logger.warn("No key set at {}: {}", url, ex.getMessage());
			// The time is kept all the same, so that a URL that is slow is not asked
			// often.
			return new Fetched((before != null) ? before.keys() : null, now);
		}
	}

	private static JWKSet parsed(String text) throws KeySourceException {
		try {
			return WrittenKeys.parse(text);
		}
		catch (ParseException ex) {
			throw new KeySourceException("no key set", ex);
		}
	}

	/**
	 * What a URL answered.
	 *
	 * @param keys the keys, null where it never gave any
	 * @param at when it was asked last
	 */
	private record Fetched(@Nullable JWKSet keys, Instant at) {

		boolean isFresh(Duration fresh, Instant now) {
			return this.at.plus((this.keys != null) ? fresh : PAUSE).isAfter(now);
		}

	}

}
