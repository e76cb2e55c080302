package org.gatehouse.store.tokens;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What kind of token a consumer wants.
 *
 * @param scopes what it should carry; what may not be granted is dropped
 * @param validity how long it should hold, null for as long as the key's tokens do
 * @param forUser true if it stands for the user who asks, false for a token of the
 * application itself
 */
public record TokenRequest(Set<String> scopes, @Nullable Duration validity, boolean forUser) {

	public TokenRequest {
		scopes = new LinkedHashSet<>(scopes);
	}

}
