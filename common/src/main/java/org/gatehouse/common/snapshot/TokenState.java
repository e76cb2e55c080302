package org.gatehouse.common.snapshot;

import java.time.Instant;
import java.util.Set;

import org.gatehouse.common.application.ConsumerKey;
import org.jspecify.annotations.Nullable;

/**
 * What the key manager knows of an active opaque access token (RFC 7662 section 2.2).
 *
 * @param consumerKey the client that it was issued to
 * @param user the user that it stands for, null for a token of the application itself
 * @param scopes the granted scopes
 * @param issuedAt when it was issued
 * @param expiresAt when it expires
 */
public record TokenState(ConsumerKey consumerKey, @Nullable String user, Set<String> scopes, Instant issuedAt,
		Instant expiresAt) {

	public TokenState {
		scopes = Set.copyOf(scopes);
	}

}
