package org.gatehouse.gatewaycore.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a backend, at its end of the pipeline. It serves one call at a time
 * and rests in its loop's pool in between.
 */
final class BackHandler extends ChannelInboundHandlerAdapter {

	private static final int MOST_INTERIM = 10;

	private final Endpoint.Address address;

	private final LoopState state;

	private final Channel channel;

	private @Nullable Relay front;

	private boolean keepAlive;

	private boolean answered;

	private boolean interim;

	private int interims;

	private boolean head;

	private boolean reused;

	private long idleSince;

	BackHandler(Endpoint.Address address, LoopState state, Channel channel) {
		this.address = address;
		this.state = state;
		this.channel = channel;
	}

	Channel channel() {
		return this.channel;
	}

	/** True where the backend may have closed the connection while it rested. */
	boolean isReused() {
		return this.reused;
	}

	boolean hasAnswered() {
		return this.answered;
	}

	long idleSince() {
		return this.idleSince;
	}

	boolean isUsable() {
		return this.channel.isActive() && this.front == null;
	}

	void serve(Relay client, boolean headRequest) {
		this.front = client;
		this.head = headRequest;
		this.answered = false;
		this.interim = false;
		this.interims = 0;
	}

	/** Ends the call that the connection serves, with the connection or without. */
	void release(boolean complete) {
		this.front = null;
		if (!complete || !this.keepAlive || !this.channel.isActive()) {
			close();
			return;
		}
		this.reused = true;
		this.idleSince = System.nanoTime();
		if (!this.channel.config().isAutoRead()) {
			this.channel.config().setAutoRead(true);
		}
		this.state.put(this.address, this);
	}

	void close() {
		this.front = null;
		this.channel.close();
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		Relay client = this.front;
		if (client == null) {
			// Nobody asked: what comes now could be taken for the answer to the next
			// call.
			ReferenceCountUtil.release(message);
			ctx.close();
			return;
		}
		switch (message) {
			case HttpResponse response -> head(client, response);
			case HttpContent content when this.interim -> {
				content.release();
				this.interim = !(content instanceof LastHttpContent);
			}
			case HttpContent content when content.decoderResult().isFailure() -> {
				content.release();
				client.backendFailed(this, FaultCode.BACKEND_PROTOCOL);
			}
			case HttpContent content -> client.backendContent(content);
			default -> ReferenceCountUtil.release(message);
		}
	}

	private void head(Relay client, HttpResponse response) {
		if (response.decoderResult().isFailure() || response.status().code() == 101 || !hasPlainCoding(response)) {
			client.backendFailed(this, FaultCode.BACKEND_PROTOCOL);
			return;
		}
		if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
			this.interim = true;
			if (++this.interims > MOST_INTERIM) {
				client.backendFailed(this, FaultCode.BACKEND_PROTOCOL);
			}
			return;
		}
		this.answered = true;
		this.keepAlive = HttpUtil.isKeepAlive(response) && (this.head || isFramed(response)
				|| response.status().code() == 204 || response.status().code() == 304);
		client.backendHead(response);
	}

	private static boolean hasPlainCoding(HttpResponse response) {
		String coding = response.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
		return coding == null || coding.equalsIgnoreCase("chunked");
	}

	private static boolean isFramed(HttpResponse response) {
		return response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
				|| response.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		Relay client = this.front;
		if (client != null) {
			client.backendRead();
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		Relay client = this.front;
		if (client != null) {
			client.backendWritable(ctx.channel().isWritable());
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.state.forget(this.address, this);
		Relay client = this.front;
		if (client != null) {
			client.backendFailed(this, FaultCode.BACKEND_CLOSED);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		ctx.close();
	}

	/** Reads answers, and knows that an answer to HEAD has no body whatever it says. */
	static final class Decoder extends HttpResponseDecoder {

		private @Nullable BackHandler handler;

		Decoder(HttpDecoderConfig config) {
			super(config);
		}

		void handler(BackHandler owner) {
			this.handler = owner;
		}

		@Override
		protected boolean isContentAlwaysEmpty(HttpMessage message) {
			return (this.handler != null && this.handler.head) || super.isContentAlwaysEmpty(message);
		}

	}

}
