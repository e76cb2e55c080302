package org.gatehouse.gatewaycore.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/**
 * How far the current call of a client's connection has come. One object serves all calls
 * of the connection, one after the other.
 */
final class CallState {

	/** How much of a refused request's body is read for the sake of the connection. */
	private static final long MOST_DISCARDED = 256 * 1024;

	private boolean oldClient;

	private boolean expectsContinue;

	private boolean requestDone = true;

	private boolean answerBegun;

	private long discarded = -1;

	void begin(HttpRequest head) {
		this.oldClient = head.protocolVersion().equals(HttpVersion.HTTP_1_0);
		this.expectsContinue = head.headers().contains(HttpHeaderNames.EXPECT);
		this.requestDone = false;
		this.answerBegun = false;
		this.discarded = -1;
	}

	/** True for a client that speaks HTTP/1.0. */
	boolean isOldClient() {
		return this.oldClient;
	}

	/** True while the client waits to be told to send the request's body. */
	boolean expectsContinue() {
		return this.expectsContinue && !this.requestDone;
	}

	void toldToContinue() {
		this.expectsContinue = false;
	}

	boolean isRequestDone() {
		return this.requestDone;
	}

	void requestDone() {
		this.requestDone = true;
	}

	boolean isAnswerBegun() {
		return this.answerBegun;
	}

	void answerBegun() {
		this.answerBegun = true;
	}

	/** The rest of the request's body is of no use to anybody. */
	void discard() {
		this.discarded = 0;
	}

	boolean isDiscarding() {
		return this.discarded >= 0;
	}

	/**
	 * Discards a part of the body.
	 * @param count its bytes
	 * @param last whether it is the last part
	 * @return false if it was more than the connection is worth
	 */
	boolean discard(int count, boolean last) {
		this.discarded = last ? -1 : this.discarded + count;
		return this.discarded <= MOST_DISCARDED;
	}

}
