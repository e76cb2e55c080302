package org.gatehouse.gatewaycore.transport;

import java.util.Objects;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a backend with HTTP/2, which several calls of an event loop share, each
 * with a stream of its own.
 */
final class SharedBackend extends ChannelInboundHandlerAdapter {

	/** How many calls share a connection, whatever the backend allows. */
	private static final int MOST_STREAMS = 100;

	private static final int WINDOW = 1024 * 1024;

	private static final int LARGEST_HEAD = 32 * 1024;

	private final Endpoint.Address address;

	private final LoopState state;

	private final Channel channel;

	private final Http2StreamChannelBootstrap streams;

	private int most = MOST_STREAMS;

	private int open;

	private boolean leaving;

	private boolean used;

	private long idleSince = System.nanoTime();

	private SharedBackend(Endpoint.Address address, LoopState state, Channel channel) {
		this.address = address;
		this.state = state;
		this.channel = channel;
		this.streams = new Http2StreamChannelBootstrap(channel);
	}

	/**
	 * Lets a connection speak HTTP/2 from now on.
	 * @param pipeline where nothing but TLS stands yet
	 * @param address where the connection leads to
	 * @param state the loop that it belongs to
	 * @return the connection, which the loop knows already
	 */
	static SharedBackend begin(ChannelPipeline pipeline, Endpoint.Address address, LoopState state) {
		SharedBackend shared = new SharedBackend(address, state, pipeline.channel());
		Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
			.initialSettings(Http2Settings.defaultSettings().pushEnabled(false).maxHeaderListSize(LARGEST_HEAD))
			.build();
		codec.decoder().frameListener(new FloodGuard(codec.decoder().frameListener()));
		pipeline.addLast(codec, new Http2MultiplexHandler(new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel pushed) {
				pushed.close();
			}

		}), shared);
		pipeline.write(new DefaultHttp2WindowUpdateFrame(WINDOW));
		pipeline.flush();
		state.share(address, shared);
		return shared;
	}

	/**
	 * Takes one more call.
	 * @return what serves it, null where the connection has no room
	 */
	@Nullable BackHandler take() {
		if (this.leaving || this.open >= this.most || !this.channel.isActive()) {
			return null;
		}
		StreamInitializer stream = new StreamInitializer();
		Future<Http2StreamChannel> opened = this.streams.handler(stream).open();
		if (!opened.isSuccess()) {
			return null;
		}
		this.open++;
		opened.getNow().closeFuture().addListener((_) -> {
			this.open--;
			this.idleSince = System.nanoTime();
			if (this.leaving && this.open == 0) {
				this.channel.close();
			}
		});
		this.used = true;
		return Objects.requireNonNull(stream.handler, "a channel that is open was initialized");
	}

	/** Ends a connection that nobody needs. */
	void closeIfIdle(long now, long mostNanos) {
		if (this.open == 0 && now - this.idleSince > mostNanos) {
			close();
		}
	}

	void close() {
		this.leaving = true;
		this.channel.close();
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		switch (message) {
			case Http2SettingsFrame frame -> {
				Long allowed = frame.settings().maxConcurrentStreams();
				if (allowed != null) {
					this.most = (int) Math.min(allowed, MOST_STREAMS);
				}
			}
			case Http2GoAwayFrame _ -> leave();
			default -> {
			}
		}
		ReferenceCountUtil.release(message);
	}

	private void leave() {
		this.leaving = true;
		this.state.unshare(this.address, this);
		if (this.open == 0) {
			this.channel.close();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.leaving = true;
		this.state.unshare(this.address, this);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		close();
	}

	private final class StreamInitializer extends ChannelInitializer<Channel> {

		private final boolean reused = SharedBackend.this.used;

		private @Nullable BackHandler handler;

		@Override
		protected void initChannel(Channel stream) {
			BackHandler back = BackHandler.ofStream(SharedBackend.this.address, SharedBackend.this.state, stream,
					this.reused);
			stream.pipeline().addLast(new StreamCodec(SharedBackend.this.address.tls()), back);
			this.handler = back;
		}

	}

}
