package org.gatehouse.gatewaycore.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.gatehouse.gatewaycore.policy.Chain;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.policy.Fault;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.gatehouse.gatewaycore.policy.Step;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, at its end of the pipeline: takes its calls one after the
 * other through the chain and, where the chain says so, to a backend on the same event
 * loop. Bodies pass as they come; whoever is slower stops the other's reading.
 */
final class FrontHandler extends ChannelInboundHandlerAdapter {

	/** What the access log says where the client left before it was answered. */
	private static final int CLIENT_GONE = 499;

	private final Engine engine;

	private final LoopState state;

	private final boolean secure;

	private final FrontCodec.Encoder encoder;

	private final Deque<Object> pipelined = new ArrayDeque<>(2);

	private final Relay relay;

	private final Wait wait;

	private final CallState call = new CallState();

	private @Nullable ChannelHandlerContext context;

	private String peer = "";

	private @Nullable Exchange exchange;

	private boolean closeAfter;

	private boolean closing;

	private boolean advancing;

	FrontHandler(Engine engine, LoopState state, boolean secure, FrontCodec.Encoder encoder) {
		this.engine = engine;
		this.state = state;
		this.secure = secure;
		this.encoder = encoder;
		this.relay = new Relay(this, engine, state);
		this.wait = new Wait(engine.limits());
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		this.peer = Engine.peer(ctx.channel());
		this.state.add(this);
		this.wait.begin(Wait.For.REQUEST);
	}

	private ChannelHandlerContext ctx() {
		return Objects.requireNonNull(this.context, "the handler is in a pipeline");
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (this.closing) {
			ReferenceCountUtil.release(message);
		}
		else if (this.exchange != null && this.call.isRequestDone()) {
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
		if (this.exchange == null && !this.call.isDiscarding() && !this.closing && this.wait.what() != Wait.For.HEAD) {
			this.wait.begin(Wait.For.HEAD);
		}
	}

	private void begin(HttpRequest head) {
		this.call.begin(head);
		this.encoder.head(head.method().name().equals("HEAD"));
		Exchange current = this.engine.exchange(head, this.secure, this.peer, this.state.loop());
		this.exchange = current;
		FaultCode unreadable = RequestHead.check(head, this.engine.limits().headerCount());
		if (unreadable != null) {
			Chain.unread(current);
			this.closeAfter = true;
			refuse(Fault.of(unreadable));
			return;
		}
		this.closeAfter = !HttpUtil.isKeepAlive(head) || this.state.isDraining();
		this.wait.begin(Wait.For.BODY);
		this.wait.bodyMayCome();
		apply(current, head, this.engine.chain().handle(current));
	}

	private void apply(Exchange current, HttpRequest head, Step step) {
		switch (step) {
			case Fault fault -> refuse(fault);
			case Step.Answer answer -> answer(current, Answers.of(answer, current));
			case Step.Later later -> later.decision().whenComplete((decided, problem) -> {
				if (this.exchange == current) {
					apply(current, head, (problem == null) ? decided : Fault.of(FaultCode.INTERNAL_ERROR));
				}
			});
			case Step.Go _ -> this.relay.forward(current, head);
		}
	}

	private void content(HttpContent content) {
		boolean last = content instanceof LastHttpContent;
		if (this.closing || content.decoderResult().isFailure()) {
			content.release();
			brokenBody();
			return;
		}
		if (last) {
			this.call.requestDone();
		}
		int size = content.content().readableBytes();
		this.wait.bodyCame(size);
		if (this.call.isDiscarding()) {
			content.release();
			if (!this.call.discard(size, last)) {
				linger();
			}
			else if (last) {
				next();
			}
		}
		else if (this.exchange == null) {
			content.release();
		}
		else {
			this.relay.content(content);
			this.wait.begin((last && this.relay.isAttached()) ? Wait.For.BACKEND : Wait.For.BODY);
		}
	}

	private void brokenBody() {
		if (this.closing) {
			return;
		}
		this.relay.stop();
		this.closeAfter = true;
		this.call.requestDone();
		failed(Fault.of(FaultCode.BAD_REQUEST));
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		if (!this.call.isRequestDone()) {
			this.relay.flush();
		}
	}

	/** Reads on, or stops reading, a request's body. */
	void reading(boolean on) {
		if (!this.call.isRequestDone()) {
			ctx().channel().config().setAutoRead(on);
			this.wait.bodyMayCome();
		}
	}

	boolean isRequestDone() {
		return this.call.isRequestDone();
	}

	/** The call has a connection to its backend. */
	void accepted(boolean nothingSent) {
		if (this.call.expectsContinue() && nothingSent) {
			ctx().writeAndFlush(Answers.goOn(), ctx().voidPromise());
			this.wait.bodyMayCome();
		}
		this.call.toldToContinue();
		if (this.call.isRequestDone()) {
			this.wait.begin(Wait.For.BACKEND);
		}
	}

	void answerHead(HttpResponse response) {
		Exchange current = Objects.requireNonNull(this.exchange, "a backend answers a call");
		current.backendAnswered();
		this.closeAfter |= Answers.frame(response, current.request().method().equals("HEAD"), this.call.isOldClient());
		head(current, response);
		ctx().write(response, ctx().voidPromise());
		this.wait.begin(Wait.For.BACKEND);
	}

	private void head(Exchange current, HttpResponse response) {
		this.call.answerBegun();
		current.status(response.status().code());
		this.engine.chain().answering(current, new NettyHeaders(response.headers()));
		Answers.sayHowItEnds(response, this.closeAfter, this.call.isOldClient());
	}

	void answerContent(HttpContent content) {
		Objects.requireNonNull(this.exchange, "a backend answers a call").sent(content.content().readableBytes());
		ctx().write(content, ctx().voidPromise());
		this.wait.begin(Wait.For.BACKEND);
	}

	void answerEnd(LastHttpContent last) {
		Objects.requireNonNull(this.exchange, "a backend answers a call").sent(last.content().readableBytes());
		finish(last);
	}

	/** The backend failed: the client is told, if it is not too late for that. */
	void failed(Fault fault) {
		if (this.call.isAnswerBegun() || this.exchange == null) {
			abort();
		}
		else {
			refuse(fault);
		}
	}

	void flush() {
		if (this.call.isAnswerBegun()) {
			ctx().flush();
		}
	}

	private void refuse(Fault fault) {
		Exchange current = Objects.requireNonNull(this.exchange, "only a call is refused");
		answer(current, Answers.of(fault, current));
	}

	private void answer(Exchange current, FullHttpResponse response) {
		this.relay.stop();
		// The client may or may not send the body now; only closing is unambiguous.
		this.closeAfter |= this.call.expectsContinue();
		head(current, response);
		finish(response);
	}

	/** Writes the last part of an answer and ends the call. */
	private void finish(Object last) {
		Exchange current = Objects.requireNonNull(this.exchange, "only a call ends");
		this.exchange = null;
		this.engine.chain().ended(current);
		ChannelHandlerContext ctx = ctx();
		if (this.closeAfter || (!this.call.isRequestDone() && this.state.isDraining())) {
			this.closing = true;
			this.wait.begin(Wait.For.READER);
			ctx.writeAndFlush(last).addListener((ChannelFutureListener) (_) -> linger());
			return;
		}
		ctx.writeAndFlush(last, ctx.voidPromise());
		if (this.call.isRequestDone()) {
			next();
		}
		else {
			this.call.discard();
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
		while (!this.closing && (this.exchange == null || !this.call.isRequestDone())) {
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

	/** The answer to the running call, if there is one, is the last. */
	void drain() {
		this.closeAfter = true;
	}

	void abort() {
		ctx().close();
	}

	void checkDeadline(long now) {
		if (this.state.isDraining() && this.exchange == null && !this.closing && this.wait.hasRested(now)) {
			abort();
			return;
		}
		if (!this.call.isRequestDone() && ctx().channel().config().isAutoRead() && this.wait.isTooSlow(now)) {
			late(FaultCode.REQUEST_TIMEOUT);
			return;
		}
		if (!this.wait.isOver(now)) {
			return;
		}
		switch (this.wait.what()) {
			case REQUEST, CLOSE, READER -> abort();
			case HEAD -> read(RequestHead.late());
			case BODY, BACKEND -> late((this.wait.what() == Wait.For.BODY && this.relay.isAttached())
					? FaultCode.REQUEST_TIMEOUT : FaultCode.BACKEND_TIMEOUT);
		}
	}

	private void late(FaultCode code) {
		this.relay.stop();
		this.closeAfter |= !this.call.isRequestDone();
		failed(Fault.of(code));
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		if (this.exchange != null && this.call.isAnswerBegun()) {
			boolean writable = ctx.channel().isWritable();
			this.relay.clientWritable(writable);
			this.wait.begin(writable ? Wait.For.BACKEND : Wait.For.READER);
		}
		else if (this.exchange == null && !this.closing && this.call.isRequestDone() && ctx.channel().isWritable()) {
			next();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.closing = true;
		this.state.remove(this);
		this.relay.stop();
		this.pipelined.forEach(ReferenceCountUtil::release);
		this.pipelined.clear();
		Exchange current = this.exchange;
		this.exchange = null;
		if (current != null) {
			if (!this.call.isAnswerBegun()) {
				current.status(CLIENT_GONE);
			}
			this.engine.chain().ended(current);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.engine.noteProblem(cause);
		ctx.close();
	}

}
