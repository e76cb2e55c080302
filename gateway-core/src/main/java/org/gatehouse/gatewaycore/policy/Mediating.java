package org.gatehouse.gatewaycore.policy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledOperation;
import org.gatehouse.mediation.Bodies;
import org.gatehouse.mediation.CompiledMediation;
import org.gatehouse.mediation.Flow;
import org.gatehouse.mediation.Message;
import org.gatehouse.mediation.Outcome;
import org.gatehouse.mediation.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the policies of the called operation, of its API and of the tenant's API template:
 * on the call, on the backend's answer, and on a refusal. A body is gathered only where a
 * policy asks for it; work on a long one is done on a thread of its own, so that the
 * event loop goes on.
 */
final class Mediating implements Policy {

	private static final Logger LOG = LoggerFactory.getLogger(Mediating.class);

	/**
	 * Bodies up to this length take less time than the way to another thread and back.
	 */
	private static final int SHORT = 16 * 1024;

	private static final Executor WORKERS = (task) -> Thread.ofVirtual().name("mediation").start(task);

	@Override
	public String name() {
		return "mediate";
	}

	@Override
	public Step handle(Exchange exchange) {
		CompiledOperation operation = exchange.operation();
		CompiledMediation policies = (operation == null) ? null : operation.mediation();
		if (operation == null || policies == null) {
			return Step.NEXT;
		}
		MediatedCall call = new MediatedCall(policies, message(exchange),
				operation.caching() != null && ResponseCaching.isBeyond(exchange.headers()));
		exchange.mediated(call);
		if (policies.response().mayReadBody()) {
			// A part of an answer cannot be read, nor can every content coding.
			exchange.headers().remove("range");
			exchange.headers().remove("if-range");
			exchange.headers().set("accept-encoding", "identity");
		}
		return request(exchange, call, policies.request().run(call.message(), 0));
	}

	private static Message message(Exchange exchange) {
		RequestTarget target = MediatedCall.target(exchange);
		String query = target.query();
		return new Message(new MediationFacts(exchange), exchange.request().method(), target.path(),
				query.isEmpty() ? "" : query.substring(1), exchange.headers());
	}

	private static Step request(Exchange exchange, MediatedCall call, Outcome outcome) {
		return switch (outcome) {
			case Outcome.Next _ -> forwarded(exchange, call);
			case Outcome.Answer answer -> answer(answer);
			case Outcome.Refused refused -> fault(refused);
			case Outcome.NeedsBody needed -> new Step.Gather(needed.most(), Fault.of(FaultCode.REQUEST_TOO_LARGE),
					(body) -> decide(body, () -> requestBody(exchange, call, needed, body)));
		};
	}

	private static Step requestBody(Exchange exchange, MediatedCall call, Outcome.NeedsBody needed, byte[] body) {
		Bodies.Plain plain = Bodies.plain(body, exchange.headers(), needed.most(), Flow.REQUEST);
		if (plain.refused() != null) {
			return fault(plain.refused());
		}
		call.message().arrived(plain.bytes());
		Outcome outcome = call.policies().request().run(call.message(), needed.at());
		call.requestBody(call.message().body());
		return request(exchange, call, outcome);
	}

	private static Step forwarded(Exchange exchange, MediatedCall call) {
		RequestTarget changed = call.target();
		boolean sound = changed.path().isEmpty()
				? changed.query().isEmpty() || RequestTarget.read("/" + changed.query()) != null
				: RequestTarget.read(changed.path() + changed.query()) != null;
		if (!sound) {
			return Fault.detailed(FaultCode.BAD_REQUEST, "a policy has made a path of it that has no single reading");
		}
		if (call.message().endpoint() != null) {
			exchange.nameEndpoint(call.message().endpoint().toString());
		}
		call.most(call.message().most());
		return Step.NEXT;
	}

	/**
	 * Shows a backend's answer to the policies.
	 * @param exchange the call
	 * @param call its policies
	 * @param status the answer's status
	 * @param headers the answer's header fields
	 * @return what to do with it
	 */
	static Step answered(Exchange exchange, MediatedCall call, int status, Headers headers) {
		call.most(-1);
		call.message().answered(Flow.RESPONSE, status, headers, "");
		return answer(exchange, call, headers, call.policies().response().run(call.message(), 0));
	}

	private static Step answer(Exchange exchange, MediatedCall call, Headers headers, Outcome outcome) {
		return switch (outcome) {
			case Outcome.Next _ -> {
				call.most(call.message().most());
				yield Step.NEXT;
			}
			case Outcome.Answer answer -> answer(answer);
			case Outcome.Refused refused -> fault(refused);
			case Outcome.NeedsBody needed -> new Step.Gather(needed.most(), Fault.of(FaultCode.ANSWER_TOO_LARGE),
					(body) -> decide(body, () -> answerBody(exchange, call, headers, needed, body)));
		};
	}

	private static Step answerBody(Exchange exchange, MediatedCall call, Headers headers, Outcome.NeedsBody needed,
			byte[] body) {
		Bodies.Plain plain = Bodies.plain(body, headers, needed.most(), Flow.RESPONSE);
		if (plain.refused() != null) {
			return fault(plain.refused());
		}
		call.message().arrived(plain.bytes());
		Outcome outcome = call.policies().response().run(call.message(), needed.at());
		call.answerBody(call.message().body());
		return answer(exchange, call, headers, outcome);
	}

	private static Step decide(byte[] body, Supplier<Step> decision) {
		return (body.length <= SHORT) ? decision.get()
				: new Step.Later(CompletableFuture.supplyAsync(decision, WORKERS));
	}

	/**
	 * Shows a refusal to the policies.
	 * @param exchange the refused call
	 * @param fault the refusal
	 * @param headers its header fields
	 * @param body its body
	 * @return the body to send
	 */
	static byte[] refused(Exchange exchange, Fault fault, Headers headers, byte[] body) {
		CompiledOperation operation = exchange.operation();
		CompiledMediation policies = (operation == null) ? null : operation.mediation();
		if (policies == null || policies.fault().isEmpty()) {
			return body;
		}
		try {
			MediatedCall call = exchange.mediated();
			Message message = (call == null) ? message(exchange) : call.message();
			message.answered(Flow.FAULT, fault.code().status(), headers, fault.code().code());
			message.arrived(body);
			policies.fault().run(message, 0);
			return message.body();
		}
		catch (RuntimeException ex) {
			LOG.error("request {}: a fault policy failed", exchange.requestId(), ex);
			return body;
		}
	}

	private static Step answer(Outcome.Answer answer) {
		return new Step.Answer(answer.status(), answer.headers(), answer.body());
	}

	private static Fault fault(Outcome.Refused refused) {
		return Fault.detailed(code(refused.why()), refused.detail());
	}

	private static FaultCode code(Refusal why) {
		return switch (why) {
			case REQUEST_TOO_LARGE -> FaultCode.REQUEST_TOO_LARGE;
			case ANSWER_TOO_LARGE -> FaultCode.ANSWER_TOO_LARGE;
			case REQUEST_UNREADABLE -> FaultCode.REQUEST_UNREADABLE;
			case ANSWER_UNREADABLE -> FaultCode.ANSWER_UNREADABLE;
			case REQUEST_CODING_UNKNOWN -> FaultCode.CODING_UNKNOWN;
			case THREAT -> FaultCode.THREAT;
			case REQUEST_INVALID -> FaultCode.REQUEST_INVALID;
			case ANSWER_INVALID -> FaultCode.ANSWER_INVALID;
			case NO_ENDPOINT -> FaultCode.ENDPOINT_NOT_KNOWN;
			case NO_EXAMPLE -> FaultCode.NO_EXAMPLE;
		};
	}

}
