package org.gatehouse.gatewaycore.endpoint;

import java.util.concurrent.atomic.AtomicReference;

import org.gatehouse.common.runtime.EndpointRules.Suspension;

/**
 * Whether an endpoint works, as far as calls have shown. It outlives the snapshots that
 * name the endpoint. Any thread asks and tells; nobody waits.
 */
public final class EndpointState {

	/**
	 * After a suspension one call in this time is let through, until one has succeeded.
	 */
	private static final long TRIAL_MILLIS = 1000;

	private static final Standing WELL = new Standing(0, 0, false);

	private final AtomicReference<Standing> standing = new AtomicReference<>(WELL);

	/**
	 * How an endpoint stands.
	 *
	 * @param failures how many suspensions have followed each other
	 * @param until when the next call may try, in milliseconds
	 * @param trial true while a call is trying
	 */
	private record Standing(int failures, long until, boolean trial) {

	}

	/**
	 * Tells whether a call may go to the endpoint. Who is told so after a suspension is
	 * the one who tries, and has to go.
	 */
	boolean admits(long now) {
		Standing before = this.standing.get();
		if (before == WELL) {
			return true;
		}
		return now >= before.until
				&& this.standing.compareAndSet(before, new Standing(before.failures, now + TRIAL_MILLIS, true));
	}

	/** A call has failed. Calls that were under way together count as one. */
	void failed(Suspension rule, long now) {
		Standing before = this.standing.get();
		if (before != WELL && !before.trial && now < before.until) {
			return;
		}
		double grown = rule.initialMillis() * Math.pow(rule.factor(), before.failures);
		long millis = (long) Math.min(grown, rule.mostMillis());
		// Who loses the race was told the same by another call.
		this.standing.compareAndSet(before, new Standing(before.failures + 1, now + millis, false));
	}

	/** A call was answered. */
	void worked() {
		if (this.standing.get() != WELL) {
			this.standing.set(WELL);
		}
	}

	/**
	 * When the endpoint may be called again.
	 * @return the time in milliseconds, 0 where nothing is wrong with it
	 */
	public long suspendedUntil() {
		return this.standing.get().until;
	}

}
