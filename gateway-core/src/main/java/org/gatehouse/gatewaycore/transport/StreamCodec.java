package org.gatehouse.gatewaycore.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one call into the frames of a backend's stream and back, so that
 * what serves the call need not know which protocol the backend speaks.
 */
final class StreamCodec extends ChannelDuplexHandler {

	private final boolean tls;

	private boolean answered;

	/**
	 * A request's head, held until it is known whether anything follows it.
	 */
	private @Nullable HttpRequest held;

	StreamCodec(boolean tls) {
		this.tls = tls;
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		switch (message) {
			case FullHttpRequest whole -> {
				whole.release();
				ctx.write(new DefaultHttp2HeadersFrame(StreamHeads.of(whole, this.tls), true), promise);
			}
			case HttpRequest head -> head(ctx, head, promise);
			case LastHttpContent last -> end(ctx, last, promise);
			case HttpContent content -> ctx.write(new DefaultHttp2DataFrame(content.content()), promise);
			default -> ctx.write(message, promise);
		}
	}

	private void head(ChannelHandlerContext ctx, HttpRequest head, ChannelPromise promise) {
		if (head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
				|| head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
			ctx.write(new DefaultHttp2HeadersFrame(StreamHeads.of(head, this.tls)), promise);
		}
		else {
			this.held = head;
		}
	}

	private void end(ChannelHandlerContext ctx, LastHttpContent last, ChannelPromise promise) {
		HttpRequest head = this.held;
		if (head != null) {
			this.held = null;
			last.release();
			ctx.write(new DefaultHttp2HeadersFrame(StreamHeads.of(head, this.tls), true), promise);
		}
		else if (last.trailingHeaders().isEmpty()) {
			ctx.write(new DefaultHttp2DataFrame(last.content(), true), promise);
		}
		else {
			ctx.write(new DefaultHttp2DataFrame(last.content()));
			ctx.write(new DefaultHttp2HeadersFrame(StreamHeads.of(last.trailingHeaders()), true), promise);
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		switch (message) {
			case Http2HeadersFrame frame when !this.answered -> answer(ctx, frame);
			case Http2HeadersFrame frame -> ctx.fireChannelRead(trailers(frame));
			case Http2DataFrame frame -> ctx.fireChannelRead(frame.isEndStream()
					? new DefaultLastHttpContent(frame.content()) : new DefaultHttpContent(frame.content()));
			default -> ReferenceCountUtil.release(message);
		}
	}

	private void answer(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
		var head = StreamHeads.response(frame.headers(), frame.isEndStream());
		boolean interim = head.status().code() < 200;
		this.answered = !interim;
		ctx.fireChannelRead(head);
		if (interim || frame.isEndStream()) {
			ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
		}
	}

	private static LastHttpContent trailers(Http2HeadersFrame frame) {
		HttpHeaders fields = StreamHeads.trailers(frame.headers());
		if (fields != null && frame.isEndStream()) {
			return StreamHeads.end(fields);
		}
		LastHttpContent broken = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
		broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("no plain trailers")));
		return broken;
	}

}
