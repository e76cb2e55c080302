package org.gatehouse.gatewaycore.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
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

	/**
	 * What was written to a connection of which nobody knows yet whether it was open.
	 */
	private final Deque<HttpContent> written = new ArrayDeque<>(2);

	private boolean keeping;

	private final Renewal renewal = new Renewal();

	private @Nullable BackHandler back;

	private @Nullable Exchange call;

	private @Nullable HttpRequest head;

	Relay(Call front, Engine engine, LoopState state) {
		this.front = front;
		this.engine = engine;
		this.state = state;
	}

	boolean isAttached() {
		return this.back != null;
	}

	/** Sends a call on its way: on a connection that rests, or on a new one. */
	void forward(Exchange exchange, HttpRequest request) {
		this.call = exchange;
		this.head = request;
		HopHeaders.toBackend(request, exchange);
		this.renewal.begin(endpoint(exchange));
		BackHandler unused = this.state.take(address(exchange));
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
		this.engine.backends().connect(address, this.state, (connection, problem) -> {
			if (this.call != exchange) {
				if (connection != null) {
					this.state.put(address, connection);
				}
			}
			else if (connection == null) {
				refuse((problem instanceof ConnectTimeoutException) ? FaultCode.BACKEND_CONNECT_TIMEOUT
						: FaultCode.BACKEND_UNREACHABLE);
			}
			else {
				attach(connection, exchange, request);
				connection.channel().flush();
			}
		});
	}

	private void attach(BackHandler connection, Exchange exchange, HttpRequest request) {
		this.back = connection;
		connection.serve(this, exchange.request().method().equals("HEAD"));
		if (connection.isReused() && !isBodilessAndSafeToRepeat(request)) {
			this.keeping = true;
			connection.prove(() -> proven(connection));
		}
		connection.channel().write(request, connection.channel().voidPromise());
		this.front.accepted(this.early.isEmpty());
		if (this.early.isEmpty()) {
			return;
		}
		for (HttpContent content = this.early.poll(); content != null; content = this.early.poll()) {
			send(connection, content);
		}
		connection.channel().flush();
		this.front.reading(connection.channel().isWritable());
	}

	private void proven(BackHandler connection) {
		if (this.back == connection) {
			forgetWritten();
		}
	}

	private void forgetWritten() {
		this.keeping = false;
		for (HttpContent content = this.written.poll(); content != null; content = this.written.poll()) {
			content.release();
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
		if (this.keeping) {
			this.written.add(content.retainedDuplicate());
		}
		this.renewal.keep(content);
		if (content instanceof LastHttpContent last) {
			to.channel().writeAndFlush(HopHeaders.trailers(last, this.call), to.channel().voidPromise());
			return;
		}
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

	/** Ends the call, wherever it is. */
	void stop() {
		this.call = null;
		this.head = null;
		for (HttpContent content = this.early.poll(); content != null; content = this.early.poll()) {
			content.release();
		}
		forgetWritten();
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
		forgetWritten();
		if (from != null) {
			from.close();
		}
		this.renewal.giveBack(this.early);
		renewed.whenCompleteAsync((useful, problem) -> {
			if (this.call != exchange) {
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

	void backendContent(HttpContent content) {
		if (!(content instanceof LastHttpContent last)) {
			this.front.answerContent(content);
			return;
		}
		BackHandler from = this.back;
		this.back = null;
		this.call = null;
		this.head = null;
		forgetWritten();
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
		if (code == FaultCode.BACKEND_CLOSED && connection.isReused() && repeat(connection, request)) {
			connect(exchange, request);
		}
		else {
			refuse(code);
		}
	}

	/**
	 * A connection that rested may have been closed by the backend, which nobody could
	 * know before writing to it. A call is sent again, over a new connection, if that
	 * does no harm or if the backend cannot have seen it (RFC 9110 section 9.2.2).
	 */
	private boolean repeat(BackHandler connection, HttpRequest request) {
		if (connection.wasClosedBefore() && this.keeping) {
			this.keeping = false;
			for (HttpContent content = this.written.pollLast(); content != null; content = this.written.pollLast()) {
				this.early.addFirst(content);
			}
			return true;
		}
		if (!connection.hasAnswered() && this.front.isRequestDone() && isBodilessAndSafeToRepeat(request)) {
			this.early.add(LastHttpContent.EMPTY_LAST_CONTENT);
			return true;
		}
		return false;
	}

	private void refuse(FaultCode code) {
		stop();
		this.front.failed(Fault.of(code));
	}

	private static boolean isBodilessAndSafeToRepeat(HttpRequest request) {
		if (request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
				|| request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
			return false;
		}
		return switch (request.method().name()) {
			case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
			default -> false;
		};
	}

}
