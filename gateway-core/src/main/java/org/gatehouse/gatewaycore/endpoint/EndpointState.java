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

	private static final Standing WELL = new Standing(0, 0, 0, false);

	private final AtomicReference<Standing> standing = new AtomicReference<>(WELL);

	/**
	 * How an endpoint stands.
	 *
	 * @param failures how many suspensions have followed each other
	 * @param since when the first of them began, in milliseconds
	 * @param until when the next call may try, in milliseconds
	 * @param trial true while a call is trying
	 */
	record Standing(int failures, long since, long until, boolean trial) {

		private Standing trying(long next) {
			return new Standing(this.failures, this.since, next, true);
		}

		private Standing suspended(long now, long next) {
			return new Standing(this.failures + 1, (this.failures == 0) ? now : this.since, next, false);
		}

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
		return now >= before.until && this.standing.compareAndSet(before, before.trying(now + TRIAL_MILLIS));
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
		this.standing.compareAndSet(before, before.suspended(now, now + millis));
	}

	/** A call was answered. */
	void worked() {
		if (this.standing.get() != WELL) {
			this.standing.set(WELL);
		}
	}

	/** How the endpoint stands; it works where no failures have followed each other. */
	Standing standing() {
		return this.standing.get();
	}

	/**
	 * When the endpoint may be called again.
	 * @return the time in milliseconds, 0 where nothing is wrong with it
	 */
	public long suspendedUntil() {
		return this.standing.get().until;
	}

}
