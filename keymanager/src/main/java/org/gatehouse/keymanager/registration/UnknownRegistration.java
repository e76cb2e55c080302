package org.gatehouse.keymanager.registration;

/**
 * There is no such client, or the token is not its own, or the user whom it belongs to
 * may no longer sign in. Callers are not told which.
 */
final class UnknownRegistration extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownRegistration() {
		super("no client with this registration access token", null, false, false);
	}

}
