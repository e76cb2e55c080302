package org.gatehouse.gatewaycore.transport;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.policy.MediatedCall;
import org.gatehouse.gatewaycore.policy.Step;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request's body back while policies look at it, where they ask for it, and sends
 * what they have made of it.
 */
final class RequestMediation {

	private final Call call;

	private @Nullable Exchange exchange;

	private @Nullable HttpRequest head;

	private @Nullable BodyGathering gathering;

	private long passed;

	RequestMediation(Call call) {
		this.call = call;
	}

	/**
	 * Takes a part of the request's body while it is held.
	 * @param part the part
	 * @return false where nothing is held
	 */
	boolean takes(HttpContent part) {
		if (this.gathering == null) {
			return false;
		}
		content(part);
		return true;
	}

	void begin(Exchange current, HttpRequest request, Step.Gather asked) {
		this.exchange = current;
		this.head = request;
		this.gathering = new BodyGathering(asked);
	}

	/** Takes a part of the request's body. */
	void content(HttpContent content) {
		BodyGathering body = this.gathering;
		Exchange current = this.exchange;
		HttpRequest request = this.head;
		if (body == null || current == null || request == null) {
			content.release();
			return;
		}
		boolean last = content instanceof LastHttpContent;
		if (!body.add(content)) {
			this.call.instead(current, body.tooLong());
		}
		else if (last) {
			this.gathering = null;
			this.call.apply(current, request, body.decide());
		}
	}

	/**
	 * Sends a call on its way as the policies want it.
	 * @param current the call
	 * @param request its head, changed in place
	 * @param relay takes it
	 * @return true if the whole body went with it
	 */
	boolean forward(Exchange current, HttpRequest request, Relay relay) {
		MediatedCall mediated = current.mediated();
		if (mediated != null && !mediated.method().equals(request.method().name())) {
			request.setMethod(HttpMethod.valueOf(mediated.method()));
		}
		byte[] body = (mediated == null) ? null : mediated.requestBody();
		LastHttpContent whole = (body == null) ? null : BodyGathering.whole(request, body);
		relay.forward(current, request, null);
		if (whole == null || !this.call.is(current)) {
			return false;
		}
		relay.content(whole);
		return true;
	}

	/** A body begins to pass. */
	void passing() {
		this.passed = 0;
	}

	/** Whether a part of the body that passes is one too many. */
	boolean isTooMuch(@Nullable Exchange current, HttpContent content) {
		MediatedCall mediated = (current == null) ? null : current.mediated();
		if (mediated == null || mediated.most() < 0) {
			return false;
		}
		this.passed += content.content().readableBytes();
		return this.passed > mediated.most();
	}

	/** Nothing is held any more. */
	void forget() {
		this.gathering = null;
		this.exchange = null;
		this.head = null;
	}

}
