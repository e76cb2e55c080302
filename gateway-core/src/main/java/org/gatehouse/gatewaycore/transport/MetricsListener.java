package org.gatehouse.gatewaycore.transport;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import org.gatehouse.gatewaycore.metrics.Metrics;

/**
 * Serves {@code GET /metrics} and nothing else, away from the ports that callers know.
 */
final class MetricsListener extends ChannelInitializer<Channel> {

	private static final int TIMEOUT_SECONDS = 60;

	private final Supplier<String> text;

	MetricsListener(Supplier<String> text) {
		this.text = text;
	}

	@Override
	protected void initChannel(Channel channel) {
		channel.pipeline()
			.addLast(new ReadTimeoutHandler(TIMEOUT_SECONDS), new HttpServerCodec(), new HttpObjectAggregator(8192),
					new Handler());
	}

	private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {

		@Override
		protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
			boolean known = request.decoderResult().isSuccess() && request.method().equals(HttpMethod.GET)
					&& request.uri().equals("/metrics");
			ByteBuf body = known
					? Unpooled.wrappedBuffer(MetricsListener.this.text.get().getBytes(StandardCharsets.UTF_8))
					: Unpooled.EMPTY_BUFFER;
			FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
					known ? HttpResponseStatus.OK : HttpResponseStatus.NOT_FOUND, body);
			response.headers()
				.set(HttpHeaderNames.CONTENT_TYPE, Metrics.TYPE)
				.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
				.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
			ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
			ctx.close();
		}

	}

}
