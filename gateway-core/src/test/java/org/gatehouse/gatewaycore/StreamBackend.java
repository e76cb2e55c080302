package org.gatehouse.gatewaycore;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;

/**
 * A server that speaks HTTP/2 over TLS and nothing else. It sends back what it gets, body
 * and trailers, unless the path says otherwise.
 */
final class StreamBackend implements AutoCloseable {

	private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final BlockingQueue<Http2Headers> received = new LinkedBlockingQueue<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final Channel server;

	StreamBackend(TestCertificates certificate) {
		ApplicationProtocolConfig only = new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
				ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
				ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, "h2");
		SslContext tls = new JdkSslContext(certificate.server(), false, null, IdentityCipherSuiteFilter.INSTANCE, only,
				ClientAuth.NONE, null, false);
		this.server = new ServerBootstrap().group(this.loops)
			.channel(NioServerSocketChannel.class)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					StreamBackend.this.connections.incrementAndGet();
					channel.pipeline()
						.addLast(tls.newHandler(channel.alloc()),
								Http2FrameCodecBuilder.forServer().validateHeaders(false).build(),
								new Http2MultiplexHandler(new ChannelInitializer<>() {

									@Override
									protected void initChannel(Channel stream) {
										stream.pipeline().addLast(new Echo());
									}

								}));
				}

			})
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.syncUninterruptibly()
			.channel();
	}

	URI url(String path) {
		return URI.create("https://localhost:" + ((InetSocketAddress) this.server.localAddress()).getPort() + path);
	}

	BlockingQueue<Http2Headers> received() {
		return this.received;
	}

	int connections() {
		return this.connections.get();
	}

	@Override
	public void close() {
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	private final class Echo extends ChannelInboundHandlerAdapter {

		private boolean answered;

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
			switch (message) {
				case Http2HeadersFrame frame when !this.answered -> head(ctx, frame);
				case Http2HeadersFrame frame -> ctx.write(new DefaultHttp2HeadersFrame(frame.headers(), true));
				case Http2DataFrame frame -> ctx.write(new DefaultHttp2DataFrame(frame.content(), frame.isEndStream()));
				default -> ReferenceCountUtil.release(message);
			}
		}

		private void head(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
			StreamBackend.this.received.add(frame.headers());
			this.answered = true;
			String path = frame.headers().path().toString();
			if (path.endsWith("/stalls")) {
				ctx.channel().config().setAutoRead(false);
				return;
			}
			Http2Headers answer = new DefaultHttp2Headers(false).status("200").add("x-protocol", "h2");
			if (path.endsWith("/injects")) {
				answer.add("x-a", "b\r\nx-injected: 1");
			}
			if (path.endsWith("/hops")) {
				answer.add("transfer-encoding", "chunked");
			}
			if (path.endsWith("/leaves")) {
				ctx.channel().parent().writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
			}
			ctx.write(new DefaultHttp2HeadersFrame(answer));
			if (frame.isEndStream()) {
				ctx.write(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(new byte[] { (byte) 0x6f, (byte) 0x6b }),
						true));
			}
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext ctx) {
			ctx.flush();
		}

	}

}
