package org.gatehouse.gatewaycore.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * The kept answers of this gateway, bounded by their bytes. Safe for all event loops.
 */
public final class ResponseCache {

	/** How many answers that were selected differently are kept of one target. */
	private static final int VARIANTS = 8;

	/** Nothing is kept for longer without being used. */
	private static final Duration IDLE = Duration.ofHours(24);

	private static final int REMEMBERED = 100_000;

	private final Cache<CacheKey, List<StoredAnswer>> kept;

	private final Cache<CacheKey, Long> outdated = Caffeine.newBuilder()
		.maximumSize(REMEMBERED)
		.expireAfterWrite(IDLE)
		.executor(Runnable::run)
		.build();

	private final Map<CacheKey, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

	/**
	 * Makes an empty cache.
	 * @param bytes how much it keeps
	 */
	public ResponseCache(long bytes) {
		this.kept = Caffeine.newBuilder()
			.maximumWeight(bytes)
			.weigher((CacheKey key, List<StoredAnswer> answers) -> key.target().length()
					+ ((key.sentTo() == null) ? 0 : key.sentTo().length())
					+ answers.stream().mapToInt(StoredAnswer::size).sum())
			.expireAfterAccess(IDLE)
			.executor(Runnable::run)
			.build();
	}

	/**
	 * Finds an answer, be it fresh or stale.
	 * @param key what is asked for and by whom
	 * @param field gives a request's field by its name, null where it has none
	 * @return the newest that fits, null where there is none
	 */
	public @Nullable StoredAnswer find(CacheKey key, Function<String, @Nullable String> field) {
		StoredAnswer everybodys = find(key.shared(), key, field);
		return (everybodys != null || key.caller() == null) ? everybodys : find(key, key, field);
	}

	private @Nullable StoredAnswer find(CacheKey place, CacheKey key, Function<String, @Nullable String> field) {
		List<StoredAnswer> answers = this.kept.getIfPresent(place);
		if (answers == null) {
			return null;
		}
		Long since = this.outdated.getIfPresent(key.resource());
		for (StoredAnswer answer : answers) {
			if (answer.answers(field) && (since == null || answer.receivedAt() > since)) {
				return answer;
			}
		}
		return null;
	}

	/**
	 * Keeps an answer in place of those that were selected alike.
	 * @param key what was asked for and by whom
	 * @param answer the answer
	 */
	public void keep(CacheKey key, StoredAnswer answer) {
		this.kept.asMap().merge(key, List.of(answer), (before, added) -> {
			List<StoredAnswer> all = new ArrayList<>(added);
			before.stream().filter((old) -> !old.vary().equals(answer.vary())).limit(VARIANTS - 1L).forEach(all::add);
			return List.copyOf(all);
		});
	}

	/**
	 * Nothing that was kept of a target holds any longer, for nobody (RFC 9111 section
	 * 4.4).
	 * @param key the target
	 * @param now milliseconds since 1970
	 */
	public void outdate(CacheKey key, long now) {
		this.outdated.put(key.resource(), now);
	}

	/**
	 * Waits for an answer that is on its way to somebody else, or is the one whom others
	 * wait for.
	 * @param key what is asked for and by whom
	 * @return completes when the answer is kept, or will not be; null where nobody else
	 * asks, and others wait for {@link #done} now
	 */
	public @Nullable CompletableFuture<Void> join(CacheKey key) {
		return this.running.putIfAbsent(key, new CompletableFuture<>());
	}

	/**
	 * Lets go who waits.
	 * @param key as it was joined
	 */
	public void done(CacheKey key) {
		CompletableFuture<Void> waiting = this.running.remove(key);
		if (waiting != null) {
			waiting.complete(null);
		}
	}

	/**
	 * How many targets are kept.
	 * @return their number, about
	 */
	public long size() {
		return this.kept.estimatedSize();
	}

}
