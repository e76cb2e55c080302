package org.gatehouse.gatewaycore.transport;

import java.util.Objects;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import org.gatehouse.gatewaycore.endpoint.Course;
import org.gatehouse.gatewaycore.policy.Chain;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.policy.Fault;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.gatehouse.gatewaycore.policy.MediatedCall;
import org.gatehouse.gatewaycore.policy.Step;
import org.jspecify.annotations.Nullable;

/**
 * A call between its client and its backend, whichever protocols they speak: takes it
 * through the chain, where the chain says so to a backend on the same event loop, and the
 * answer back. Bodies pass as they come; whoever is slower stops the other's reading. One
 * object serves all calls of a connection with HTTP/1.1, one after the other.
 */
final class Call {

	/** What the access log says where the client left before it was answered. */
	private static final int CLIENT_GONE = 499;

	private final Client client;

	private final Engine engine;

	private final LoopState state;

	private final Wait wait;

	private final CallState progress;

	private final Relay relay;

	private final RequestMediation requests = new RequestMediation(this);

	private final AnswerMediation answers = new AnswerMediation(this);

	private final AnswerWatch watch = new AnswerWatch();

	private @Nullable Exchange exchange;

	/** What the call waits for between two parts of the answer. */
	private Wait.For between = Wait.For.BACKEND;

	Call(Client client, Engine engine, LoopState state, Wait wait, CallState progress) {
		this.client = client;
		this.engine = engine;
		this.state = state;
		this.wait = wait;
		this.progress = progress;
		this.relay = new Relay(this, engine, state);
	}

	/** True from the request's head to the end of the answer. */
	boolean isRunning() {
		return this.exchange != null;
	}

	/** True from the answer's head to its end. */
	boolean isAnswering() {
		return this.exchange != null && this.progress.isAnswerBegun();
	}

	boolean isRequestDone() {
		return this.progress.isRequestDone();
	}

	/**
	 * Begins a call.
	 * @param head the request's head
	 * @param secure whether it came over TLS
	 * @param peer the IP address at the other end of the connection
	 * @param unreadable why the head cannot be forwarded, null where it can
	 */
	void begin(HttpRequest head, boolean secure, String peer, @Nullable FaultCode unreadable) {
		this.progress.begin(head);
		Exchange current = this.engine.exchange(head, secure, peer, this.client.certificate(), this.state.loop());
		this.exchange = current;
		this.requests.passing();
		if (unreadable != null) {
			Chain.unread(current);
			refuse(Fault.of(unreadable));
			return;
		}
		this.wait.begin(Wait.For.BODY);
		this.wait.bodyMayCome();
		apply(current, head, this.engine.chain().handle(current));
	}

	/** Does what is decided on a request. */
	void apply(Exchange current, HttpRequest head, Step step) {
		switch (step) {
			case Fault fault -> refuse(fault);
			case Step.Answer answer -> answer(current, Answers.of(answer, current));
			case Step.Later later -> later.decision().whenComplete((decided, problem) -> {
				if (this.exchange == current) {
					apply(current, head, (problem == null) ? decided : Fault.of(FaultCode.INTERNAL_ERROR));
				}
			});
			case Step.Gather gather -> gather(current, head, gather);
			case Step.Go _ -> forward(current, head);
		}
	}

	/** Lets the request's body come, and nothing of it go. */
	private void gather(Exchange current, HttpRequest head, Step.Gather gather) {
		this.requests.begin(current, head, gather);
		if (this.progress.expectsContinue()) {
			this.client.write(Answers.goOn());
			this.client.flush();
		}
		this.progress.toldToContinue();
		reading(true);
		this.relay.takeBack(this.requests::content);
	}

	private void forward(Exchange current, HttpRequest head) {
		if (Objects.requireNonNull(current.endpoint(), "the chain decides where to").webSocket()) {
			Handshake handshake = this.client.canUpgrade() ? Handshake.read(head) : null;
			if (handshake == null) {
				answer(current, Answers.upgradeRequired(current));
			}
			else {
				this.relay.forward(current, head, handshake);
			}
		}
		else if (this.client.mustUpgrade()) {
			refuse(Fault.of(FaultCode.NO_WEB_SOCKET));
		}
		else if (this.requests.forward(current, head, this.relay)) {
			this.wait.begin(this.relay.isAttached() ? Wait.For.BACKEND : Wait.For.BODY);
		}
	}

	/** Takes a part of the request's body. */
	void content(HttpContent content) {
		int size = content.content().readableBytes();
		this.wait.bodyCame(size);
		if (this.exchange == null) {
			content.release();
			return;
		}
		this.exchange.received(size);
		if (this.requests.takes(content)) {
			return;
		}
		if (!this.progress.isAnswerBegun() && this.requests.isTooMuch(this.exchange, content)) {
			content.release();
			this.relay.stop();
			refuse(Fault.of(FaultCode.REQUEST_TOO_LARGE));
			return;
		}
		boolean last = content instanceof LastHttpContent;
		this.relay.content(content);
		this.wait.begin((last && this.relay.isAttached()) ? Wait.For.BACKEND : Wait.For.BODY);
	}

	/** All that has come of the request so far was passed on. */
	void contentRead() {
		if (!this.progress.isRequestDone()) {
			this.relay.flush();
		}
	}

	/** The rest of the request cannot be read. */
	void broken() {
		this.relay.stop();
		this.progress.requestDone();
		failed(Fault.of(FaultCode.BAD_REQUEST));
	}

	/** Reads on, or stops reading, the request's body. */
	void reading(boolean on) {
		if (!this.progress.isRequestDone()) {
			this.client.read(on);
			this.wait.bodyMayCome();
		}
	}

	/** The call is sent anew, so that what was waited for does not count any more. */
	void again() {
		this.wait.begin(Wait.For.BODY);
		this.wait.bodyMayCome();
	}

	/** The call has a connection to its backend. */
	void accepted(boolean nothingSent) {
		Course course = (this.exchange == null) ? null : this.exchange.course();
		this.wait.patience((course == null) ? 0 : course.responseNanos());
		if (this.progress.expectsContinue() && nothingSent) {
			this.client.write(Answers.goOn());
			this.client.flush();
			this.wait.bodyMayCome();
		}
		this.progress.toldToContinue();
		if (this.progress.isRequestDone()) {
			this.wait.begin(Wait.For.BACKEND);
		}
	}

	void answerHead(HttpResponse response) {
		Exchange current = Objects.requireNonNull(this.exchange, "a backend answers a call");
		current.backendAnswered();
		this.requests.passing();
		MediatedCall mediated = current.mediated();
		if (mediated != null && mediated.hasAnswerPolicies()) {
			this.answers.begin(current, mediated, response);
			return;
		}
		sendHead(current, response);
	}

	/** Sends a backend's answer's head. */
	void sendHead(Exchange current, HttpResponse response) {
		if (this.watch.replaces(current, response)) {
			return;
		}
		this.between = Answers.isEvents(response) ? Wait.For.EVENTS : Wait.For.BACKEND;
		this.client.frame(response, current.request().method().equals("HEAD"));
		head(current, response);
		this.client.write(response);
		this.wait.begin(this.between);
	}

	private void head(Exchange current, HttpResponse response) {
		this.progress.answerBegun();
		current.status(response.status().code());
		this.engine.chain().answering(current, new NettyHeaders(response.headers()));
		this.client.complete(response);
	}

	void answerContent(HttpContent content) {
		if (this.answers.takes(content) || isTooLong(content)) {
			return;
		}
		Exchange current = Objects.requireNonNull(this.exchange, "a backend answers a call");
		if (!this.watch.passes(current, content)) {
			return;
		}
		current.sent(content.content().readableBytes());
		this.client.write(content);
		this.wait.begin(this.between);
	}

	private boolean isTooLong(HttpContent content) {
		if (!this.requests.isTooMuch(this.exchange, content)) {
			return false;
		}
		content.release();
		this.relay.stop();
		this.client.abort();
		return true;
	}

	void answerEnd(LastHttpContent last) {
		if (this.answers.takes(last) || isTooLong(last)) {
			return;
		}
		Exchange current = Objects.requireNonNull(this.exchange, "a backend answers a call");
		FullHttpResponse instead = this.watch.end(current, last);
		if (instead != null) {
			head(current, instead);
			finish(instead);
			return;
		}
		current.sent(last.content().readableBytes());
		finish(last);
	}

	/** The backend has agreed to speak WebSocket from now on. */
	void upgraded(HttpResponse response, Handshake handshake, Channel backend) {
		Exchange current = Objects.requireNonNull(this.exchange, "a backend answers a call");
		current.backendAnswered();
		handshake.mark(response.headers());
		this.progress.answerBegun();
		current.status(response.status().code());
		this.engine.chain().answering(current, new NettyHeaders(response.headers()));
		Channel connection = this.client.upgrade(response);
		if (connection == null) {
			backend.close();
			this.client.abort();
			return;
		}
		Tunnel.join(this.engine, this.state, current, connection, backend, this::gone);
	}

	/** The backend failed: the client is told, if it is not too late for that. */
	void failed(Fault fault) {
		Exchange current = this.exchange;
		if (this.progress.isAnswerBegun() || current == null) {
			this.client.abort();
		}
		else if (Repeats.isDiscarded(current.course(), fault.code())) {
			current.dropped(fault);
			this.client.abort();
		}
		else {
			refuse(fault);
		}
	}

	void flush() {
		if (this.progress.isAnswerBegun()) {
			this.client.flush();
		}
	}

	/** Sends another answer than the backend's. */
	void instead(Exchange current, Step step) {
		switch (step) {
			case Fault fault -> refuse(fault);
			case Step.Answer answer -> answer(current, Answers.of(answer, current));
			case Step.Go _, Step.Later _, Step.Gather _ -> throw new IllegalStateException("a refusal or an answer");
		}
	}

	/** Tells whether a call still waits for its answer. */
	boolean is(Exchange current) {
		return this.exchange == current;
	}

	private void refuse(Fault fault) {
		this.watch.forget();
		Exchange current = Objects.requireNonNull(this.exchange, "only a call is refused");
		answer(current, Answers.of(fault, current));
	}

	private void answer(Exchange current, FullHttpResponse response) {
		this.relay.stop();
		this.requests.forget();
		this.answers.forget();
		if (this.progress.expectsContinue()) {
			// It may or may not send the body now.
			this.client.last();
		}
		head(current, response);
		finish(response);
	}

	/** Sends the last part of an answer and ends the call. */
	private void finish(LastHttpContent last) {
		Exchange current = Objects.requireNonNull(this.exchange, "only a call ends");
		this.exchange = null;
		this.engine.chain().ended(current);
		this.client.finish(last);
	}

	/** The client takes more, or does not. */
	void writable(boolean on) {
		this.relay.clientWritable(on);
		this.wait.begin(on ? this.between : Wait.For.READER);
	}

	/** The request's body, or the backend, has not come in time. */
	void overdue() {
		if (this.wait.what() == Wait.For.BODY && this.relay.isAttached()) {
			late(FaultCode.REQUEST_TIMEOUT);
		}
		else if (!this.relay.outlasts()) {
			late(FaultCode.BACKEND_TIMEOUT);
		}
	}

	/** Something has not come in time. */
	void late(FaultCode code) {
		this.relay.stop();
		if (!this.progress.isRequestDone()) {
			this.client.last();
		}
		failed(Fault.of(code));
	}

	/** The client has left. */
	void gone() {
		this.watch.forget();
		this.relay.stop();
		this.requests.forget();
		this.answers.forget();
		Exchange current = this.exchange;
		this.exchange = null;
		if (current != null) {
			if (!this.progress.isAnswerBegun() && current.fault() == null) {
				current.status(CLIENT_GONE);
			}
			this.engine.chain().ended(current);
		}
	}

}
