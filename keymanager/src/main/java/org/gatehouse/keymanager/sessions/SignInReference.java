package org.gatehouse.keymanager.sessions;

import java.io.Serializable;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * What the key manager's session knows of its sign-in: the details of the authentication.
 *
 * @param id the sign-in
 */
public record SignInReference(UUID id) implements Serializable {

	/**
	 * The sign-in behind an authentication.
	 * @param authentication who is signed in, null where nobody is
	 * @return the sign-in, null where there is none
	 */
	public static @Nullable UUID of(@Nullable Object authentication) {
		return (authentication instanceof Authentication signedIn
				&& signedIn.getDetails() instanceof SignInReference reference) ? reference.id() : null;
	}

}
