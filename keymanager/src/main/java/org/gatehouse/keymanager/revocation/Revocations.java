package org.gatehouse.keymanager.revocation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.Authorizations.LiveToken;
import org.gatehouse.db.oauth.Consents;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.oauth.TokenEnds;
import org.gatehouse.db.signin.SignIns;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends tokens before their time, here and (by the change feed) at every gateway.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Revocations {

	private final Authorizations rows;

	private final TokenEnds ends;

	private final Consents consents;

	private final OAuthClientRepository clients;

	private final SignIns signIns;

	private final ChangeLog changes;

	private final Clock clock;

	Revocations(Authorizations rows, TokenEnds ends, Consents consents, OAuthClientRepository clients, SignIns signIns,
			ChangeLog changes, Clock clock) {
		this.rows = rows;
		this.ends = ends;
		this.consents = consents;
		this.clients = clients;
		this.signIns = signIns;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Ends everything that was issued for a user, and for the clients that the user owns,
	 * and all sign-ins.
	 * @param userName the user's name
	 * @param userId the user
	 * @return the key of the last entry in the change feed, empty where no token lasted
	 */
	public Optional<String> ofUser(String userName, UUID userId) {
		return ofUser(userName, userId, null);
	}

	/**
	 * Ends everything that was issued for a user, and for the clients that the user owns,
	 * and all sign-ins but one.
	 * @param userName the user's name
	 * @param userId the user
	 * @param kept the sign-in that goes on, null where none does
	 * @return the key of the last entry in the change feed, empty where no token lasted
	 */
	public Optional<String> ofUser(String userName, UUID userId, @Nullable UUID kept) {
		this.signIns.endOf(userId, kept);
		this.consents.deleteOf(userName);
		Optional<String> last = this.ends.ofUser(userName);
		for (OAuthClient client : this.clients.findByOwnerId(userId)) {
			Optional<String> before = last;
			last = this.ends.ofClient(client.getId(), client.clientId()).or(() -> before);
		}
		return last;
	}

	/**
	 * Ends a sign-in, and the tokens that came of it.
	 * @param signInId the sign-in
	 */
	public void ofSignIn(UUID signInId) {
		this.signIns.end(signInId);
		this.signIns.familiesOf(signInId).forEach(this::ofFamily);
	}

	/**
	 * Ends everything that was issued to a client.
	 * @param clientId the row of the client
	 * @return the key of the last entry in the change feed, empty where no token lasted
	 */
	public Optional<String> ofClient(UUID clientId) {
		return this.clients.findById(clientId).flatMap((client) -> this.ends.ofClient(clientId, client.clientId()));
	}

	/**
	 * Ends everything that was issued in the tenant, and all sign-ins but one.
	 * @param kept the sign-in that goes on, null where none does
	 * @return the key of the last entry in the change feed, empty where no token lasted
	 */
	public Optional<String> ofTenant(@Nullable UUID kept) {
		this.signIns.endAll(kept);
		return this.ends.ofTenant();
	}

	/**
	 * Ends everything that a client holds for a user.
	 * @param clientId the row of the client
	 * @param userName the user's name
	 */
	public void ofClientAndUser(UUID clientId, String userName) {
		this.rows.familiesOf(clientId, userName).forEach(this::ofFamily);
	}

	/**
	 * Ends everything that came of one authorization by refreshing, and itself.
	 * @param familyId as in {@code AuthorizationRow#familyId()}
	 */
	public void ofFamily(UUID familyId) {
		this.rows.lockFamily(familyId);
		record(this.rows.liveTokensOfFamily(familyId, this.clock.instant()));
		this.rows.deleteFamily(familyId);
	}

	/**
	 * Tells the gateways that one access token no longer holds.
	 * @param hash the hash of the token
	 * @param expiresAt when it would have expired; nothing is told of one that has
	 */
	public void ofToken(String hash, @Nullable Instant expiresAt) {
		if (expiresAt != null && expiresAt.isAfter(this.clock.instant())) {
			this.changes.record(new SnapshotEntry.Revocation(hash, expiresAt));
		}
	}

	private void record(List<LiveToken> tokens) {
		tokens.forEach((token) -> ofToken(token.hash(), token.expiresAt()));
	}

}
