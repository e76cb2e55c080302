package org.gatehouse.gatewaycore.transport;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import org.gatehouse.gatewaycore.policy.Chain;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.policy.Fault;
import org.gatehouse.gatewaycore.policy.FaultCode;
import org.gatehouse.gatewaycore.policy.MediatedCall;
import org.gatehouse.gatewaycore.policy.Step;
import org.jspecify.annotations.Nullable;

/**
 * Holds a backend's answer back while policies look at it. Only what a policy asks for is
 * gathered; an answer of which only the head matters goes on at once.
 */
final class AnswerMediation {

	private final Call call;

	private @Nullable BodyGathering gathering;

	private @Nullable Exchange exchange;

	private @Nullable HttpResponse head;

	private boolean holding;

	AnswerMediation(Call call) {
		this.call = call;
	}

	/**
	 * Takes a part of the answer's body from an answer's head until it is known what
	 * becomes of it.
	 * @param part the part
	 * @return false where nothing is held
	 */
	boolean takes(HttpContent part) {
		if (!this.holding) {
			return false;
		}
		content(part);
		return true;
	}

	void begin(Exchange current, MediatedCall mediated, HttpResponse response) {
		this.exchange = current;
		this.head = response;
		this.holding = true;
		apply(current, mediated, response,
				Chain.answered(current, mediated, response.status().code(), new NettyHeaders(response.headers())));
	}

	private void apply(Exchange current, MediatedCall mediated, HttpResponse response, Step step) {
		switch (step) {
			case Step.Go _ -> send(current, mediated, response);
			case Step.Gather gather -> this.gathering = new BodyGathering(gather);
			case Step.Later later -> later.decision().whenComplete((decided, problem) -> {
				if (this.call.is(current) && this.holding) {
					apply(current, mediated, response,
							(problem == null) ? decided : Fault.of(FaultCode.INTERNAL_ERROR));
				}
			});
			case Step.Answer answer -> this.call.instead(current, answer);
			case Fault fault -> this.call.instead(current, fault);
		}
	}

	private void send(Exchange current, MediatedCall mediated, HttpResponse response) {
		forget();
		byte[] body = mediated.answerBody();
		if (body == null) {
			this.call.sendHead(current, response);
			return;
		}
		int status = response.status().code();
		LastHttpContent whole = LastHttpContent.EMPTY_LAST_CONTENT;
		if (current.request().method().equals("HEAD")) {
			response.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
		}
		else if (status != 204 && status != 304) {
			response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
			whole = BodyGathering.whole(response, body);
		}
		this.call.sendHead(current, response);
		this.call.answerEnd(whole);
	}

	private void content(HttpContent content) {
		BodyGathering body = this.gathering;
		Exchange current = this.exchange;
		HttpResponse response = this.head;
		MediatedCall mediated = (current == null) ? null : current.mediated();
		if (body == null || current == null || response == null || mediated == null) {
			content.release();
			return;
		}
		boolean last = content instanceof LastHttpContent;
		if (!body.add(content)) {
			this.call.instead(current, body.tooLong());
		}
		else if (last) {
			this.gathering = null;
			apply(current, mediated, response, body.decide());
		}
	}

	/** Nothing is held any more. */
	void forget() {
		this.holding = false;
		this.gathering = null;
		this.exchange = null;
		this.head = null;
	}

}
