package org.gatehouse.gatewaycore.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * Ends a connection with HTTP/2 whose client sends frame after frame that carries nothing
 * of a call and yet has to be worked off (RFC 9113 section 10.5).
 */
final class FloodGuard extends Http2FrameListenerDecorator {

	private static final int MOST_IN_WINDOW = 1000;

	private static final long WINDOW_NANOS = 10_000_000_000L;

	private long windowBegun = System.nanoTime();

	private int inWindow;

	FloodGuard(Http2FrameListener listener) {
		super(listener);
	}

	private void count() throws Http2Exception {
		long now = System.nanoTime();
		if (now - this.windowBegun > WINDOW_NANOS) {
			this.windowBegun = now;
			this.inWindow = 0;
		}
		if (++this.inWindow > MOST_IN_WINDOW) {
			throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "more than %d frames without use",
					MOST_IN_WINDOW);
		}
	}

	@Override
	public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
		count();
		super.onPingRead(ctx, data);
	}

	@Override
	public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
		count();
		super.onPingAckRead(ctx, data);
	}

	@Override
	public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
		count();
		super.onSettingsRead(ctx, settings);
	}

	@Override
	public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
		count();
		super.onSettingsAckRead(ctx);
	}

	@Override
	public void onPriorityRead(ChannelHandlerContext ctx, int stream, int dependency, short weight, boolean exclusive)
			throws Http2Exception {
		count();
		super.onPriorityRead(ctx, stream, dependency, weight, exclusive);
	}

	@Override
	public void onUnknownFrame(ChannelHandlerContext ctx, byte type, int stream, Http2Flags flags, ByteBuf payload)
			throws Http2Exception {
		count();
		super.onUnknownFrame(ctx, type, stream, flags, payload);
	}

}
