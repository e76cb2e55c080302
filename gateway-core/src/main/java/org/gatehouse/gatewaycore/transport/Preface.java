package org.gatehouse.gatewaycore.transport;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;

/**
 * A client's connection without TLS on a listener that takes both protocols: the first
 * bytes tell which one it speaks (RFC 9113 section 3.3).
 */
final class Preface extends ByteToMessageDecoder implements Connection {

	private final Engine engine;

	private final LoopState state;

	private final Channel channel;

	private final long until;

	Preface(Engine engine, LoopState state, Channel channel) {
		this.engine = engine;
		this.state = state;
		this.channel = channel;
		this.until = System.nanoTime() + engine.limits().idleTimeout().toNanos();
		state.add(this);
	}

	@Override
	protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
		ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
		try {
			int known = Math.min(in.readableBytes(), preface.readableBytes());
			for (int i = 0; i < known; i++) {
				if (in.getByte(in.readerIndex() + i) != preface.getByte(i)) {
					FrontHandler.begin(ctx.pipeline(), this.engine, this.state, false);
					ctx.pipeline().remove(this);
					return;
				}
			}
			if (known == preface.readableBytes()) {
				StreamConnection.begin(ctx.pipeline(), this.engine, this.state, false);
				ctx.pipeline().remove(this);
			}
		}
		finally {
			preface.release();
		}
	}

	@Override
	protected void handlerRemoved0(ChannelHandlerContext ctx) {
		this.state.remove(this);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.engine.noteProblem(cause);
		ctx.close();
	}

	@Override
	public void checkDeadline(long now) {
		if (now - this.until >= 0) {
			abort();
		}
	}

	@Override
	public void drain() {
		// It gets an answer if it asks for something, and time to do so.
	}

	@Override
	public void abort() {
		this.channel.close();
	}

}
