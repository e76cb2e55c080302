package org.gatehouse.gatewaycore.transport;

import org.gatehouse.gatewaycore.Limits;

/**
 * What a client's connection waits for, and until when.
 */
final class Wait {

	private static final long LINGER_NANOS = 2_000_000_000L;

	private final Limits limits;

	private For what = For.REQUEST;

	private long until;

	Wait(Limits limits) {
		this.limits = limits;
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
		/** The client, to take what was sent. */
		READER,
		/** The client, to close its side. */
		CLOSE

	}

	void begin(For next) {
		this.what = next;
		this.until = System.nanoTime() + switch (next) {
			case REQUEST, BODY, READER -> this.limits.idleTimeout().toNanos();
			case HEAD -> this.limits.headTimeout().toNanos();
			case BACKEND -> this.limits.responseTimeout().toNanos();
			case CLOSE -> LINGER_NANOS;
		};
	}

	For what() {
		return this.what;
	}

	boolean isOver(long now) {
		return now - this.until >= 0;
	}

}
