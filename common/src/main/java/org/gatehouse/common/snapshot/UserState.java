package org.gatehouse.common.snapshot;

import java.time.Instant;
import java.util.Set;

/**
 * What the key manager answers about a user whose password was right.
 *
 * @param userName the user's name as the platform has it
 * @param scopes those of the asked scopes that the user's roles grant
 * @param checkedAt when the password was looked at
 */
public record UserState(String userName, Set<String> scopes, Instant checkedAt) {

	public UserState {
		scopes = Set.copyOf(scopes);
	}

}
