package org.gatehouse.gatewaycore.throttle;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/**
 * All running limits of this gateway, by what they limit. They outlive the snapshots that
 * name them, and outlive what they limit until their window is over: who unsubscribes and
 * subscribes again finds the quota as used as before.
 *
 * <p>
 * Limits of single users and addresses are of any number, so that they are forgotten as
 * soon as their window is over, and no more than {@link #MOST_OF_ONE} are kept. Beyond
 * that those go first who call least.
 */
public final class Quotas {

	/** How many limits of single users and addresses are kept. */
	static final long MOST_OF_ONE = 200_000;

	/** Longer than any call takes from finding its limit to asking it. */
	private static final long SLACK_NANOS = Duration.ofSeconds(10).toNanos();

	private final Map<String, Limit> limits = new ConcurrentHashMap<>();

	private final Cache<OfOne, Limit> ofOne;

	/** Keys of limits without anything to limit; known to one thread. */
	private final Set<String> released = new HashSet<>();

	private final SteadyTime time;

	private final AtomicLong serial = new AtomicLong();

	private volatile @Nullable Predicate<Limit> owed;

	/**
	 * Makes an empty book of quotas.
	 * @param clock the time by which windows begin and end
	 */
	public Quotas(Clock clock) {
		this.time = new SteadyTime(clock);
		this.ofOne = Caffeine.newBuilder()
			.maximumSize(MOST_OF_ONE)
			.expireAfter(Expiry.<OfOne, Limit>accessing((_, limit) -> Duration.ofNanos(limit.window() + SLACK_NANOS)))
			.ticker(this.time::nanos)
			.executor(Runnable::run)
			.build();
	}

	/**
	 * Names the limit of one user or address.
	 *
	 * @param of the limit that all others share
	 * @param part which of the tier's quotas it counts
	 * @param who the user or the address
	 */
	record OfOne(String of, int part, String who) {

		OfOne(Limit of, int part, String who) {
			this(of.toString(), part, who);
		}

		@Override
		public String toString() {
			return this.of + "#" + this.part + "@" + this.who;
		}

	}

	/**
	 * Lets other gateways count with this one.
	 * @param owedBy takes limits that have let something pass of which the others do not
	 * know; says whether it will tell them
	 */
	void share(Predicate<Limit> owedBy) {
		this.owed = owedBy;
	}

	/** Who is told of what the others do not know, null where there are no others. */
	@Nullable Predicate<Limit> owed() {
		return this.owed;
	}

	long nextSerial() {
		return this.serial.incrementAndGet();
	}

	SteadyTime time() {
		return this.time;
	}

	/**
	 * The limit of a thing, with the tier that it now has. Safe for all threads.
	 * @param level what is limited
	 * @param subject names it, unique within the level
	 * @param tier the tier that it has
	 * @param revision the feed's revision that said so; where the limit already has a
	 * tier of a later one, it keeps that
	 * @return the limit
	 */
	Limit limit(Level level, String subject, TierCell tier, long revision) {
		Limit limit = this.limits.computeIfAbsent(key(level, subject),
				(key) -> new Limit(key, level, TierRules.QUOTA, tier, revision));
		limit.use(tier, revision);
		return limit;
	}

	/** The same for one user or address. */
	Limit limit(OfOne one, Level level, TierCell tier, long revision) {
		Limit limit = this.ofOne.get(one, (key) -> new Limit(key, level, key.part(), tier, revision));
		limit.use(tier, revision);
		return limit;
	}

	private static String key(Level level, String subject) {
		return level + ":" + subject;
	}

	private static String key(Limited limited) {
		return key(limited.level(), limited.subject());
	}

	void retain(Limited limited) {
		if (!this.released.isEmpty()) {
			this.released.remove(key(limited));
		}
	}

	void release(Limited limited) {
		if (!this.limits.isEmpty()) {
			String key = key(limited);
			if (this.limits.containsKey(key)) {
				this.released.add(key);
			}
		}
	}

	/** Says that nothing is limited any more but what is retained from now on. */
	public void releaseAll() {
		this.released.addAll(this.limits.keySet());
	}

	/**
	 * Forgets the limits that have nothing to limit and no window running. Called, like
	 * all that releases and retains, by one thread.
	 */
	public void sweep() {
		this.released.removeIf((key) -> {
			Limit limit = this.limits.get(key);
			if (limit != null && !limit.isFresh()) {
				return false;
			}
			this.limits.remove(key);
			return true;
		});
	}

	/**
	 * How many limits are kept.
	 * @return their number
	 */
	public long size() {
		this.ofOne.cleanUp();
		return this.limits.size() + this.ofOne.estimatedSize();
	}

}
