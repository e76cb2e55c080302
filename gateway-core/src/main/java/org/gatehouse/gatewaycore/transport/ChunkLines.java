package org.gatehouse.gatewaycore.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the lines that announce the chunks of a request's body before Netty does,
 * since Netty takes more than the grammar allows (RFC 9112 section 7.1): a size too large
 * for its type, white space and control characters beside it. Follows the decoder's steps
 * by what it takes and gives.
 */
final class ChunkLines {

	private static final int MOST_DIGITS = 7;

	private static final int LONGEST = 4096;

	private State state = State.NONE;

	private int lineLength;

	private long left;

	private enum State {

		/** No body in chunks. */
		NONE,
		/** The next line announces a chunk. */
		LINE,
		/** In a chunk, or at its end. */
		DATA,
		/** Behind the last chunk. */
		TRAILERS

	}

	/** Stands for what follows a line that cannot be read. */
	static LastHttpContent broken() {
		LastHttpContent content = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
		content.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a chunk's size")));
		return content;
	}

	/**
	 * Looks at what comes next.
	 * @param in the bytes that the decoder has not taken yet
	 * @return false if they begin with a line that announces no chunk
	 */
	boolean check(ByteBuf in) {
		this.lineLength = 0;
		if (this.state != State.LINE) {
			return true;
		}
		int from = in.readerIndex();
		int end = in.indexOf(from, Math.min(in.writerIndex(), from + LONGEST), (byte) '\n');
		if (end < 0) {
			return in.readableBytes() < LONGEST;
		}
		int digits = 0;
		long size = 0;
		for (int digit = Character.digit(in.getByte(from), 16); digit >= 0; digit = Character
			.digit(in.getByte(from + digits), 16)) {
			size = size * 16 + digit;
			if (++digits > MOST_DIGITS) {
				return false;
			}
		}
		if (digits == 0 || !isExtension(in, from + digits, end)) {
			return false;
		}
		this.lineLength = end + 1 - from;
		this.left = size;
		this.state = (size == 0) ? State.TRAILERS : State.DATA;
		return true;
	}

	private static boolean isExtension(ByteBuf in, int from, int end) {
		int cr = end - 1;
		if (cr < from || in.getByte(cr) != '\r') {
			return false;
		}
		int at = from;
		while (at < cr && (in.getByte(at) == ' ' || in.getByte(at) == '\t')) {
			at++;
		}
		if (at == cr) {
			return at == from;
		}
		if (in.getByte(at) != ';') {
			return false;
		}
		for (; at < cr; at++) {
			int c = in.getByte(at) & 0xff;
			if ((c < ' ' && c != '\t') || c == 0x7f) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Follows the decoder by one step.
	 * @param taken how many bytes it took
	 * @param given the last thing that it made of them, null where it made none
	 */
	void passed(int taken, @Nullable Object given) {
		switch (given) {
			case LastHttpContent _ -> this.state = State.NONE;
			case HttpRequest request when request.decoderResult().isSuccess()
					&& request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) ->
				this.state = State.LINE;
			case HttpContent content when this.state == State.DATA -> {
				int size = content.content().readableBytes();
				this.left -= size;
				endOfChunk(taken - this.lineLength - size);
			}
			case null, default -> {
				if (this.state == State.DATA) {
					endOfChunk(taken - this.lineLength);
				}
			}
		}
	}

	private void endOfChunk(int more) {
		if (this.left == 0 && more == 2) {
			this.state = State.LINE;
		}
	}

}
