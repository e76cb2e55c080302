package org.gatehouse.gatewaycore.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.gatehouse.gatewaycore.Limits;
import org.gatehouse.gatewaycore.policy.Chain;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.policy.Fault;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.gatehouse.gatewaycore.policy.FaultRenderer;
import org.gatehouse.gatewaycore.policy.Step;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, at its end of the pipeline: takes its calls one after the
 * other through the chain and, where the chain says so, to a backend on the same event
 * loop. Bodies pass as they come; whoever is slower stops the other's reading.
 */
final class FrontHandler extends ChannelInboundHandlerAdapter {

	/** How much of a refused request's body is read for the sake of the connection. */
	private static final long MOST_DISCARDED = 256 * 1024;

	/** What the access log says where the client left before it was answered. */
	private static final int CLIENT_GONE = 499;

	private static final long LINGER_NANOS = 2_000_000_000L;

	private final Engine engine;

	private final LoopState state;

	private final boolean secure;

	private final FrontCodec.Encoder encoder;

	private final Deque<Object> pipelined = new ArrayDeque<>(2);

	private final Relay relay;

	private @Nullable ChannelHandlerContext context;

	private String peer = "";

	private @Nullable Exchange exchange;

	private boolean oldClient;

	private boolean requestDone = true;

	private boolean answerBegun;

	private boolean expectsContinue;

	private boolean discarding;

	private long discarded;

	private boolean closeAfter;

	private boolean closing;

	private Deadline deadline = Deadline.IDLE;

	private long deadlineAt;

	FrontHandler(Engine engine, LoopState state, boolean secure, FrontCodec.Encoder encoder) {
		this.engine = engine;
		this.state = state;
		this.secure = secure;
		this.encoder = encoder;
		this.relay = new Relay(this, engine, state);
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		SocketAddress remote = ctx.channel().remoteAddress();
		this.peer = (remote instanceof InetSocketAddress address) ? address.getAddress().getHostAddress() : "-";
		this.state.add(this);
		await(Deadline.IDLE);
	}

	private ChannelHandlerContext ctx() {
		return Objects.requireNonNull(this.context, "the handler is in a pipeline");
	}

	// ---- what the client sends

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (this.closing) {
			ReferenceCountUtil.release(message);
		}
		else if (this.exchange != null && this.requestDone) {
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
		if (!(message instanceof HttpContent content)) {
			return;
		}
		if (this.closing) {
			content.release();
		}
		else {
			content(content);
		}
	}

	/** The decoder has a part of a message and waits for more. */
	void partlyRead() {
		if (this.exchange == null && !this.discarding && !this.closing && this.deadline != Deadline.HEAD) {
			await(Deadline.HEAD);
		}
	}

	private void begin(HttpRequest head) {
		this.requestDone = false;
		this.answerBegun = false;
		this.discarding = false;
		this.discarded = 0;
		this.oldClient = head.protocolVersion().equals(HttpVersion.HTTP_1_0);
		this.encoder.head(head.method().name().equals("HEAD"));
		Exchange call = new Exchange(new Exchange.Request(head.method().name(), head.uri(),
				new NettyHeaders(head.headers()), this.secure, this.peer), this.engine.snapshots().get(),
				this.state.loop());
		this.exchange = call;
		FaultCode unreadable = RequestHead.check(head, this.engine.limits().headerCount());
		if (unreadable != null) {
			Chain.unread(call);
			this.closeAfter = true;
			refuse(Fault.of(unreadable));
			return;
		}
		this.closeAfter = !HttpUtil.isKeepAlive(head) || this.state.isDraining();
		this.expectsContinue = head.headers().contains(HttpHeaderNames.EXPECT);
		await(Deadline.BODY);
		apply(call, head, this.engine.chain().handle(call));
	}

	private void apply(Exchange call, HttpRequest head, Step step) {
		switch (step) {
			case Fault fault -> refuse(fault);
			case Step.Answer answer -> answer(answer);
			case Step.Later later -> later.decision().whenComplete((decided, problem) -> {
				if (this.exchange == call) {
					apply(call, head, (problem == null) ? decided : Fault.of(FaultCode.INTERNAL_ERROR));
				}
			});
			case Step.Go go -> {
				switch (go) {
					case FORWARD -> this.relay.forward(call, head);
					case NEXT -> refuse(Fault.of(FaultCode.INTERNAL_ERROR));
				}
			}
		}
	}

	private void content(HttpContent content) {
		boolean last = content instanceof LastHttpContent;
		if (content.decoderResult().isFailure()) {
			content.release();
			brokenBody();
			return;
		}
		if (last) {
			this.requestDone = true;
		}
		if (this.discarding) {
			this.discarded += content.content().readableBytes();
			content.release();
			if (last) {
				this.discarding = false;
				next();
			}
			else if (this.discarded > MOST_DISCARDED) {
				linger();
			}
		}
		else if (this.exchange == null) {
			content.release();
		}
		else {
			this.relay.content(content);
			await((last && this.relay.isAttached()) ? Deadline.BACKEND : Deadline.BODY);
		}
	}

	private void brokenBody() {
		this.relay.stop();
		this.closeAfter = true;
		this.requestDone = true;
		if (this.exchange != null && !this.answerBegun) {
			refuse(Fault.of(FaultCode.BAD_REQUEST));
		}
		else {
			abort();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		if (!this.requestDone) {
			this.relay.flush();
		}
	}

	/** Reads on, or stops reading, a request's body. */
	void reading(boolean on) {
		if (!this.requestDone) {
			ctx().channel().config().setAutoRead(on);
		}
	}

	boolean isRequestDone() {
		return this.requestDone;
	}

	/** The call has a connection to its backend. */
	void accepted(boolean nothingSent) {
		if (this.expectsContinue && !this.requestDone && nothingSent) {
			ctx().writeAndFlush(full(HttpResponseStatus.CONTINUE), ctx().voidPromise());
		}
		this.expectsContinue = false;
		if (this.requestDone) {
			await(Deadline.BACKEND);
		}
	}

	// ---- to the client

	void answerHead(HttpResponse response) {
		Exchange call = Objects.requireNonNull(this.exchange, "a backend answers a call");
		HttpHeaders headers = response.headers();
		int status = response.status().code();
		boolean bodiless = call.request().method().equals("HEAD") || status == 204 || status == 304;
		if (!bodiless && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
				&& !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
			headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
		}
		if (this.oldClient && headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
			headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
			this.closeAfter = true;
		}
		head(call, response);
		ctx().write(response, ctx().voidPromise());
		await(Deadline.BACKEND);
	}

	private void head(Exchange call, HttpResponse response) {
		this.answerBegun = true;
		call.status(response.status().code());
		this.engine.chain().answering(call, new NettyHeaders(response.headers()));
		if (this.closeAfter) {
			response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		}
		else if (this.oldClient) {
			response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
		}
	}

	void answerContent(HttpContent content) {
		Exchange call = Objects.requireNonNull(this.exchange, "a backend answers a call");
		call.sent(content.content().readableBytes());
		ctx().write(content, ctx().voidPromise());
		await(Deadline.BACKEND);
	}

	void answerEnd(LastHttpContent last) {
		Exchange call = Objects.requireNonNull(this.exchange, "a backend answers a call");
		call.sent(last.content().readableBytes());
		finish(last);
	}

	/** The backend failed: the client is told, if it is not too late for that. */
	void failed(Fault fault) {
		if (this.answerBegun) {
			abort();
		}
		else {
			refuse(fault);
		}
	}

	void flush() {
		if (this.answerBegun) {
			ctx().flush();
		}
	}

	private void refuse(Fault fault) {
		Exchange call = Objects.requireNonNull(this.exchange, "only a call is refused");
		FullHttpResponse response = full(HttpResponseStatus.valueOf(fault.code().status()));
		byte[] body = FaultRenderer.render(fault, call, new NettyHeaders(response.headers()));
		answer(call, response, body);
	}

	private void answer(Step.Answer answer) {
		Exchange call = Objects.requireNonNull(this.exchange, "only a call is answered");
		FullHttpResponse response = full(HttpResponseStatus.valueOf(answer.status()));
		for (Map.Entry<String, String> field : answer.headers().entrySet()) {
			response.headers().set(field.getKey(), field.getValue());
		}
		answer(call, response, answer.body().getBytes(StandardCharsets.UTF_8));
	}

	private static FullHttpResponse full(HttpResponseStatus status) {
		return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
	}

	private void answer(Exchange call, FullHttpResponse response, byte[] body) {
		this.relay.stop();
		if (!this.requestDone && this.expectsContinue) {
			// The client may or may not send the body now; only closing is unambiguous.
			this.closeAfter = true;
		}
		response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
		head(call, response);
		boolean bodiless = call.request().method().equals("HEAD");
		call.sent(bodiless ? 0 : body.length);
		finish(bodiless ? response : response.replace(Unpooled.wrappedBuffer(body)));
	}

	/** Writes the last part of an answer and ends the call. */
	private void finish(Object last) {
		Exchange call = Objects.requireNonNull(this.exchange, "only a call ends");
		this.exchange = null;
		this.engine.chain().ended(call);
		ChannelHandlerContext ctx = ctx();
		if (this.closeAfter || (!this.requestDone && this.state.isDraining())) {
			ctx.writeAndFlush(last).addListener((ChannelFutureListener) (_) -> linger());
			this.closing = true;
			await(Deadline.READER);
			return;
		}
		ctx.writeAndFlush(last, ctx.voidPromise());
		if (this.requestDone) {
			next();
		}
		else {
			this.discarding = true;
			await(Deadline.BODY);
			ctx.channel().config().setAutoRead(true);
		}
	}

	/** Goes on with what the client has sent in the meantime. */
	private void next() {
		await(Deadline.IDLE);
		while (!this.closing && (this.exchange == null || !this.requestDone)) {
			Object message = this.pipelined.poll();
			if (message == null) {
				if (!ctx().channel().config().isAutoRead()) {
					ctx().channel().config().setAutoRead(true);
				}
				return;
			}
			read(message);
		}
	}

	// ---- the end, and time

	/**
	 * Ends the connection so that the client gets the answer although it may still be
	 * sending.
	 */
	private void linger() {
		this.closing = true;
		ChannelHandlerContext ctx = ctx();
		if (this.secure || !(ctx.channel() instanceof DuplexChannel duplex)) {
			ctx.close();
			return;
		}
		duplex.shutdownOutput();
		ctx.channel().config().setAutoRead(true);
		this.deadline = Deadline.LINGER;
		this.deadlineAt = System.nanoTime() + LINGER_NANOS;
	}

	void drain() {
		this.closeAfter = true;
		if (this.exchange == null && !this.closing) {
			abort();
		}
	}

	void abort() {
		ctx().close();
	}

	private void await(Deadline what) {
		Limits limits = this.engine.limits();
		this.deadline = what;
		this.deadlineAt = System.nanoTime() + switch (what) {
			case IDLE, BODY, READER -> limits.idleTimeout().toNanos();
			case HEAD -> limits.headTimeout().toNanos();
			case BACKEND -> limits.responseTimeout().toNanos();
			case LINGER -> LINGER_NANOS;
		};
	}

	void checkDeadline(long now) {
		if (now - this.deadlineAt < 0) {
			return;
		}
		switch (this.deadline) {
			case IDLE, LINGER, READER -> abort();
			case HEAD -> read(RequestHead.late());
			case BODY, BACKEND -> late((this.deadline == Deadline.BODY && this.relay.isAttached())
					? FaultCode.REQUEST_TIMEOUT : FaultCode.BACKEND_TIMEOUT);
		}
	}

	private void late(FaultCode code) {
		this.relay.stop();
		this.closeAfter = this.closeAfter || !this.requestDone;
		if (this.exchange == null) {
			abort();
		}
		else {
			failed(Fault.of(code));
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		if (this.exchange != null && this.answerBegun) {
			boolean writable = ctx.channel().isWritable();
			this.relay.clientWritable(writable);
			await(writable ? Deadline.BACKEND : Deadline.READER);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.closing = true;
		this.state.remove(this);
		this.relay.stop();
		for (Object message = this.pipelined.poll(); message != null; message = this.pipelined.poll()) {
			ReferenceCountUtil.release(message);
		}
		Exchange call = this.exchange;
		this.exchange = null;
		if (call != null) {
			if (!this.answerBegun) {
				call.status(CLIENT_GONE);
			}
			this.engine.chain().ended(call);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.engine.noteProblem(cause);
		ctx.close();
	}

}
