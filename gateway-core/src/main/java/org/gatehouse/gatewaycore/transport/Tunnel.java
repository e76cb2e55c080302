package org.gatehouse.gatewaycore.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket after its handshake: passes bytes on in both directions as they come, until
 * one side closes, nothing has come for long, or the call would no longer be let in.
 * Whoever is slower stops the other's reading.
 */
final class Tunnel implements Connection {

	/** The gateway, or the API's place on it, goes away (RFC 6455 section 7.4.1). */
	private static final int GOING_AWAY = 1001;

	private static final int POLICY_VIOLATION = 1008;

	private static final long REST_NANOS = 1_000_000_000L;

	private final Engine engine;

	private final LoopState state;

	private final Exchange exchange;

	private final Runnable whenEnded;

	private final End client;

	private final End backend;

	private @Nullable Snapshot judgedBy;

	private long lastNanos = System.nanoTime();

	private long judgedNanos = this.lastNanos;

	private boolean ended;

	private Tunnel(Engine engine, LoopState state, Exchange exchange, Channel client, Channel backend,
			Runnable whenEnded) {
		this.engine = engine;
		this.state = state;
		this.exchange = exchange;
		this.whenEnded = whenEnded;
		this.judgedBy = exchange.snapshot();
		this.client = new End(client, backend, false);
		this.backend = new End(backend, client, true);
	}

	/**
	 * Connects two connections that have no other handlers of messages any more, or lose
	 * them at once.
	 * @param engine the engine
	 * @param state the loop of both connections
	 * @param exchange the call with which it began
	 * @param client the client's connection
	 * @param backend the backend's connection
	 * @param whenEnded told once when it has ended
	 */
	static void join(Engine engine, LoopState state, Exchange exchange, Channel client, Channel backend,
			Runnable whenEnded) {
		Tunnel tunnel = new Tunnel(engine, state, exchange, client, backend, whenEnded);
		state.add(tunnel);
		client.pipeline().addLast(tunnel.client);
		backend.pipeline().addLast(tunnel.backend);
		backend.config().setAutoRead(client.isWritable());
		client.config().setAutoRead(backend.isWritable());
		if (!client.isActive() || !backend.isActive()) {
			tunnel.end();
		}
	}

	@Override
	public void checkDeadline(long now) {
		Snapshot current = this.engine.snapshot();
		// A token ends by time, too.
		if (current != this.judgedBy || now - this.judgedNanos > REST_NANOS) {
			this.judgedBy = current;
			this.judgedNanos = now;
			if (!this.engine.chain().stillHolds(this.exchange, current)) {
				close(POLICY_VIOLATION);
				return;
			}
		}
		long rested = now - this.lastNanos;
		if (rested > this.engine.limits().webSocketIdle().toNanos()
				|| (this.state.isDraining() && rested > REST_NANOS)) {
			close(GOING_AWAY);
		}
	}

	@Override
	public void drain() {
		// Is closed between two messages, as soon as there is a pause.
	}

	@Override
	public void abort() {
		close(GOING_AWAY);
	}

	private void close(int code) {
		// What goes to the client has passed the backend's end, and the other way round.
		this.client.close(code, this.backend.boundary, false);
		this.backend.close(code, this.client.boundary, true);
		end();
	}

	private void end() {
		if (!this.ended) {
			this.ended = true;
			this.state.remove(this);
			this.client.closeFlushed();
			this.backend.closeFlushed();
			this.whenEnded.run();
		}
	}

	/** One of the two connections. */
	private final class End extends ChannelInboundHandlerAdapter {

		private final Channel channel;

		private final Channel other;

		private final boolean answers;

		private final FrameBoundary boundary = new FrameBoundary();

		End(Channel channel, Channel other, boolean answers) {
			this.channel = channel;
			this.other = other;
			this.answers = answers;
		}

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
			if (!(message instanceof ByteBuf bytes) || Tunnel.this.ended) {
				ReferenceCountUtil.release(message);
				return;
			}
			Tunnel.this.lastNanos = System.nanoTime();
			if (this.answers) {
				Tunnel.this.exchange.sent(bytes.readableBytes());
			}
			this.boundary.pass(bytes);
			this.other.write(bytes, this.other.voidPromise());
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext ctx) {
			this.other.flush();
		}

		@Override
		public void channelWritabilityChanged(ChannelHandlerContext ctx) {
			this.other.config().setAutoRead(ctx.channel().isWritable());
		}

		@Override
		public void channelInactive(ChannelHandlerContext ctx) {
			end();
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
			Tunnel.this.engine.noteProblem(cause);
			ctx.close();
		}

		/** Says why, where that cannot be taken for a part of a frame. */
		void close(int code, FrameBoundary sent, boolean masked) {
			if (sent.isBetween() && this.channel.isActive()) {
				ByteBuf frame = Unpooled.buffer(8);
				frame.writeByte(0x88).writeByte(masked ? 0x82 : 2);
				if (masked) {
					// A mask that changes nothing is one, too.
					frame.writeInt(0);
				}
				this.channel.write(frame.writeShort(code));
			}
		}

		void closeFlushed() {
			this.channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
		}

	}

}
