package org.gatehouse.gatewaycore.throttle;

import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.gatehouse.common.tier.TierLevel;

/**
 * All running limits of this gateway, by what they limit. They outlive the snapshots that
 * name them, and outlive what they limit until their window is over: who unsubscribes and
 * subscribes again finds the quota as used as before.
 */
public final class Quotas {

	private final Map<String, Limit> limits = new ConcurrentHashMap<>();

	/** Keys of limits without anything to limit; known to one thread. */
	private final Set<String> released = new HashSet<>();

	private final SteadyTime time;

	/**
	 * Makes an empty book of quotas.
	 * @param clock the time by which windows begin and end
	 */
	public Quotas(Clock clock) {
		this.time = new SteadyTime(clock);
	}

	/**
	 * The limit of a thing, with the tier that it now has. Safe for all threads.
	 * @param subject names what is limited, unique within the tier's level
	 * @param tier the tier that it has
	 * @param revision the feed's revision that said so; where the limit already has a
	 * tier of a later one, it keeps that
	 * @return the limit
	 */
	public Limit limit(String subject, TierCell tier, long revision) {
		Limit limit = this.limits.computeIfAbsent(key(tier.tier().level(), subject),
				(_) -> new Limit(this.time, tier, revision));
		limit.use(tier, revision);
		return limit;
	}

	private static String key(TierLevel level, String subject) {
		return level + ":" + subject;
	}

	private static String key(Limited limited) {
		return key(limited.tier().tier().level(), limited.subject());
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
	public int size() {
		return this.limits.size();
	}

}
