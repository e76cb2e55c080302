package org.gatehouse.gatewaycore.throttle;

import java.time.Clock;

/**
 * The clock's time, made to never run backwards: where the clock is set back, time stands
 * still for at most two seconds and then goes on from where it was. So a window can end
 * early once, but can never stay open for the hour that somebody corrected.
 */
final class SteadyTime {

	private static final long TOLERATED_MILLIS = 2000;

	private final Clock clock;

	private volatile long offset;

	private volatile long last;

	SteadyTime(Clock clock) {
		this.clock = clock;
		this.last = clock.millis();
	}

	/**
	 * The time.
	 * @return nanoseconds since 1970, in steps of a millisecond
	 */
	long nanos() {
		long now = this.clock.millis() + this.offset;
		if (now > this.last) {
			// A race here loses a step of a millisecond, which the next call makes good.
			this.last = now;
			return now * 1_000_000;
		}
		return ((now < this.last - TOLERATED_MILLIS) ? heal() : this.last) * 1_000_000;
	}

	private synchronized long heal() {
		long now = this.clock.millis() + this.offset;
		if (now < this.last - TOLERATED_MILLIS) {
			this.offset += this.last - now;
		}
		return this.last;
	}

}
