package org.gatehouse.gatewaycore.transport;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import org.gatehouse.gatewaycore.Limits;

/**
 * Netty's HTTP codec for the client's side, in its strict setting and stricter: where it
 * is lenient with white space and with what stands before a request, this is not.
 */
final class FrontCodec {

	private FrontCodec() {
	}

	static HttpDecoderConfig config(Limits limits) {
		return new HttpDecoderConfig().setMaxInitialLineLength(limits.requestLine())
			.setMaxHeaderSize(limits.headerBytes())
			.setMaxChunkSize(64 * 1024)
			.setValidateHeaders(true)
			.setAllowDuplicateContentLengths(false)
			.setStrictLineParsing(true)
			.setUseRfc9112TransferEncoding(true);
	}

	/** Tells the handler when a head has begun, so that it cannot take for ever. */
	static final class Decoder extends HttpRequestDecoder {

		/** Empty lines before a request that are overlooked (RFC 9112 section 2.2). */
		private static final int MOST_EMPTY_LINES = 2;

		private final FrontHandler front;

		private final ChunkLines chunks = new ChunkLines();

		private boolean between = true;

		private boolean broken;

		private int emptyLines;

		private int wordEnd;

		Decoder(HttpDecoderConfig config, FrontHandler front) {
			super(config);
			this.front = front;
		}

		@Override
		protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
			if (this.broken) {
				in.skipBytes(in.readableBytes());
				return;
			}
			if (this.between && !begins(in, out)) {
				return;
			}
			if (!this.chunks.check(in)) {
				this.broken = true;
				in.skipBytes(in.readableBytes());
				out.add(ChunkLines.broken());
				return;
			}
			int before = in.readerIndex();
			int known = out.size();
			super.decode(ctx, in, out);
			if (out.size() == known) {
				this.chunks.passed(in.readerIndex() - before, null);
				if (known == 0) {
					this.front.partlyRead();
				}
				return;
			}
			Object last = out.getLast();
			this.chunks.passed(in.readerIndex() - before, last);
			this.between = last instanceof LastHttpContent;
			this.emptyLines = 0;
		}

		/** Netty would skip any control characters here, and so hide them. */
		private boolean begins(ByteBuf in, List<Object> out) {
			while (in.isReadable()) {
				byte first = in.getByte(in.readerIndex());
				if (first > ' ' && first != 0x7f) {
					this.between = false;
					return true;
				}
				if (first == '\r' && in.readableBytes() == 1) {
					return false;
				}
				if (first != '\r' || in.getByte(in.readerIndex() + 1) != '\n' || ++this.emptyLines > MOST_EMPTY_LINES) {
					this.broken = true;
					in.skipBytes(in.readableBytes());
					out.add(RequestHead.broken());
					return false;
				}
				in.skipBytes(2);
			}
			return false;
		}

		@Override
		protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
			if (start != 0) {
				throw new IllegalArgumentException("white space before the method");
			}
			this.wordEnd = length;
			return super.splitFirstWordInitialLine(line, start, length);
		}

		@Override
		protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
			oneBlank(line, start);
			this.wordEnd = start + length;
			return super.splitSecondWordInitialLine(line, start, length);
		}

		@Override
		protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
			oneBlank(line, start);
			if (length < 4 || line[start] != 'H' || line[start + 1] != 'T' || line[start + 2] != 'T'
					|| line[start + 3] != 'P') {
				throw new IllegalArgumentException("no version of HTTP");
			}
			return super.splitThirdWordInitialLine(line, start, length);
		}

		private void oneBlank(byte[] line, int start) {
			if (start != this.wordEnd + 1 || line[this.wordEnd] != ' ') {
				throw new IllegalArgumentException("no single blank between the words of the request line");
			}
		}

		@Override
		protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
			throw new IllegalArgumentException("a length and chunks");
		}

	}

	/**
	 * Knows that an answer to HEAD has no body whatever its length says, and gives a
	 * short answer to the kernel in one piece.
	 */
	static final class Encoder extends HttpResponseEncoder {

		/** Copying that much costs less than telling the kernel of two pieces. */
		private static final int SHORT = 4096;

		private boolean head;

		void head(boolean headRequest) {
			this.head = headRequest;
		}

		@Override
		protected void encode(ChannelHandlerContext ctx, Object message, List<Object> out) throws Exception {
			super.encode(ctx, message, out);
			if (message instanceof FullHttpResponse && out.size() == 2 && out.getFirst() instanceof ByteBuf head
					&& out.getLast() instanceof ByteBuf body && body.readableBytes() <= SHORT) {
				head.writeBytes(body);
				out.removeLast();
				body.release();
			}
		}

		@Override
		protected boolean isContentAlwaysEmpty(HttpResponse response) {
			return (this.head && response.status().code() >= 200) || super.isContentAlwaysEmpty(response);
		}

	}

}
