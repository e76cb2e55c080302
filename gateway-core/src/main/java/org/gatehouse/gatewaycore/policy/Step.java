package org.gatehouse.gatewaycore.policy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What a policy decides about a call.
 */
public sealed interface Step permits Step.Go, Step.Answer, Step.Later, Step.Gather, Fault {

	/** The next policy is asked. */
	Step NEXT = Go.NEXT;

	/** The call goes to {@link Exchange#endpoint()}; no further policy is asked. */
	Step FORWARD = Go.FORWARD;

	/** The two decisions that carry nothing. */
	enum Go implements Step {

		/** See {@link Step#NEXT}. */
		NEXT,
		/** See {@link Step#FORWARD}. */
		FORWARD

	}

	/**
	 * The gateway answers by itself.
	 *
	 * @param status the HTTP status
	 * @param headers the answer's own header fields, in their order; a name may be
	 * repeated
	 * @param body may be empty
	 */
	record Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) implements Step {

		public Answer {
			headers = List.copyOf(headers);
		}

		/**
		 * Answers with text.
		 * @param status the HTTP status
		 * @param headers the answer's own header fields
		 * @param body plain text, may be empty
		 */
		public Answer(int status, Map<String, String> headers, String body) {
			this(status, List.copyOf(headers.entrySet()), body.getBytes(StandardCharsets.UTF_8));
		}

	}

	/**
	 * The decision needs the message's body.
	 *
	 * @param most how many bytes it may have
	 * @param tooLong what is decided where it has more
	 * @param then decides with the body, as it was sent
	 */
	record Gather(int most, Fault tooLong, Function<byte[], Step> then) implements Step {

	}

	/**
	 * The decision comes later.
	 *
	 * @param decision completes, on any thread, with another kind of decision
	 */
	record Later(CompletableFuture<Step> decision) implements Step {

	}

}
