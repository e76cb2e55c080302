package org.gatehouse.gatewaycore.transport;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.policy.Fault;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.gatehouse.gatewaycore.policy.FaultRenderer;
import org.gatehouse.gatewaycore.policy.Step;

/**
 * The answers that the gateway gives by itself, and the framing of those that it passes
 * on.
 */
final class Answers {

	private static final String EVENTS = "text/event-stream";

	private Answers() {
	}

	static FullHttpResponse goOn() {
		return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
	}

	static FullHttpResponse of(Fault fault, Exchange call) {
		FullHttpResponse response = empty(fault.code().status());
		return filled(response, FaultRenderer.render(fault, call, new NettyHeaders(response.headers())), call);
	}

	static FullHttpResponse of(Step.Answer answer, Exchange call) {
		FullHttpResponse response = empty(answer.status());
		answer.headers().forEach((field) -> response.headers().add(field.getKey(), field.getValue()));
		return filled(response, answer.body(), call);
	}

	static FullHttpResponse upgradeRequired(Exchange call) {
		FullHttpResponse response = of(Fault.of(FaultCode.UPGRADE_REQUIRED), call);
		response.headers()
			.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
		return response;
	}

	private static FullHttpResponse empty(int status) {
		return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status),
				Unpooled.EMPTY_BUFFER);
	}

	private static FullHttpResponse filled(FullHttpResponse response, byte[] body, Exchange call) {
		int status = response.status().code();
		if (status == 204 || status == 304) {
			response.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
			return response;
		}
		response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
		if (call.request().method().equals("HEAD")) {
			return response;
		}
		call.sent(body.length);
		return response.replace(Unpooled.wrappedBuffer(body));
	}

	/**
	 * Tells whether an answer is a stream of events, between which any time may pass.
	 * @param response the answer
	 * @return true for {@code text/event-stream}
	 */
	static boolean isEvents(HttpResponse response) {
		String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
		return type != null && type.regionMatches(true, 0, EVENTS, 0, EVENTS.length());
	}

	/**
	 * Says whether the client can go on with the connection.
	 * @param response the answer
	 * @param last whether it is the connection's last
	 * @param oldClient whether the client speaks HTTP/1.0
	 */
	static void sayHowItEnds(HttpResponse response, boolean last, boolean oldClient) {
		if (last) {
			response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		}
		else if (oldClient) {
			response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
		}
	}

	/**
	 * Frames a backend's answer for the client's connection.
	 * @param response the answer
	 * @param headRequest whether the request was HEAD
	 * @param oldClient whether the client speaks HTTP/1.0
	 * @return true if only the end of the connection can end the answer
	 */
	static boolean frame(HttpResponse response, boolean headRequest, boolean oldClient) {
		HttpHeaders headers = response.headers();
		int status = response.status().code();
		boolean bodiless = headRequest || status == 204 || status == 304;
		if (!bodiless && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
				&& !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
			headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
		}
		if (!oldClient || !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
			return false;
		}
		headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
		return true;
	}

}
