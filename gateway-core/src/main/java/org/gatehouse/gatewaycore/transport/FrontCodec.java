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
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
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
		protected AsciiString splitHeaderName(byte[] line, int start, int length) {
			AsciiString known = KnownNames.find(line, start, length);
			return (known != null) ? known : super.splitHeaderName(line, start, length);
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

		private static final int CRLF = ('\r' << 8) | '\n';

		private boolean head;

		private boolean inside;

		/** How long the head was that was written last. */
		private int headBytes = 512;

		void head(boolean headRequest) {
			this.head = headRequest;
		}

		@Override
		protected void encode(ChannelHandlerContext ctx, Object message, List<Object> out) throws Exception {
			if (message instanceof FullHttpResponse response && !this.inside && isShort(response)) {
				out.add(whole(ctx, response));
				return;
			}
			super.encode(ctx, message, out);
			this.inside = (this.inside || message instanceof HttpResponse) && !(message instanceof LastHttpContent);
		}

		private boolean isShort(FullHttpResponse response) {
			int length = response.content().readableBytes();
			return length > 0 && length <= SHORT && !isContentAlwaysEmpty(response)
					&& !HttpUtil.isTransferEncodingChunked(response);
		}

		/** Writes head and body into a buffer that is large enough for both. */
		private ByteBuf whole(ChannelHandlerContext ctx, FullHttpResponse response) throws Exception {
			ByteBuf all = ctx.alloc().buffer(this.headBytes + this.headBytes / 4 + response.content().readableBytes());
			try {
				encodeInitialLine(all, response);
				sanitizeHeadersBeforeEncode(response, false);
				encodeHeaders(response.headers(), all);
				all.writeShort(CRLF);
				this.headBytes = all.readableBytes();
				return all.writeBytes(response.content()).retain();
			}
			finally {
				all.release();
				response.release();
			}
		}

		@Override
		protected boolean isContentAlwaysEmpty(HttpResponse response) {
			return (this.head && response.status().code() >= 200) || super.isContentAlwaysEmpty(response);
		}

	}

}
