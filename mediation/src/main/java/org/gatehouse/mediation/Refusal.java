package org.gatehouse.mediation;

/**
 * Why a policy does not let a message through.
 */
public enum Refusal {

	/** The call's body is longer than it may be. */
	REQUEST_TOO_LARGE,
	/** The answer's body is longer than it may be. */
	ANSWER_TOO_LARGE,
	/** The call's body is not what its media type says, or has the wrong type. */
	REQUEST_UNREADABLE,
	/** The answer's body is not what its media type says, or has the wrong type. */
	ANSWER_UNREADABLE,
	/** The call's body has a content coding that the gateway does not know. */
	REQUEST_CODING_UNKNOWN,
	/** The call looks like an attack. */
	THREAT,
	/** The call breaks the API's definition. */
	REQUEST_INVALID,
	/** The answer breaks the API's definition. */
	ANSWER_INVALID,
	/** No endpoint of the list was chosen. */
	NO_ENDPOINT,
	/** The definition describes no answer that could be given. */
	NO_EXAMPLE

}
