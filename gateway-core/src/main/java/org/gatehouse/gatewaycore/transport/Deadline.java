package org.gatehouse.gatewaycore.transport;

/**
 * What a client's connection waits for.
 */
enum Deadline {

	/** The next request. */
	IDLE,
	/** The rest of a request's head. */
	HEAD,
	/** The rest of a request's body. */
	BODY,
	/** The backend. */
	BACKEND,
	/** The client, to take what was sent. */
	READER,
	/** The client, to close its side. */
	LINGER

}
