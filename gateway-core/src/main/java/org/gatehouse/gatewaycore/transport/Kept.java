package org.gatehouse.gatewaycore.transport;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.handler.codec.http.HttpContent;

/**
 * What was written of a request's body and may have to be written again: until it is
 * known that the connection was open, and for a call that can be repeated until it is
 * answered, unless the body is too large for that.
 */
final class Kept {

	private static final int MOST = 64 * 1024;

	private final Deque<HttpContent> parts = new ArrayDeque<>(2);

	private boolean on;

	private boolean proving;

	private boolean lasting;

	private int bytes;

	/**
	 * Begins to keep.
	 * @param unproven true while nobody knows whether the connection was open
	 * @param repeatable true if what is kept is of use after that
	 */
	void begin(boolean unproven, boolean repeatable) {
		this.on = unproven || repeatable;
		this.proving = unproven;
		this.lasting = repeatable;
	}

	/** All that was written is kept, be it nothing. */
	boolean isOn() {
		return this.on;
	}

	void add(HttpContent content) {
		if (!this.on) {
			return;
		}
		this.bytes += content.content().readableBytes();
		this.parts.add(content.retainedDuplicate());
		if (!this.proving && this.bytes > MOST) {
			forget();
		}
	}

	/** The connection was open. */
	void proven() {
		this.proving = false;
		if (!this.lasting || this.bytes > MOST) {
			forget();
		}
	}

	/** Puts what was written before what was not, and keeps nothing. */
	void giveBack(Deque<HttpContent> unwritten) {
		for (HttpContent content = this.parts.pollLast(); content != null; content = this.parts.pollLast()) {
			unwritten.addFirst(content);
		}
		forget();
	}

	void forget() {
		this.on = false;
		this.bytes = 0;
		for (HttpContent content = this.parts.poll(); content != null; content = this.parts.poll()) {
			content.release();
		}
	}

}
