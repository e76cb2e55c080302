package org.gatehouse.gatewaycore.token;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.gatehouse.common.snapshot.PasswordQuestion;
import org.gatehouse.common.snapshot.UserState;

/**
 * Where the gateway has users' passwords checked.
 */
public interface UserPasswords {

	/**
	 * Checks a name and a password. Called on an event loop: the caller's thread must not
	 * be blocked.
	 * @param question the name and the password
	 * @return completes with the user, empty where the two do not fit together; completes
	 * exceptionally where the key manager cannot be asked
	 */
	CompletableFuture<Optional<UserState>> check(PasswordQuestion question);

}
