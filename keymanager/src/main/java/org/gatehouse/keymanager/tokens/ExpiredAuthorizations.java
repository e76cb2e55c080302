package org.gatehouse.keymanager.tokens;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.InitialAccessTokens;
import org.gatehouse.db.oauth.TokenEnds;
import org.gatehouse.db.oauth.UsedAssertions;
import org.gatehouse.db.tenant.TenantContext;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes what has expired, in small batches, so that nobody waits for it.
 */
@Component
class ExpiredAuthorizations {

	private static final int BATCH = 1000;

	/** For so long administrators see that a token to register with has expired. */
	private static final Duration SHOWN = Duration.ofDays(30);

	private final Authorizations rows;

	private final TokenEnds ends;

	private final UsedAssertions assertions;

	private final InitialAccessTokens initialTokens;

	private final Clock clock;

	ExpiredAuthorizations(Authorizations rows, TokenEnds ends, UsedAssertions assertions,
			InitialAccessTokens initialTokens, Clock clock) {
		this.rows = rows;
		this.ends = ends;
		this.assertions = assertions;
		this.initialTokens = initialTokens;
		this.clock = clock;
	}

	/** All tenants' rows go by the same rule, so that one pass serves them all. */
	@Scheduled(fixedDelay = 5, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void remove() {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			removeAll(() -> this.rows.deleteExpired(this.clock.instant(), BATCH));
			this.ends.deleteExpired(this.clock.instant());
			removeAll(() -> this.assertions.deleteExpired(this.clock.instant(), BATCH));
			removeAll(() -> this.initialTokens.deleteExpired(this.clock.instant().minus(SHOWN), BATCH));
		}
	}

	private static void removeAll(IntSupplier batch) {
		int removed;
		do {
			removed = batch.getAsInt();
		}
		while (removed == BATCH);
	}

}
