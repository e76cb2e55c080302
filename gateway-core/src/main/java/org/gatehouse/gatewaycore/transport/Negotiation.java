package org.gatehouse.gatewaycore.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;

/**
 * A client's connection of which it is not known yet which protocol it will speak. Goes
 * away as soon as the TLS handshake has agreed on one (RFC 7301).
 */
final class Negotiation extends ApplicationProtocolNegotiationHandler implements Connection {

	private final Engine engine;

	private final LoopState state;

	private final Channel channel;

	private final long until;

	Negotiation(Engine engine, LoopState state, Channel channel) {
		super(ApplicationProtocolNames.HTTP_1_1);
		this.engine = engine;
		this.state = state;
		this.channel = channel;
		this.until = System.nanoTime() + engine.limits().headTimeout().toNanos();
		state.add(this);
	}

	@Override
	protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
		ChannelPipeline pipeline = ctx.pipeline();
		if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
			StreamConnection.begin(pipeline, this.engine, this.state, true);
		}
		else {
			FrontHandler.begin(pipeline, this.engine, this.state, true);
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) throws Exception {
		this.state.remove(this);
		super.handlerRemoved(ctx);
	}

	@Override
	protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
		this.engine.noteProblem(cause);
		ctx.close();
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
