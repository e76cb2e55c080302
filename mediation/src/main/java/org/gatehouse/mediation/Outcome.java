package org.gatehouse.mediation;

import java.util.Map;

/**
 * What comes of the policies of a flow.
 */
public sealed interface Outcome {

	/** The message goes on its way. */
	Outcome NEXT = new Next();

	/** See {@link #NEXT}. */
	record Next() implements Outcome {

	}

	/**
	 * The gateway answers by itself.
	 *
	 * @param status the HTTP status
	 * @param headers the answer's own header fields
	 * @param body text, may be empty
	 */
	record Answer(int status, Map<String, String> headers, String body) implements Outcome {

	}

	/**
	 * The message is refused.
	 *
	 * @param why the reason
	 * @param detail what exactly is wrong, never a value of the message; may be empty
	 */
	record Refused(Refusal why, String detail) implements Outcome {

	}

	/**
	 * A policy needs the message's body.
	 *
	 * @param at where to go on when the body is there
	 * @param most how many bytes it may have
	 */
	record NeedsBody(int at, int most) implements Outcome {

	}

}
