package org.gatehouse.store.applications;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.TokenEnds;
import org.gatehouse.db.oauth.TokenHash;

import org.springframework.stereotype.Component;

/**
 * Takes back what a key was issued, at the gateways too. To be used within a service's
 * transaction.
 */
@Component
public class TokenRevocation {

	private final Authorizations authorizations;

	private final TokenEnds ends;

	private final ChangeLog changes;

	TokenRevocation(Authorizations authorizations, TokenEnds ends, ChangeLog changes) {
		this.authorizations = authorizations;
		this.ends = ends;
		this.changes = changes;
	}

	/**
	 * Takes back all tokens of a key, refresh tokens included.
	 * @param client the key
	 */
	public void revokeAllOf(OAuthClient client) {
		this.ends.ofClient(client.getId(), client.clientId());
	}

	/**
	 * Takes back one access token of a key, with its refresh token. Any other token is
	 * left alone.
	 * @param client the key
	 * @param token the access token
	 */
	public void revoke(OAuthClient client, String token) {
		this.authorizations.find(Authorizations.Kind.ACCESS, TokenHash.of(token))
			.filter((row) -> row.clientId().equals(client.getId()))
			.ifPresent((row) -> {
				if (row.access() != null) {
					this.changes.record(new SnapshotEntry.Revocation(row.access().hash(), row.access().expiresAt()));
				}
				this.authorizations.delete(row.id());
			});
	}

}
