package org.gatehouse.gatewaycore.transport;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import org.gatehouse.gatewaycore.Limits;

/**
 * Netty's HTTP codec for the client's side, in its strict setting.
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

		private final FrontHandler front;

		Decoder(HttpDecoderConfig config, FrontHandler front) {
			super(config);
			this.front = front;
		}

		@Override
		protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
			super.decode(ctx, in, out);
			if (out.isEmpty()) {
				this.front.partlyRead();
			}
		}

	}

	/** Knows that an answer to HEAD has no body whatever its length says. */
	static final class Encoder extends HttpResponseEncoder {

		private boolean head;

		void head(boolean headRequest) {
			this.head = headRequest;
		}

		@Override
		protected boolean isContentAlwaysEmpty(HttpResponse response) {
			return (this.head && response.status().code() >= 200) || super.isContentAlwaysEmpty(response);
		}

	}

}
