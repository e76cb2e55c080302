package org.gatehouse.keymanager.revocation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.oauth.Authorizations.LiveToken;
import org.gatehouse.db.oauth.TenantAuthorizations;
import org.gatehouse.db.signin.SignIns;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends everything that was issued in the tenant: for when nobody knows who has what. In
 * batches, each in force as soon as it is saved, so that nothing waits for all of them.
 */
@Service
class TenantRevocation {

	private static final int BATCH = 2000;

	private final TenantAuthorizations rows;

	private final SignIns signIns;

	private final Revocations revocations;

	private final TransactionTemplate transactions;

	private final Clock clock;

	TenantRevocation(TenantAuthorizations rows, SignIns signIns, Revocations revocations,
			TransactionTemplate transactions, Clock clock) {
		this.rows = rows;
		this.signIns = signIns;
		this.revocations = revocations;
		this.transactions = transactions;
		this.clock = clock;
	}

	long countLive() {
		return this.rows.countLive(this.clock.instant());
	}

	/**
	 * Ends all tokens that were issued so far, and all sign-ins but one.
	 * @param kept the sign-in that goes on, null where none does
	 * @return the key of the last revocation in the change feed, empty where no token
	 * lasted
	 */
	Optional<String> all(@Nullable UUID kept) {
		Instant start = this.clock.instant();
		this.transactions.executeWithoutResult((_) -> this.signIns.endAll(kept));
		Optional<String> last = Optional.empty();
		List<LiveToken> taken;
		do {
			List<LiveToken> batch = new ArrayList<>();
			this.transactions.executeWithoutResult((_) -> {
				batch.addAll(this.rows.take(start, BATCH));
				batch.forEach((token) -> this.revocations.ofToken(token.hash(), token.expiresAt()));
			});
			taken = batch;
			for (LiveToken token : taken) {
				if (token.expiresAt().isAfter(start)) {
					last = Optional.of(new SnapshotEntry.Revocation(token.hash(), token.expiresAt()).key());
				}
			}
		}
		while (taken.size() == BATCH);
		return last;
	}

}
