package org.gatehouse.gatewaycore.transport;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import org.gatehouse.gatewaycore.Limits;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection with HTTP/2: the streams that are open, when the connection has
 * to end, and what a client may not do however well-formed its frames are.
 */
final class StreamConnection extends ChannelInboundHandlerAdapter implements Connection {

	/** How many calls a client may have open on one connection. */
	static final int MOST_STREAMS = 100;

	/** How much of bodies a connection holds while their backends do not take them. */
	private static final int WINDOW = 1024 * 1024;

	private static final int MOST_RESETS = 200;

	private static final int RESET_SECONDS = 30;

	private static final int MOST_ANSWERS_QUEUED = 1000;

	private static final long REST_NANOS = 1_000_000_000L;

	private final Engine engine;

	private final LoopState state;

	private final boolean secure;

	private final Http2Connection windows;

	private final BodyRate rate;

	private final Set<StreamClient> streams = new LinkedHashSet<>();

	private @Nullable ChannelHandlerContext context;

	private String peer = "";

	private boolean saidGoodbye;

	private long restingSince = System.nanoTime();

	private StreamConnection(Engine engine, LoopState state, boolean secure, Http2Connection windows) {
		this.engine = engine;
		this.state = state;
		this.secure = secure;
		this.windows = windows;
		this.rate = new BodyRate(engine.limits(), System.nanoTime());
	}

	/**
	 * Lets a connection speak HTTP/2 from now on.
	 * @param pipeline where nothing but TLS stands yet
	 * @param engine the engine
	 * @param state the loop that the connection belongs to
	 * @param secure whether the connection is encrypted
	 */
	static void begin(ChannelPipeline pipeline, Engine engine, LoopState state, boolean secure) {
		Limits limits = engine.limits();
		Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
			.initialSettings(Http2Settings.defaultSettings()
				.maxConcurrentStreams(MOST_STREAMS)
				.connectProtocolEnabled(true)
				.maxHeaderListSize(limits.headerBytes() + (long) limits.requestLine()))
			.decoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESET_SECONDS)
			.encoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESET_SECONDS)
			.encoderEnforceMaxQueuedControlFrames(MOST_ANSWERS_QUEUED)
			.build();
		StreamConnection connection = new StreamConnection(engine, state, secure, codec.connection());
		codec.decoder().frameListener(new FloodGuard(codec.decoder().frameListener()));
		pipeline.addLast(codec, new Http2MultiplexHandler(new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel stream) {
				stream.pipeline().addLast(new StreamClient(engine, state, connection));
			}

		}), connection);
		pipeline.write(new DefaultHttp2WindowUpdateFrame(WINDOW));
		pipeline.flush();
	}

	/** A part of one stream's body has come. */
	void bodyCame(int bytes) {
		this.rate.came(bytes);
	}

	/** True where no body can be blamed for being slow. */
	boolean keepsUp() {
		return this.rate.suffices((int) this.streams.stream().filter(StreamClient::isSending).count());
	}

	boolean isSecure() {
		return this.secure;
	}

	/** The IP address at the other end. */
	String peer() {
		return this.peer;
	}

	/**
	 * Takes a new stream.
	 * @return false where there are too many
	 */
	boolean add(StreamClient stream) {
		this.streams.add(stream);
		if (this.state.isDraining()) {
			sayGoodbye();
		}
		// A client that never confirms the settings is not held to them by the codec.
		return this.streams.size() <= MOST_STREAMS;
	}

	void remove(StreamClient stream) {
		this.streams.remove(stream);
		this.restingSince = System.nanoTime();
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
		this.peer = Engine.peer(ctx.channel());
		if (ctx.channel().isActive()) {
			this.state.add(this);
		}
	}

	private ChannelHandlerContext ctx() {
		return Objects.requireNonNull(this.context, "the handler is in a pipeline");
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		ReferenceCountUtil.release(message);
	}

	@Override
	public void checkDeadline(long now) {
		this.rate.look(now, this.windows.local().flowController().windowSize(this.windows.connectionStream()));
		for (StreamClient stream : List.copyOf(this.streams)) {
			stream.checkDeadline(now);
		}
		if (!this.streams.isEmpty()) {
			return;
		}
		long rested = now - this.restingSince;
		if (rested > this.engine.limits().idleTimeout().toNanos() || (this.state.isDraining() && rested > REST_NANOS)) {
			abort();
		}
	}

	/**
	 * Tells the client to begin nothing more here. What is on its way is still served:
	 * the last stream that is named is the last that there can be (RFC 9113 section 6.8).
	 */
	@Override
	public void drain() {
		sayGoodbye();
	}

	private void sayGoodbye() {
		if (!this.saidGoodbye) {
			this.saidGoodbye = true;
			goAway(Integer.MAX_VALUE);
		}
	}

	private void goAway(int more) {
		DefaultHttp2GoAwayFrame frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
		frame.setExtraStreamIds(more);
		ctx().writeAndFlush(frame);
	}

	@Override
	public void abort() {
		goAway(0);
		// Not through the codec, which would wait for a client that does not read.
		ChannelHandlerContext codec = ctx().pipeline().context(Http2FrameCodec.class);
		codec.close();
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.state.remove(this);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.engine.noteProblem(cause);
		if (!(cause instanceof Http2Exception)) {
			// Of others, the codec tells the client before it closes.
			abort();
		}
	}

}
