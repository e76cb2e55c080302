package org.gatehouse.gatewaycore.transport;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;

/**
 * Lets a stream that has become a WebSocket look like a connection that has (RFC 8441
 * section 5): bytes instead of frames, and its end instead of the end of the stream.
 */
final class StreamTunnel extends ChannelDuplexHandler {

	private static final long LINGER_SECONDS = 2;

	private boolean ended;

	private boolean closing;

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (!(message instanceof Http2DataFrame frame)) {
			// Nothing else can carry a part of a WebSocket.
			ReferenceCountUtil.release(message);
			return;
		}
		this.ended = frame.isEndStream();
		ctx.fireChannelRead(frame.content());
		if (this.ended) {
			ctx.fireChannelReadComplete();
			ctx.channel().close();
		}
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		ctx.write((message instanceof ByteBuf bytes) ? new DefaultHttp2DataFrame(bytes) : message, promise);
	}

	/** What was written before reaches a client that reads. */
	@Override
	public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
		if (this.closing || !ctx.channel().isActive()) {
			ctx.close(promise);
			return;
		}
		this.closing = true;
		ctx.writeAndFlush(new DefaultHttp2DataFrame(true)).addListener((ChannelFutureListener) (_) -> {
			if (!this.ended) {
				ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
			}
			ctx.close(promise);
		});
		ctx.executor().schedule(() -> ctx.channel().close(), LINGER_SECONDS, TimeUnit.SECONDS);
	}

}
