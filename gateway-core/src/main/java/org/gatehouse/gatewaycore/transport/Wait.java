package org.gatehouse.gatewaycore.transport;

import org.gatehouse.gatewaycore.Limits;

/**
 * What a client's connection waits for, and until when.
 */
final class Wait {

	private static final long LINGER_NANOS = 2_000_000_000L;

	/** How long a client that goes on has at most between an answer and its next call. */
	private static final long REST_NANOS = 1_000_000_000L;

	private final long idle;

	private final long head;

	private final long response;

	private final long rateWindow;

	private final long leastInWindow;

	private long windowEnd;

	private long inWindow;

	private For what = For.REQUEST;

	private long begun;

	private long until;

	private long patience;

	Wait(Limits limits) {
		this.idle = limits.idleTimeout().toNanos();
		this.head = limits.headTimeout().toNanos();
		this.response = limits.responseTimeout().toNanos();
		this.rateWindow = this.head;
		this.leastInWindow = limits.bodyRate() * limits.headTimeout().toMillis() / 1000;
	}

	/** What can be waited for. */
	enum For {

		/** The next request. */
		REQUEST,
		/** The rest of a request's head. */
		HEAD,
		/** The rest of a request's body. */
		BODY,
		/** The backend. */
		BACKEND,
		/** The next of a backend's events, which may come at any time. */
		EVENTS,
		/** The client, to take what was sent. */
		READER,
		/** The client, to close its side. */
		CLOSE

	}

	/**
	 * Sets how long a backend may be silent.
	 * @param nanos the time, 0 for the gateway's bound
	 */
	void patience(long nanos) {
		this.patience = nanos;
	}

	void begin(For next) {
		this.what = next;
		this.begun = System.nanoTime();
		this.until = this.begun + switch (next) {
			case REQUEST, BODY, READER -> this.idle;
			case HEAD -> this.head;
			case BACKEND -> (this.patience > 0) ? this.patience : this.response;
			case CLOSE -> LINGER_NANOS;
			case EVENTS -> Long.MAX_VALUE / 2;
		};
	}

	/** The client may begin to send a body, or may go on with it after it had to stop. */
	void bodyMayCome() {
		this.windowEnd = System.nanoTime() + this.rateWindow;
		this.inWindow = 0;
	}

	/** A part of the body has come. */
	void bodyCame(int bytes) {
		this.inWindow += bytes;
	}

	/**
	 * Tells whether a body comes so slowly that nobody needs to wait for it.
	 * @param now the time
	 * @return true if a whole window has brought too little
	 */
	boolean isTooSlow(long now) {
		if (this.what != For.BODY || this.leastInWindow == 0 || now - this.windowEnd < 0) {
			return false;
		}
		boolean slow = this.inWindow < this.leastInWindow;
		this.windowEnd = now + this.rateWindow;
		this.inWindow = 0;
		return slow;
	}

	For what() {
		return this.what;
	}

	/**
	 * Tells whether no call is to be expected soon.
	 * @param now the time
	 * @return true if a second has gone without one
	 */
	boolean hasRested(long now) {
		return this.what == For.REQUEST && now - this.begun > REST_NANOS;
	}

	boolean isOver(long now) {
		return now - this.until >= 0;
	}

}
