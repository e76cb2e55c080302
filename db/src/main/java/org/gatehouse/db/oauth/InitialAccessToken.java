package org.gatehouse.db.oauth;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A token by which clients register themselves (RFC 7591 section 3). It is known by its
 * hash only.
 *
 * @param id the token
 * @param owner the name of the administrator who made it, whom its clients belong to
 * @param label what it is for
 * @param scopes the most that its clients can be granted, beside who the user is
 * @param uses how many clients it registered
 * @param mostUses how many it can register, null for any number
 * @param createdAt when it was made
 * @param expiresAt until when it can be used
 */
public record InitialAccessToken(UUID id, String owner, String label, List<String> scopes, int uses,
		@Nullable Integer mostUses, Instant createdAt, Instant expiresAt) {

	public InitialAccessToken {
		scopes = List.copyOf(scopes);
	}

	/**
	 * Whether a client can be registered with it.
	 * @param now the time
	 * @return false where it has expired or was used often enough
	 */
	public boolean isUsable(Instant now) {
		return this.expiresAt.isAfter(now) && (this.mostUses == null || this.uses < this.mostUses);
	}

}
