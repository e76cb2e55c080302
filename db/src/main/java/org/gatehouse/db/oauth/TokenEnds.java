package org.gatehouse.db.oauth;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.snapshot.SnapshotEntry.TokensEnded;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.oauth.Authorizations.LiveToken;
import org.gatehouse.db.tenant.TenantContext;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends all that was issued to a client, for a user or in the tenant, at the gateways too,
 * within the transaction of the caller. What is little is removed, and each token told
 * of. Of what is much it is written down that it has ended, which takes the same time for
 * ten million tokens as for some thousands: {@code standing_authorization} no longer
 * shows it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class TokenEnds {

	/** How many rows are removed at once, at most. */
	private static final int FEW = 1000;

	/**
	 * How far the clocks of key managers may differ: tokens from this time are told of
	 * one by one even among many, so that neither an older one survives nor a newer one
	 * ends.
	 */
	private static final Duration CLOCKS = Duration.ofSeconds(10);

	private final JdbcClient jdbc;

	private final ChangeLog changes;

	private final Clock clock;

	TokenEnds(JdbcClient jdbc, ChangeLog changes, Clock clock) {
		this.jdbc = jdbc;
		this.changes = changes;
		this.clock = clock;
	}

	/** Whose rows, by which column, null for all rows of the tenant. */
	private record Holder(TokensEnded.Holder kind, @Nullable String column, Object value, String name) {

		String condition() {
			return (this.column != null) ? this.column + " = :holder" : "cast(:holder as text) is not null";
		}

	}

	/**
	 * Ends what a client was issued.
	 * @param id the row of the client
	 * @param clientId its public id
	 * @return the key of the last entry in the change feed, empty where no token lasted
	 */
	public Optional<String> ofClient(UUID id, String clientId) {
		return end(new Holder(TokensEnded.Holder.CLIENT, "client_id", id, clientId));
	}

	/**
	 * Ends what was issued for a user.
	 * @param userName the user's name
	 * @return the key of the last entry in the change feed, empty where no token lasted
	 */
	public Optional<String> ofUser(String userName) {
		return end(new Holder(TokensEnded.Holder.USER, "principal_name", userName, userName));
	}

	/**
	 * Ends all that was issued in the tenant.
	 * @return the key of the last entry in the change feed, empty where no token lasted
	 */
	public Optional<String> ofTenant() {
		return end(new Holder(TokensEnded.Holder.TENANT, null, "", ""));
	}

	/**
	 * Counts the access tokens of the tenant that last.
	 * @param limit where counting stops
	 * @return how many there are, or the limit
	 */
	@Transactional(readOnly = true)
	public int countLive(int limit) {
		return this.jdbc.sql("""
				select count(*) from (select 1 from standing_authorization
				where access_hash is not null and access_expires_at > :now limit :limit) live""")
			.param("now", Timestamp.from(this.clock.instant()))
			.param("limit", limit)
			.query(Integer.class)
			.single();
	}

	/**
	 * Forgets ends of which all rows are gone.
	 * @param now the time
	 */
	@Transactional
	public void deleteExpired(Instant now) {
		this.jdbc.sql("delete from token_end where expires_at < :now").param("now", Timestamp.from(now)).update();
	}

	private Optional<String> end(Holder holder) {
		Instant now = this.clock.instant();
		return isMuch(holder) ? write(holder, now) : remove(holder, now);
	}

	private boolean isMuch(Holder holder) {
		return this.jdbc
			.sql("select count(*) > :few from (select 1 from standing_authorization where " + holder.condition()
					+ " limit :few + 1) counted")
			.param("holder", holder.value())
			.param("few", FEW)
			.query(Boolean.class)
			.single();
	}

	private Optional<String> remove(Holder holder, Instant now) {
		List<LiveToken> live = live(holder, Instant.EPOCH, now);
		live.forEach(this::tell);
		this.jdbc
			.sql("delete from oauth_authorization where id in (select id from standing_authorization where "
					+ holder.condition() + ")")
			.param("holder", holder.value())
			.update();
		return live.isEmpty() ? Optional.empty() : Optional.of(revocation(live.getLast()).key());
	}

	private Optional<String> write(Holder holder, Instant now) {
		Instant until = this.jdbc.sql("select expires_at from oauth_authorization order by expires_at desc limit 1")
			.query((row, _) -> row.getTimestamp(1).toInstant())
			.single();
		this.jdbc.sql("""
				insert into token_end (tenant_id, client_id, principal_name, ended_at, expires_at)
				values (current_setting('gatehouse.tenant')::uuid, :client, :principal, :now, :until)""")
			.param("client", (holder.kind() == TokensEnded.Holder.CLIENT) ? holder.value() : null)
			.param("principal", (holder.kind() == TokensEnded.Holder.USER) ? holder.value() : null)
			.param("now", Timestamp.from(now))
			.param("until", Timestamp.from(until))
			.update();
		Instant before = now.minus(CLOCKS);
		// Tokens say when they were issued in whole seconds.
		live(holder, before.minusSeconds(1), now).forEach(this::tell);
		TokensEnded ended = new TokensEnded(TenantContext.current(), holder.kind(), holder.name(), before, until);
		this.changes.record(ended);
		return Optional.of(ended.key());
	}

	private List<LiveToken> live(Holder holder, Instant issuedFrom, Instant now) {
		return this.jdbc
			.sql("select access_hash, access_expires_at from oauth_authorization where " + holder.condition()
					+ " and access_hash is not null and access_expires_at > :now and access_issued_at >= :issued")
			.param("holder", holder.value())
			.param("now", Timestamp.from(now))
			.param("issued", Timestamp.from(issuedFrom))
			.query(Authorizations::liveToken)
			.list();
	}

	private void tell(LiveToken token) {
		this.changes.record(revocation(token));
	}

	private static SnapshotEntry.Revocation revocation(LiveToken token) {
		return new SnapshotEntry.Revocation(token.hash(), token.expiresAt());
	}

}
