package org.gatehouse.gatewaycore.transport;

import java.util.Objects;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a client's connection with HTTP/2: one call. It sends frames where the
 * handler of HTTP/1.1 sends messages.
 */
final class StreamClient extends ChannelInboundHandlerAdapter implements Client {

	private final Engine engine;

	private final StreamConnection connection;

	private final Wait wait;

	private final CallState progress = new CallState();

	private final Call call;

	private @Nullable ChannelHandlerContext context;

	private boolean begun;

	/** True as soon as the client has said that nothing more comes. */
	private boolean ended;

	private boolean finished;

	/** The client asks for a WebSocket and knows no other success (RFC 8441). */
	private boolean opening;

	/** The stream is a WebSocket, and others look after it. */
	private boolean open;

	/** What is left of the announced body, -1 where none was announced. */
	private long left = -1;

	StreamClient(Engine engine, LoopState state, StreamConnection connection) {
		this.engine = engine;
		this.connection = connection;
		this.wait = new Wait(engine.limits());
		this.call = new Call(this, engine, state, this.wait, this.progress);
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
		this.wait.begin(Wait.For.HEAD);
	}

	private ChannelHandlerContext ctx() {
		return Objects.requireNonNull(this.context, "the handler is in a pipeline");
	}

	@Override
	public @Nullable PeerCertificate certificate() {
		Channel connection = ctx().channel().parent();
		return (this.connection.isSecure() && connection != null) ? PeerCertificate.of(connection) : null;
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		if (!this.connection.add(this)) {
			reset(Http2Error.REFUSED_STREAM);
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (this.open) {
			ctx.fireChannelRead(message);
			return;
		}
		switch (message) {
			case Http2HeadersFrame frame when !this.begun -> head(frame);
			case Http2HeadersFrame frame when !this.opening -> trailers(frame);
			case Http2HeadersFrame _ -> reset(Http2Error.PROTOCOL_ERROR);
			case Http2DataFrame frame when this.opening -> {
				// Nobody knows yet what it could be a part of.
				frame.release();
				reset(Http2Error.PROTOCOL_ERROR);
			}
			case Http2DataFrame frame -> {
				this.ended |= frame.isEndStream();
				body(frame.isEndStream() ? new DefaultLastHttpContent(frame.content())
						: new DefaultHttpContent(frame.content()));
			}
			default -> ReferenceCountUtil.release(message);
		}
	}

	private void head(Http2HeadersFrame frame) {
		this.begun = true;
		this.ended = frame.isEndStream();
		HttpRequest request = StreamHeads.request(frame.headers(), this.ended, this.engine.limits().requestLine());
		if (request == null) {
			reset(Http2Error.PROTOCOL_ERROR);
			return;
		}
		this.opening = frame.headers().contains(Http2Headers.PseudoHeaderName.PROTOCOL.value());
		String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
		this.left = (length == null) ? -1 : Long.parseLong(length);
		this.call.begin(request, this.connection.isSecure(), this.connection.peer(),
				RequestHead.check(request, this.engine.limits().headerCount()));
		if (this.ended || this.opening) {
			body(LastHttpContent.EMPTY_LAST_CONTENT);
		}
	}

	private void trailers(Http2HeadersFrame frame) {
		HttpHeaders fields = StreamHeads.trailers(frame.headers());
		if (fields == null || !frame.isEndStream()) {
			reset(Http2Error.PROTOCOL_ERROR);
			return;
		}
		this.ended = true;
		body(StreamHeads.end(fields));
	}

	private void body(HttpContent content) {
		this.connection.bodyCame(content.content().readableBytes());
		if (this.left >= 0) {
			this.left -= content.content().readableBytes();
			if (this.left < 0 || (this.ended && this.left > 0)) {
				content.release();
				reset(Http2Error.PROTOCOL_ERROR);
				return;
			}
		}
		if (content instanceof LastHttpContent) {
			this.progress.requestDone();
		}
		this.call.content(content);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		if (this.open) {
			ctx.fireChannelReadComplete();
			return;
		}
		this.call.contentRead();
	}

	@Override
	public void read(boolean on) {
		ctx().channel().config().setAutoRead(on);
	}

	@Override
	public void last() {
		// Another stream begins where this one ends: nothing can be mistaken.
	}

	@Override
	public void frame(HttpResponse response, boolean headRequest) {
		// The frames do it.
	}

	@Override
	public void complete(HttpResponse response) {
		// The frames do it.
	}

	@Override
	public void write(HttpObject part) {
		if (isMistakable(part)) {
			ReferenceCountUtil.release(part);
			abort();
			return;
		}
		if (part instanceof HttpResponse head) {
			ctx().write(new DefaultHttp2HeadersFrame(StreamHeads.of(head)));
		}
		if (part instanceof HttpContent content && content.content().isReadable()) {
			ctx().write(new DefaultHttp2DataFrame(content.content()));
		}
		else {
			ReferenceCountUtil.release(part);
		}
	}

	/** Whether the client would take an answer for a WebSocket. */
	private boolean isMistakable(HttpObject part) {
		return this.opening && part instanceof HttpResponse head
				&& head.status().codeClass() == HttpStatusClass.SUCCESS;
	}

	@Override
	public void flush() {
		ctx().flush();
	}

	@Override
	public void finish(LastHttpContent last) {
		this.finished = true;
		if (isMistakable(last)) {
			last.release();
			abort();
			return;
		}
		this.wait.begin(Wait.For.READER);
		boolean body = last.content().isReadable();
		boolean trailers = !last.trailingHeaders().isEmpty();
		if (last instanceof HttpResponse head) {
			Object frame = new DefaultHttp2HeadersFrame(StreamHeads.of(head), !body && !trailers);
			if (!body && !trailers) {
				last.release();
				end(frame);
				return;
			}
			ctx().write(frame);
		}
		if (trailers) {
			if (body) {
				ctx().write(new DefaultHttp2DataFrame(last.content()));
			}
			else {
				last.release();
			}
			end(new DefaultHttp2HeadersFrame(StreamHeads.of(last.trailingHeaders()), true));
		}
		else {
			end(new DefaultHttp2DataFrame(last.content(), true));
		}
	}

	/** What the client may still send of its request is of no use any more. */
	private void end(Object frame) {
		ctx().writeAndFlush(frame).addListener((ChannelFutureListener) (_) -> {
			if (!this.ended) {
				reset(Http2Error.NO_ERROR);
			}
		});
	}

	@Override
	public boolean canUpgrade() {
		return this.opening;
	}

	@Override
	public boolean mustUpgrade() {
		return this.opening;
	}

	@Override
	public @Nullable Channel upgrade(HttpResponse response) {
		ChannelHandlerContext ctx = ctx();
		if (!ctx.channel().isActive()) {
			return null;
		}
		this.opening = false;
		this.open = true;
		response.headers().remove(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
		response.setStatus(HttpResponseStatus.OK);
		ctx.writeAndFlush(new DefaultHttp2HeadersFrame(StreamHeads.of(response)));
		ctx.pipeline().addFirst(new StreamTunnel());
		return ctx.channel();
	}

	@Override
	public void abort() {
		reset(Http2Error.INTERNAL_ERROR);
	}

	private void reset(Http2Error reason) {
		ChannelHandlerContext ctx = ctx();
		ctx.writeAndFlush(new DefaultHttp2ResetFrame(reason));
		ctx.close();
	}

	/** True while more of the request is to come. */
	boolean isSending() {
		return !this.finished && !this.progress.isRequestDone();
	}

	void checkDeadline(long now) {
		if (this.open) {
			return;
		}
		if (isSending() && ctx().channel().config().isAutoRead() && this.wait.isTooSlow(now)
				&& !this.connection.keepsUp()) {
			this.call.late(FaultCode.REQUEST_TIMEOUT);
			return;
		}
		if (!this.wait.isOver(now)) {
			return;
		}
		switch (this.wait.what()) {
			case REQUEST, HEAD, READER, CLOSE -> reset(Http2Error.CANCEL);
			case BODY, BACKEND, EVENTS -> this.call.overdue();
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		if (this.open) {
			ctx.fireChannelWritabilityChanged();
		}
		else if (this.call.isAnswering()) {
			this.call.writable(ctx.channel().isWritable());
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.connection.remove(this);
		if (this.open) {
			ctx.fireChannelInactive();
			return;
		}
		this.call.gone();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.engine.noteProblem(cause);
		if (!(cause instanceof Http2Exception)) {
			// Those close the stream by themselves, and say why.
			ctx.close();
		}
	}

}
