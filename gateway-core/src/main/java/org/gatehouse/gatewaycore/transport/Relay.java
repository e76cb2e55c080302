package org.gatehouse.gatewaycore.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import org.gatehouse.gatewaycore.endpoint.Course;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.policy.Fault;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The way of a client's calls to their backends: holds what has come of a request's body
 * until there is a connection, and then stands between the two connections, so that
 * neither sends faster than the other takes.
 */
final class Relay {

	private final Call front;

	private final Engine engine;

	private final LoopState state;

	private final Deque<HttpContent> early = new ArrayDeque<>(2);

	private final Kept kept = new Kept();

	private final Renewal renewal = new Renewal();

	private @Nullable BackHandler back;

	private @Nullable Exchange call;

	private @Nullable HttpRequest head;

	private final WaitingHead<HttpRequest> unsent = WaitingHead.ofRequests();

	/** Counts attempts, for those that come back too late to know that they are. */
	private int attempt;

	/** The backend has refused the gateway's proof, and another is being made. */
	private boolean renewing;

	private @Nullable Handshake handshake;

	Relay(Call front, Engine engine, LoopState state) {
		this.front = front;
		this.engine = engine;
		this.state = state;
	}

	boolean isAttached() {
		return this.back != null;
	}

	/** Sends a call on its way, which becomes a WebSocket if its handshake is given. */
	void forward(Exchange exchange, HttpRequest request, @Nullable Handshake upgrade) {
		this.call = exchange;
		this.head = request;
		this.handshake = upgrade;
		HopHeaders.toBackend(request, exchange);
		this.renewal.begin(endpoint(exchange));
		if (upgrade != null) {
			upgrade.mark(request.headers());
		}
		begin(exchange, request);
	}

	private void begin(Exchange exchange, HttpRequest request) {
		BackHandler unused = (this.handshake == null) ? this.state.take(address(exchange)) : null;
		if (unused != null) {
			attach(unused, exchange, request);
		}
		else {
			connect(exchange, request);
		}
	}

	private static Endpoint endpoint(Exchange exchange) {
		return Objects.requireNonNull(exchange.endpoint(), "the chain decides where to");
	}

	private static Endpoint.Address address(Exchange exchange) {
		return endpoint(exchange).address();
	}

	private void connect(Exchange exchange, HttpRequest request) {
		Endpoint.Address address = address(exchange);
		Course course = exchange.course();
		int number = ++this.attempt;
		this.renewing = false;
		this.engine.backends()
			.connect(address, this.handshake != null, (course == null) ? 0 : course.connectMillis(), this.state,
					(connection, problem) -> {
						if (this.call != exchange || this.attempt != number) {
							if (connection != null) {
								connection.unused();
							}
						}
						else if (connection == null) {
							failed(exchange, request, (problem instanceof ConnectTimeoutException)
									? FaultCode.BACKEND_CONNECT_TIMEOUT : FaultCode.BACKEND_UNREACHABLE, true);
						}
						else {
							attach(connection, exchange, request);
							flush();
						}
					});
	}

	private void attach(BackHandler connection, Exchange exchange, HttpRequest request) {
		this.back = connection;
		connection.serve(this, exchange.request().method().equals("HEAD"));
		boolean unproven = connection.isReused() && !Repeats.isBodilessAndIdempotent(request);
		this.kept.begin(unproven, exchange.course() != null && Repeats.isIdempotent(request));
		if (unproven) {
			connection.prove(() -> {
				if (this.back == connection) {
					this.kept.proven();
				}
			});
		}
		this.unsent.put(request);
		this.front.accepted(this.early.isEmpty());
		if (!this.early.isEmpty()) {
			takeBack((content) -> send(connection, content));
			connection.channel().flush();
			this.front.reading(connection.channel().isWritable());
		}
	}

	void takeBack(Consumer<HttpContent> taker) {
		for (HttpContent content = this.early.poll(); content != null; content = this.early.poll()) {
			taker.accept(content);
		}
	}

	/** Takes a part of the request's body. */
	void content(HttpContent content) {
		BackHandler to = this.back;
		if (to != null) {
			send(to, content);
			return;
		}
		this.early.add(content);
		if (!(content instanceof LastHttpContent)) {
			this.front.reading(false);
		}
	}

	private void send(BackHandler to, HttpContent content) {
		this.kept.add(content);
		this.renewal.keep(content);
		if (content instanceof LastHttpContent last) {
			LastHttpContent end = this.unsent.end(to.channel(), HopHeaders.trailers(last, this.call));
			to.channel().write(end, to.channel().voidPromise());
			this.state.flushSoon(to.channel());
			return;
		}
		this.unsent.writeTo(to.channel());
		to.channel().write(content, to.channel().voidPromise());
		if (!to.channel().isWritable()) {
			to.channel().flush();
			this.front.reading(to.channel().isWritable());
		}
	}

	/** All that has arrived so far was passed on. */
	void flush() {
		BackHandler to = this.back;
		if (to != null) {
			this.unsent.writeTo(to.channel());
			to.channel().flush();
		}
	}

	/** The client takes more, or does not. */
	void clientWritable(boolean writable) {
		BackHandler from = this.back;
		if (from != null) {
			from.channel().config().setAutoRead(writable);
		}
	}

	void stop() {
		this.call = null;
		this.head = null;
		this.unsent.forget();
		takeBack(HttpContent::release);
		this.kept.forget();
		this.renewal.end();
		BackHandler from = this.back;
		this.back = null;
		if (from != null) {
			from.close();
		}
	}

	void backendWritable(boolean writable) {
		this.front.reading(writable);
	}

	void backendRead() {
		this.front.flush();
	}

	void backendHead(HttpResponse response) {
		Exchange exchange = Objects.requireNonNull(this.call, "a backend answers a call");
		this.kept.forget();
		Repeats.worked(exchange.course());
		HttpRequest request = Objects.requireNonNull(this.head, "a backend answers a call");
		CompletableFuture<Boolean> renewed = this.renewal.of(response, request, endpoint(exchange));
		if (renewed != null) {
			again(renewed, exchange, request);
			return;
		}
		this.renewal.end();
		HopHeaders.toClient(response, exchange);
		this.front.answerHead(response);
	}

	/**
	 * The backend wants another proof from the gateway: the call is sent once more, when
	 * there is one.
	 */
	private void again(CompletableFuture<Boolean> renewed, Exchange exchange, HttpRequest request) {
		BackHandler from = this.back;
		this.back = null;
		this.renewing = true;
		int number = ++this.attempt;
		if (from != null) {
			from.close();
		}
		this.renewal.giveBack(this.early);
		renewed.whenCompleteAsync((useful, problem) -> {
			if (this.call != exchange || this.attempt != number) {
				return;
			}
			if (problem != null || !useful) {
				refuse(FaultCode.CREDENTIALS_MISSING);
				return;
			}
			HopHeaders.authorize(request, endpoint(exchange));
			connect(exchange, request);
		}, this.state.loop());
	}

	boolean isAccepted(HttpResponse response) {
		return this.handshake != null && this.handshake.isAcceptedBy(response);
	}

	/** The backend has changed the protocol; its connection has no codec any more. */
	void backendUpgraded(HttpResponse response, Channel connection) {
		Exchange exchange = Objects.requireNonNull(this.call, "a backend answers a call");
		Handshake done = Objects.requireNonNull(this.handshake, "asked before");
		this.back = null;
		this.call = null;
		this.head = null;
		this.kept.forget();
		this.renewal.end();
		Repeats.worked(exchange.course());
		HopHeaders.toClient(response, exchange);
		this.front.upgraded(response, done, connection);
	}

	void backendContent(HttpContent content) {
		if (!(content instanceof LastHttpContent last)) {
			this.front.answerContent(content);
			return;
		}
		BackHandler from = this.back;
		this.back = null;
		this.call = null;
		this.head = null;
		this.unsent.forget();
		this.kept.forget();
		if (from != null) {
			from.release(this.front.isRequestDone());
		}
		this.front.answerEnd(HopHeaders.trailers(last));
	}

	/**
	 * The backend's connection failed.
	 * @param connection the connection
	 * @param code how
	 */
	void backendFailed(BackHandler connection, FaultCode code) {
		Exchange exchange = this.call;
		HttpRequest request = this.head;
		if (this.back != connection || exchange == null || request == null) {
			connection.close();
			return;
		}
		this.back = null;
		connection.close();
		if (code == FaultCode.BACKEND_CLOSED && connection.isReused() && repeat(connection, exchange, request)) {
			connect(exchange, request);
		}
		else {
			failed(exchange, request, code, Repeats.can(connection, this.kept, request));
		}
	}

	/**
	 * The backend is silent for too long.
	 * @return true if the call goes on all the same, at this endpoint or another
	 */
	boolean outlasts() {
		Exchange exchange = this.call;
		HttpRequest request = this.head;
		Course course = (exchange == null) ? null : exchange.course();
		if (exchange == null || request == null || course == null) {
			return false;
		}
		BackHandler from = this.back;
		this.back = null;
		if (from != null) {
			from.close();
		}
		return goesOn(course, exchange, request, FaultCode.BACKEND_TIMEOUT, (from != null)
				? Repeats.can(from, this.kept, request) : !this.renewing || Repeats.isIdempotent(request));
	}

	private void failed(Exchange exchange, HttpRequest request, FaultCode code, boolean again) {
		Course course = exchange.course();
		if (course == null || !goesOn(course, exchange, request, code, again)) {
			refuse(code);
		}
	}

	private boolean goesOn(Course course, Exchange exchange, HttpRequest request, FaultCode code, boolean again) {
		Endpoint before = course.endpoint();
		long delay = course.failed(Repeats.failure(code), again);
		if (delay < 0) {
			return false;
		}
		int number = ++this.attempt;
		resume(exchange);
		this.front.again();
		if (delay == 0 && !course.endpoint().equals(before)) {
			HopHeaders.turn(request, exchange);
			this.renewal.begin(endpoint(exchange));
			begin(exchange, request);
		}
		else {
			this.state.loop().schedule(() -> {
				if (this.call == exchange && this.attempt == number) {
					connect(exchange, request);
				}
			}, delay, TimeUnit.MILLISECONDS);
		}
		return true;
	}

	/** What was written is to be written again, from its beginning. */
	private void resume(Exchange exchange) {
		this.kept.giveBack(this.early);
		this.renewal.end();
		this.renewal.begin(endpoint(exchange));
	}

	/**
	 * A connection that rested may have been closed by the backend, which nobody could
	 * know before writing to it. A call is sent again, over a new connection, if that
	 * does no harm or if the backend cannot have seen it (RFC 9110 section 9.2.2).
	 */
	private boolean repeat(BackHandler connection, Exchange exchange, HttpRequest request) {
		if (this.kept.isOn() && (connection.wasClosedBefore() || Repeats.can(connection, this.kept, request))) {
			resume(exchange);
			return true;
		}
		if (!connection.hasAnswered() && this.front.isRequestDone() && Repeats.isBodilessAndIdempotent(request)) {
			this.early.add(LastHttpContent.EMPTY_LAST_CONTENT);
			return true;
		}
		return false;
	}

	private void refuse(FaultCode code) {
		stop();
		this.front.failed(Fault.of(code));
	}

}
