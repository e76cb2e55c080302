package org.gatehouse.gatewaycore.transport;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends a connection so that the client gets the last answer although it may be sending: a
 * connection that is closed with bytes unread is reset, which takes back what the client
 * has not read yet (RFC 9112 section 9.6).
 */
final class Goodbye {

	private Goodbye() {
	}

	/**
	 * Says that nothing more will be sent, and reads on until the client has understood.
	 * @param ctx the connection
	 */
	static void say(ChannelHandlerContext ctx) {
		if (!(ctx.channel() instanceof DuplexChannel duplex)) {
			ctx.close();
			return;
		}
		SslHandler tls = ctx.pipeline().get(SslHandler.class);
		if (tls == null) {
			duplex.shutdownOutput();
		}
		else {
			tls.closeOutbound().addListener((ChannelFutureListener) (_) -> duplex.shutdownOutput());
		}
		duplex.config().setAutoRead(true);
	}

}
