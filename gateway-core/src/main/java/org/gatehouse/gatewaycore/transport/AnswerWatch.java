package org.gatehouse.gatewaycore.transport;

import java.nio.ByteBuffer;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import org.gatehouse.gatewaycore.policy.AnswerTap;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.policy.Step;
import org.jspecify.annotations.Nullable;

/**
 * Shows a backend's answers to who looks at them as they pass, and holds what the client
 * gets in place of one until that has ended.
 */
final class AnswerWatch {

	private @Nullable FullHttpResponse replacement;

	/**
	 * Shows an answer's head.
	 * @param call the call
	 * @param response the backend's answer
	 * @return true where the client gets another one in its place
	 */
	boolean replaces(Exchange call, HttpResponse response) {
		AnswerTap tap = call.tap();
		Step.Answer instead = (tap == null) ? null
				: tap.head(response.status().code(), new NettyHeaders(response.headers()));
		if (instead == null) {
			return false;
		}
		this.replacement = Answers.of(instead, call);
		return true;
	}

	/**
	 * Shows a part of an answer's body.
	 * @param call the call
	 * @param content the part; released where nobody gets it
	 * @return true where it goes to the client
	 */
	boolean passes(Exchange call, HttpContent content) {
		if (this.replacement != null) {
			content.release();
			return false;
		}
		show(call.tap(), content);
		return true;
	}

	/**
	 * Shows the end of an answer.
	 * @param call the call
	 * @param last the end; released where another answer takes its place
	 * @return what the client gets in place of the answer, null where it gets the answer
	 */
	@Nullable FullHttpResponse end(Exchange call, LastHttpContent last) {
		FullHttpResponse instead = this.replacement;
		if (instead != null) {
			this.replacement = null;
			last.release();
			return instead;
		}
		AnswerTap tap = call.tap();
		if (tap != null) {
			show(tap, last);
			tap.complete();
		}
		return null;
	}

	private static void show(@Nullable AnswerTap tap, HttpContent content) {
		if (tap != null && content.content().isReadable()) {
			for (ByteBuffer part : content.content().nioBuffers()) {
				tap.content(part);
			}
		}
	}

	/** Nothing more comes of the answer. */
	void forget() {
		FullHttpResponse instead = this.replacement;
		if (instead != null) {
			this.replacement = null;
			instead.release();
		}
	}

}
