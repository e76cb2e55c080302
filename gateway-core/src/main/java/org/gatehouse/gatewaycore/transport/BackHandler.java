package org.gatehouse.gatewaycore.transport;

import java.util.List;
import java.util.Locale;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
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

	private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");

	private static final String TIMEOUT = "timeout=";

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

	private boolean ofStream;

	/** The answer by which the backend changes the protocol. */
	private @Nullable HttpResponse switching;

	private boolean unproven;

	private long idleSince;

	private long mostRest = Long.MAX_VALUE;

	BackHandler(Endpoint.Address address, LoopState state, Channel channel) {
		this.address = address;
		this.state = state;
		this.channel = channel;
	}

	/**
	 * Makes what serves one call on a connection that calls share.
	 * @param address where the connection leads to
	 * @param state the loop that it belongs to
	 * @param stream the stream of the call
	 * @param reused whether the connection has served others before
	 * @return a handler that never rests
	 */
	static BackHandler ofStream(Endpoint.Address address, LoopState state, Channel stream, boolean reused) {
		BackHandler back = new BackHandler(address, state, stream);
		back.ofStream = true;
		back.reused = reused;
		return back;
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
		return this.channel.isActive() && this.front == null
				&& (this.mostRest == Long.MAX_VALUE || System.nanoTime() - this.idleSince < this.mostRest);
	}

	/**
	 * Finds out whether the connection was open when a call began to be written to it.
	 * What the loop's selector has reported together with the call is worked off before
	 * the tasks are: if the connection is still open then, the backend had not closed it
	 * before.
	 * @param whenOpen told if it was open
	 */
	void prove(Runnable whenOpen) {
		this.unproven = true;
		this.state.loop().execute(() -> {
			if (this.channel.isActive()) {
				this.unproven = false;
				whenOpen.run();
			}
		});
	}

	/** True where the backend closed the connection before it could see the call. */
	boolean wasClosedBefore() {
		return this.unproven && !this.answered && this.interims == 0;
	}

	void serve(Relay client, boolean headRequest) {
		this.front = client;
		this.unproven = false;
		this.head = headRequest;
		this.answered = false;
		this.interim = false;
		this.interims = 0;
	}

	/** Lets a connection rest that has not served the call that it was made for. */
	void unused() {
		if (this.ofStream) {
			close();
		}
		else {
			this.state.put(this.address, this);
		}
	}

	/** Ends the call that the connection serves, with the connection or without. */
	void release(boolean complete) {
		this.front = null;
		if (!complete || !this.keepAlive || !this.channel.isActive() || this.ofStream) {
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
				if (!this.interim && this.switching != null) {
					upgrade(client, this.switching);
				}
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
		if (this.unproven && !this.ofStream) {
			// It was sent before the call was, as some servers do when they hang up.
			client.backendFailed(this, FaultCode.BACKEND_CLOSED);
			return;
		}
		if (response.decoderResult().isFailure() || !isOfOurVersion(response) || response.status().code() < 100
				|| (response.status().code() == 101 && !client.isAccepted(response)) || !hasPlainCoding(response)) {
			client.backendFailed(this, FaultCode.BACKEND_PROTOCOL);
			return;
		}
		if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
			this.interim = true;
			this.switching = (response.status().code() == 101) ? response : null;
			if (++this.interims > MOST_INTERIM) {
				client.backendFailed(this, FaultCode.BACKEND_PROTOCOL);
			}
			return;
		}
		this.answered = true;
		this.keepAlive = HttpUtil.isKeepAlive(response) && isBoundedFor(response);
		String hint = response.headers().get(KEEP_ALIVE);
		if (hint != null) {
			rest(hint);
		}
		client.backendHead(response);
	}

	private void upgrade(Relay client, HttpResponse response) {
		this.front = null;
		ChannelPipeline pipeline = this.channel.pipeline();
		pipeline.remove(HttpRequestEncoder.class);
		client.backendUpgraded(response, this.channel);
		// What came behind the answer goes to whoever reads now.
		pipeline.remove(this);
		pipeline.remove(Decoder.class);
	}

	private boolean isBoundedFor(HttpResponse response) {
		int status = response.status().code();
		if (status == 204 || status == 304) {
			// A backend that announces a body here may send one, and nobody could tell it
			// from the next answer.
			return !isFramed(response) || "0".equals(response.headers().get(HttpHeaderNames.CONTENT_LENGTH));
		}
		return this.head || isFramed(response);
	}

	/**
	 * Takes the backend's word on how long it keeps a connection that rests, less a
	 * second for what is under way.
	 */
	private void rest(String hint) {
		int at = hint.toLowerCase(Locale.ROOT).indexOf(TIMEOUT);
		int end = at + TIMEOUT.length();
		int from = end;
		while (at >= 0 && end < hint.length() && end < from + 6 && Character.digit(hint.charAt(end), 10) >= 0) {
			end++;
		}
		if (at >= 0 && end > from) {
			this.mostRest = (Integer.parseInt(hint.substring(from, end)) - 1) * 1_000_000_000L;
		}
	}

	private static boolean isOfOurVersion(HttpResponse response) {
		HttpVersion version = response.protocolVersion();
		return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
	}

	private static boolean hasPlainCoding(HttpResponse response) {
		HttpHeaders headers = response.headers();
		if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
			return true;
		}
		List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
		return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")
				&& !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
				&& response.protocolVersion().equals(HttpVersion.HTTP_1_1);
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
		protected AsciiString splitHeaderName(byte[] line, int start, int length) {
			AsciiString known = KnownNames.find(line, start, length);
			return (known != null) ? known : super.splitHeaderName(line, start, length);
		}

		@Override
		protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
			throw new IllegalArgumentException("a length and chunks");
		}

		@Override
		protected boolean isContentAlwaysEmpty(HttpMessage message) {
			return (this.handler != null && this.handler.head) || super.isContentAlwaysEmpty(message);
		}

	}

}
