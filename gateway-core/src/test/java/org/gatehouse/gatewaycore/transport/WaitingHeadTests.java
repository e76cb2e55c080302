package org.gatehouse.gatewaycore.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingHeadTests {

	private static List<String> answer(int length, String... trailers) {
		EmbeddedChannel channel = new EmbeddedChannel(new FrontCodec.Encoder());
		WaitingHead<HttpResponse> waiting = WaitingHead.ofAnswers();
		HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
		if (trailers.length == 0) {
			head.headers().set("content-length", length);
		}
		else {
			head.headers().set("transfer-encoding", "chunked");
		}
		LastHttpContent end = new DefaultLastHttpContent(
				Unpooled.copiedBuffer("a".repeat(length), StandardCharsets.US_ASCII));
		for (String trailer : trailers) {
			end.trailingHeaders().add(trailer, "t");
		}
		waiting.put(head);
		channel.writeOutbound(waiting.end(channel, end));
		return sent(channel);
	}

	private static List<String> sent(EmbeddedChannel channel) {
		channel.flush();
		List<String> pieces = new ArrayList<>();
		for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
			pieces.add(piece.toString(StandardCharsets.US_ASCII));
			piece.release();
		}
		return pieces;
	}

	@Test
	void aShortAnswerIsOnePiece() {
		assertThat(answer(1000)).containsExactly("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n" + "a".repeat(1000));
	}

	@Test
	void aLongAnswerIsNotCopied() {
		assertThat(answer(5000)).containsExactly("HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n", "a".repeat(5000));
	}

	@Test
	void anAnswerWithTrailersKeepsThem() {
		assertThat(String.join("", answer(3, "x-end")))
			.isEqualTo("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\naaa\r\n0\r\nx-end: t\r\n\r\n");
	}

	@Test
	void aRequestWithoutABodyIsOnePiece() {
		EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestEncoder());
		WaitingHead<HttpRequest> waiting = WaitingHead.ofRequests();
		waiting.put(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/a"));
		channel.writeOutbound(waiting.end(channel, LastHttpContent.EMPTY_LAST_CONTENT));
		assertThat(sent(channel)).containsExactly("GET /a HTTP/1.1\r\n\r\n");
	}

	@Test
	void aHeadThatDoesNotWaitAnyMoreIsNotWrittenAgain() {
		EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestEncoder());
		WaitingHead<HttpRequest> waiting = WaitingHead.ofRequests();
		waiting.put(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/a"));
		waiting.writeTo(channel);
		waiting.writeTo(channel);
		assertThat(sent(channel)).containsExactly("GET /a HTTP/1.1\r\n\r\n");
		waiting.put(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/b"));
		waiting.forget();
		waiting.writeTo(channel);
		assertThat(sent(channel)).isEmpty();
	}

}
