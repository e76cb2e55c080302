package org.gatehouse.gatewaycore.policy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What a policy decides about a call.
 */
public sealed interface Step permits Step.Go, Step.Answer, Step.Later, Fault {

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
	 * The decision comes later.
	 *
	 * @param decision completes, on any thread, with another kind of decision
	 */
	record Later(CompletableFuture<Step> decision) implements Step {

	}

}
