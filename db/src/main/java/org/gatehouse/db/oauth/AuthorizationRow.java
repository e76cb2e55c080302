package org.gatehouse.db.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code oauth_authorization}: what one client was issued for one user, or for
 * itself. Tokens are known by their hashes only.
 *
 * @param id the authorization
 * @param familyId the authorization that the first refresh token was issued with; all
 * that came of it by refreshing or by token exchange has the same
 * @param clientId the row of the client, not its public name
 * @param principalName the user, or the client's public name where no user is involved
 * @param grantType how it came about, such as {@code password}
 * @param scopes what was granted, in the order of the answer
 * @param attributes a JSON object of the key manager's
 * @param stateHash the hash of what the user's browser comes back with: the state of a
 * request that waits for consent, or the code that a device shows, until it is answered
 * @param code the authorization code, or the device code of a device's sign-in
 * @param access the access token
 * @param refresh the refresh token
 * @param refreshUsedAt when the refresh token was exchanged for another, null while it
 * holds
 * @param idToken the ID token
 * @param version counts the writes, from 0
 * @param createdAt when the row was written first
 */
public record AuthorizationRow(UUID id, UUID familyId, UUID clientId, String principalName, String grantType,
		List<String> scopes, String attributes, @Nullable String stateHash, @Nullable StoredToken code,
		@Nullable StoredToken access, @Nullable StoredToken refresh, @Nullable Instant refreshUsedAt,
		@Nullable StoredToken idToken, long version, Instant createdAt) {

	public AuthorizationRow {
		scopes = List.copyOf(scopes);
	}

	/**
	 * One token of an authorization.
	 *
	 * @param hash {@link TokenHash#of} of its value
	 * @param metadata a JSON object of the key manager's
	 * @param issuedAt when it was issued
	 * @param expiresAt when it expires
	 */
	public record StoredToken(String hash, String metadata, Instant issuedAt, Instant expiresAt) {

	}

	/**
	 * The moment after which the row is of no use.
	 * @param grace for a row that holds no token yet
	 * @return the latest expiry of its tokens
	 */
	Instant expiresAt(Duration grace) {
		Instant latest = this.createdAt.plus(grace);
		for (StoredToken token : new StoredToken[] { this.code, this.access, this.refresh }) {
			if (token != null && token.expiresAt().isAfter(latest)) {
				latest = token.expiresAt();
			}
		}
		return latest;
	}

}
