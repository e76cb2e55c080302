package org.gatehouse.gatewaycore.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import org.gatehouse.gatewaycore.policy.Fault;
import org.gatehouse.gatewaycore.policy.Step;

/**
 * A body that a policy wants to see as a whole, while its parts come.
 */
final class BodyGathering {

	private final Step.Gather asked;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	BodyGathering(Step.Gather asked) {
		this.asked = asked;
	}

	/**
	 * Takes a part.
	 * @param content the part, which is released
	 * @return false if the body is longer than it may be
	 */
	boolean add(HttpContent content) {
		ByteBuf part = content.content();
		try {
			if (this.bytes.size() + part.readableBytes() > this.asked.most()) {
				return false;
			}
			part.readBytes(this.bytes, part.readableBytes());
			return true;
		}
		catch (IOException ex) {
			throw new IllegalStateException("memory takes what it is given", ex);
		}
		finally {
			content.release();
		}
	}

	/** What is decided where the body is longer than it may be. */
	Fault tooLong() {
		return this.asked.tooLong();
	}

	/** Decides with the whole body. */
	Step decide() {
		return this.asked.then().apply(this.bytes.toByteArray());
	}

	/**
	 * Frames a message for a body that is there as a whole.
	 * @param message the message's head, changed in place
	 * @param body the body
	 * @return the body as the message's end
	 */
	static LastHttpContent whole(HttpMessage message, byte[] body) {
		boolean framed = message.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
				|| message.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
		message.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
		message.headers().remove(HttpHeaderNames.TRAILER);
		if (framed || body.length > 0) {
			message.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
		}
		return (body.length == 0) ? LastHttpContent.EMPTY_LAST_CONTENT
				: new DefaultLastHttpContent(Unpooled.wrappedBuffer(body));
	}

}
