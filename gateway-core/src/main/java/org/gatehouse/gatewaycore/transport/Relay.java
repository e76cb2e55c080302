package org.gatehouse.gatewaycore.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.DefaultLastHttpContent;
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

	private final FrontHandler front;

	private final Engine engine;

	private final LoopState state;

	private final Deque<HttpContent> early = new ArrayDeque<>(2);

	private @Nullable BackHandler back;

	private @Nullable Exchange call;

	private @Nullable HttpRequest head;

	Relay(FrontHandler front, Engine engine, LoopState state) {
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
		connect(exchange, request);
	}

	private void connect(Exchange exchange, HttpRequest request) {
		Endpoint.Address address = Objects.requireNonNull(exchange.endpoint(), "the chain decides where to").address();
		BackHandler unused = this.state.take(address);
		if (unused != null) {
			attach(unused, exchange, request);
			return;
		}
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
		if (content instanceof LastHttpContent last) {
			to.channel().writeAndFlush(withoutTrailers(last), to.channel().voidPromise());
			return;
		}
		to.channel().write(content, to.channel().voidPromise());
		if (!to.channel().isWritable()) {
			to.channel().flush();
			this.front.reading(to.channel().isWritable());
		}
	}

	static LastHttpContent withoutTrailers(LastHttpContent last) {
		return last.trailingHeaders().isEmpty() ? last : new DefaultLastHttpContent(last.content());
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
		HopHeaders.toClient(response, exchange);
		this.front.answerHead(response);
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
		if (from != null) {
			from.release(this.front.isRequestDone());
		}
		this.front.answerEnd(withoutTrailers(last));
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
		if (code == FaultCode.BACKEND_CLOSED && connection.isReused() && !connection.hasAnswered()
				&& isRepeatable(request)) {
			// It was closed while it rested, which nobody could know before writing to
			// it.
			this.early.add(LastHttpContent.EMPTY_LAST_CONTENT);
			connect(exchange, request);
		}
		else {
			refuse(code);
		}
	}

	private void refuse(FaultCode code) {
		stop();
		this.front.failed(Fault.of(code));
	}

	/**
	 * True for a request that was sent whole and can be sent again (RFC 9110 section
	 * 9.2.2).
	 */
	private boolean isRepeatable(HttpRequest request) {
		if (!this.front.isRequestDone() || request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
				|| request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
			return false;
		}
		return switch (request.method().name()) {
			case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
			default -> false;
		};
	}

}
