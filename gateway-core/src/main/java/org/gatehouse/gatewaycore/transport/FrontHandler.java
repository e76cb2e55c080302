package org.gatehouse.gatewaycore.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection with HTTP/1.1, at its end of the pipeline: hands on its calls
 * one after the other, and knows when the connection has to end.
 */
final class FrontHandler extends ChannelInboundHandlerAdapter implements Client, Connection {

	private final Engine engine;

	private final LoopState state;

	private final boolean secure;

	private final FrontCodec.Encoder encoder;

	private final Deque<Object> pipelined = new ArrayDeque<>(2);

	private final Wait wait;

	private final CallState progress = new CallState();

	private final Call call;

	private @Nullable ChannelHandlerContext context;

	private String peer = "";

	private boolean closeAfter;

	private final WaitingHead<HttpResponse> head = WaitingHead.ofAnswers();

	private boolean closing;

	private boolean advancing;

	private FrontHandler(Engine engine, LoopState state, boolean secure, FrontCodec.Encoder encoder) {
		this.engine = engine;
		this.state = state;
		this.secure = secure;
		this.encoder = encoder;
		this.wait = new Wait(engine.limits());
		this.call = new Call(this, engine, state, this.wait, this.progress);
	}

	/**
	 * Lets a connection speak HTTP/1.1 from now on.
	 * @param pipeline where nothing but TLS stands yet
	 * @param engine the engine
	 * @param state the loop that the connection belongs to
	 * @param secure whether the connection is encrypted
	 */
	static void begin(ChannelPipeline pipeline, Engine engine, LoopState state, boolean secure) {
		FrontCodec.Encoder encoder = new FrontCodec.Encoder();
		FrontHandler front = new FrontHandler(engine, state, secure, encoder);
		pipeline.addLast(new FrontCodec.Decoder(engine.decoder(), front), encoder, front);
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
		this.peer = Engine.peer(ctx.channel());
		this.wait.begin(Wait.For.REQUEST);
		if (ctx.channel().isActive()) {
			this.state.add(this);
		}
	}

	private ChannelHandlerContext ctx() {
		return Objects.requireNonNull(this.context, "the handler is in a pipeline");
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (this.closing) {
			ReferenceCountUtil.release(message);
		}
		else if (this.call.isRunning() && this.progress.isRequestDone()) {
			this.pipelined.add(message);
			ctx.channel().config().setAutoRead(false);
		}
		else {
			read(message);
		}
	}

	private void read(Object message) {
		if (message instanceof HttpRequest head) {
			begin(head);
		}
		if (message instanceof HttpContent content) {
			content(content);
		}
	}

	/** The decoder has a part of a message and waits for more. */
	void partlyRead() {
		if (!this.call.isRunning() && !this.progress.isDiscarding() && !this.closing
				&& this.wait.what() != Wait.For.HEAD) {
			this.wait.begin(Wait.For.HEAD);
		}
	}

	private void begin(HttpRequest head) {
		this.encoder.head(head.method().name().equals("HEAD"));
		FaultCode unreadable = RequestHead.check(head, this.engine.limits().headerCount());
		this.closeAfter = unreadable != null || !HttpUtil.isKeepAlive(head) || this.state.isDraining();
		this.call.begin(head, this.secure, this.peer, unreadable);
	}

	private void content(HttpContent content) {
		boolean last = content instanceof LastHttpContent;
		if (this.closing || content.decoderResult().isFailure()) {
			content.release();
			brokenBody();
			return;
		}
		if (last) {
			this.progress.requestDone();
		}
		if (!this.progress.isDiscarding()) {
			this.call.content(content);
			return;
		}
		int size = content.content().readableBytes();
		this.wait.bodyCame(size);
		content.release();
		if (!this.progress.discard(size, last)) {
			linger();
		}
		else if (last) {
			next();
		}
	}

	private void brokenBody() {
		if (!this.closing) {
			this.closeAfter = true;
			this.call.broken();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		this.call.contentRead();
	}

	@Override
	public void read(boolean on) {
		ctx().channel().config().setAutoRead(on);
	}

	@Override
	public void last() {
		this.closeAfter = true;
	}

	@Override
	public void frame(HttpResponse response, boolean headRequest) {
		this.closeAfter |= Answers.frame(response, headRequest, this.progress.isOldClient());
	}

	@Override
	public void complete(HttpResponse response) {
		Answers.sayHowItEnds(response, this.closeAfter, this.progress.isOldClient());
	}

	@Override
	public void write(HttpObject part) {
		this.head.writeTo(ctx());
		if (part instanceof HttpResponse response && !(part instanceof LastHttpContent)) {
			this.head.put(response);
		}
		else {
			ctx().write(part, ctx().voidPromise());
		}
	}

	@Override
	public void flush() {
		this.head.writeTo(ctx());
		ctx().flush();
	}

	@Override
	public void finish(LastHttpContent end) {
		ChannelHandlerContext ctx = ctx();
		LastHttpContent last = this.head.end(ctx, end);
		if (this.closeAfter || (!this.progress.isRequestDone() && this.state.isDraining())) {
			this.closing = true;
			this.wait.begin(Wait.For.READER);
			ctx.writeAndFlush(last).addListener((ChannelFutureListener) (_) -> linger());
			return;
		}
		ctx.write(last, ctx.voidPromise());
		this.state.flushSoon(ctx.channel());
		if (this.progress.isRequestDone()) {
			next();
		}
		else {
			this.progress.discard();
			this.wait.begin(Wait.For.BODY);
			ctx.channel().config().setAutoRead(true);
		}
	}

	/**
	 * Goes on with what the client has sent in the meantime, if it reads its answers.
	 */
	private void next() {
		if (this.advancing) {
			return;
		}
		if (!ctx().channel().isWritable()) {
			ctx().channel().config().setAutoRead(false);
			this.wait.begin(Wait.For.READER);
			return;
		}
		this.wait.begin(Wait.For.REQUEST);
		this.advancing = true;
		while (!this.closing && (!this.call.isRunning() || !this.progress.isRequestDone())) {
			Object message = this.pipelined.poll();
			if (message == null) {
				ctx().channel().config().setAutoRead(true);
				break;
			}
			read(message);
		}
		this.advancing = false;
	}

	private void linger() {
		this.closing = true;
		this.wait.begin(Wait.For.CLOSE);
		Goodbye.say(ctx());
	}

	@Override
	public boolean canUpgrade() {
		return true;
	}

	@Override
	public boolean mustUpgrade() {
		return false;
	}

	@Override
	public @Nullable Channel upgrade(HttpResponse response) {
		ChannelPipeline pipeline = ctx().pipeline();
		if (!this.pipelined.isEmpty() || this.closing) {
			return null;
		}
		this.state.remove(this);
		ctx().write(response, ctx().voidPromise());
		ctx().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, ctx().voidPromise());
		pipeline.remove(this);
		pipeline.remove(FrontCodec.Decoder.class);
		pipeline.remove(FrontCodec.Encoder.class);
		return pipeline.channel();
	}

	@Override
	public void drain() {
		this.closeAfter = true;
	}

	@Override
	public @Nullable PeerCertificate certificate() {
		return this.secure ? PeerCertificate.of(ctx().channel()) : null;
	}

	@Override
	public void abort() {
		ctx().close();
	}

	@Override
	public void checkDeadline(long now) {
		if (this.state.isDraining() && !this.call.isRunning() && !this.closing && this.wait.hasRested(now)) {
			abort();
			return;
		}
		if (!this.progress.isRequestDone() && ctx().channel().config().isAutoRead() && this.wait.isTooSlow(now)) {
			this.call.late(FaultCode.REQUEST_TIMEOUT);
			return;
		}
		if (!this.wait.isOver(now)) {
			return;
		}
		switch (this.wait.what()) {
			case REQUEST, CLOSE, READER -> abort();
			case HEAD -> read(RequestHead.late());
			case BODY, BACKEND, EVENTS -> this.call.overdue();
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		if (this.call.isAnswering()) {
			this.call.writable(ctx.channel().isWritable());
		}
		else if (!this.call.isRunning() && !this.closing && this.progress.isRequestDone()
				&& ctx.channel().isWritable()) {
			next();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.closing = true;
		this.state.remove(this);
		this.pipelined.forEach(ReferenceCountUtil::release);
		this.pipelined.clear();
		this.call.gone();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.engine.noteProblem(cause);
		ctx.close();
	}

}
