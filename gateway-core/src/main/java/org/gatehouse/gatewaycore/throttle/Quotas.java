package org.gatehouse.gatewaycore.throttle;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.jspecify.annotations.Nullable;

/**
 * All limits of this gateway, by what they limit. They outlive the snapshots that name
 * them, and outlive what they limit until their window is over: who unsubscribes and
 * subscribes again finds the quota as used as before.
 */
public final class Quotas {

	private final Map<String, Limit> limits = new ConcurrentHashMap<>();

	private final SteadyTime time;

	/**
	 * Makes an empty book of quotas.
	 * @param clock the time by which windows begin and end
	 */
	public Quotas(Clock clock) {
		this.time = new SteadyTime(clock);
	}

	/**
	 * The limit of a thing, with the quota that it now has.
	 * @param subject names what is limited, unique within the tier's level
	 * @param tier the tier that it has
	 * @return the limit, null where the tier lets everything pass
	 */
	public @Nullable Limit limit(String subject, SnapshotEntry.Tier tier) {
		return switch (tier.quota()) {
			case Quota.Unlimited _ -> null;
			case Quota.Bandwidth _ -> null;
			case Quota.Requests quota -> {
				Limit limit = this.limits.computeIfAbsent(tier.level() + ":" + subject,
						(_) -> new Limit(this.time, tier, quota));
				limit.change(tier, quota);
				limit.mark(true);
				yield limit;
			}
		};
	}

	/**
	 * Names a limit that is still in use, as {@link #limit} does, and leaves it as it is.
	 * @param limit the limit, null for none
	 */
	public static void keep(@Nullable Limit limit) {
		if (limit != null) {
			limit.mark(true);
		}
	}

	/** Begins a round of calls that name every limit still in use. */
	public void beginRound() {
		this.limits.values().forEach((limit) -> limit.mark(false));
	}

	/** Ends the round: forgets what was not named and has no window running. */
	public void endRound() {
		this.limits.values().removeIf((limit) -> !limit.isUsed() && limit.isFresh());
	}

	/**
	 * How many limits are kept.
	 * @return their number
	 */
	public int size() {
		return this.limits.size();
	}

}
