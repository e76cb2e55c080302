package org.gatehouse.gatewaycore.transport;

import java.util.function.BiFunction;

import io.netty.channel.ChannelOutboundInvoker;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * The head of a message, until it is known what comes with it: a message that is complete
 * then goes through the pipeline, and to the kernel, once and not twice.
 *
 * @param <M> requests or answers
 */
final class WaitingHead<M extends HttpMessage> {

	private final BiFunction<M, LastHttpContent, LastHttpContent> whole;

	private final boolean withBody;

	private @Nullable M head;

	private WaitingHead(BiFunction<M, LastHttpContent, LastHttpContent> whole, boolean withBody) {
		this.whole = whole;
		this.withBody = withBody;
	}

	/** A place for the heads of requests, which are whole where they have no body. */
	static WaitingHead<HttpRequest> ofRequests() {
		return new WaitingHead<>((head, end) -> new DefaultFullHttpRequest(head.protocolVersion(), head.method(),
				head.uri(), end.content(), head.headers(), end.trailingHeaders()), false);
	}

	/** A place for the heads of answers. */
	static WaitingHead<HttpResponse> ofAnswers() {
		return new WaitingHead<>((head, end) -> new DefaultFullHttpResponse(head.protocolVersion(), head.status(),
				end.content(), head.headers(), end.trailingHeaders()), true);
	}

	void put(M next) {
		this.head = next;
	}

	void forget() {
		this.head = null;
	}

	/** Writes the head, if there is one that waits. */
	void writeTo(ChannelOutboundInvoker connection) {
		M waiting = this.head;
		if (waiting != null) {
			this.head = null;
			connection.write(waiting, connection.voidPromise());
		}
	}

	/**
	 * Gets what is to be written at the end of a message.
	 * @param connection gets the head before, where the two do not go together
	 * @param last the end
	 * @return the end, or the whole message where its head still waited
	 */
	LastHttpContent end(ChannelOutboundInvoker connection, LastHttpContent last) {
		M waiting = this.head;
		if (waiting == null || !last.trailingHeaders().isEmpty() || (last.content().isReadable() && !this.withBody)) {
			writeTo(connection);
			return last;
		}
		this.head = null;
		return this.whole.apply(waiting, last);
	}

}
