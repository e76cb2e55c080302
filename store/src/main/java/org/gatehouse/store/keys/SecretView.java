package org.gatehouse.store.keys;

import java.time.Instant;
import java.util.UUID;

import org.gatehouse.db.oauth.ClientSecret;
import org.jspecify.annotations.Nullable;

/**
 * One of a key's secrets as the key's owner sees it; the secret itself is known to
 * nobody.
 *
 * @param id names it
 * @param label what the owner calls it, may be empty
 * @param createdAt when it was made
 * @param expiresAt until when it can be used, null for always
 * @param lastUsedAt when it last was, give or take a minute; null for never
 * @param holds whether it can be used now
 */
public record SecretView(UUID id, String label, Instant createdAt, @Nullable Instant expiresAt,
		@Nullable Instant lastUsedAt, boolean holds) {

	static SecretView of(ClientSecret secret, Instant now) {
		return new SecretView(secret.getId(), secret.label(), secret.createdAt(), secret.expiresAt(),
				secret.lastUsedAt(), secret.holds(now));
	}

}
