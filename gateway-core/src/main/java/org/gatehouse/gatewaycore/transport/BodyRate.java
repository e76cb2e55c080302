package org.gatehouse.gatewaycore.transport;

import org.gatehouse.gatewaycore.Limits;

/**
 * What the bodies on one connection with HTTP/2 bring together. Which of its streams goes
 * first is for the client to say, and while the connection's window is closed none of
 * them can go on: a body is not too slow where its connection is not.
 */
final class BodyRate {

	/** Nobody sends frames of a few bytes to fill a window up. */
	private static final int NEARLY_CLOSED = 1024;

	private final long span;

	private final long least;

	private Span before = new Span();

	private Span current = new Span();

	private long end;

	/**
	 * Makes a rate of which nothing is known yet.
	 * @param limits how much a body has to bring
	 * @param now the time
	 */
	BodyRate(Limits limits, long now) {
		this.span = limits.headTimeout().toNanos();
		this.least = limits.bodyRate() * limits.headTimeout().toMillis() / 1000;
		this.end = now + this.span;
	}

	private static final class Span {

		private long bytes;

		private boolean held;

	}

	/**
	 * A part of a body has come.
	 * @param bytes its size
	 */
	void came(int bytes) {
		this.current.bytes += bytes;
	}

	/**
	 * Looks at the connection's window, a few times a second.
	 * @param now the time
	 * @param window how much the client may send before it is told more
	 */
	void look(long now, int window) {
		if (now - this.end >= 0) {
			this.before = this.current;
			this.current = new Span();
			this.end = now + this.span;
		}
		this.current.held |= window < NEARLY_CLOSED;
	}

	/**
	 * Tells whether the client does what it can.
	 * @param bodies how many bodies it is sending
	 * @return true where they could not come, or came fast enough on the average
	 */
	boolean suffices(int bodies) {
		return this.before.held || this.current.held
				|| this.before.bytes + this.current.bytes >= Math.max(1, this.least) * bodies;
	}

}
