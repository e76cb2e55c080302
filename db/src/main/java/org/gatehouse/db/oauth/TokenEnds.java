package org.gatehouse.db.oauth;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.snapshot.PasswordsEnded;
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
 * shows it. The API keys of the same applications end with their tokens, and what
 * gateways have found out of passwords with those of the users.
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

	/** Beyond this no gateway knows of a password, nor has a WebSocket lasted. */
	private static final Duration PASSWORDS_KNOWN = Duration.ofDays(1);

	private static final String API_KEYS_OF_CLIENT = """
			exists (select 1 from oauth_client c where c.id = :holder and c.application_id = api_key.application_id
			and c.key_type = api_key.key_type)""";

	private static final String API_KEYS_OF_USER = """
			exists (select 1 from application a join user_account u on u.id = a.owner_id
			where a.id = api_key.application_id and u.user_name = :holder)""";

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
	 * Ends what a client was issued, and where it is an application's the application's
	 * API keys of the same type.
	 * @param id the row of the client
	 * @param clientId its public id
	 * @return the key of the last entry in the change feed, empty where nothing lasted
	 */
	public Optional<String> ofClient(UUID id, String clientId) {
		return last(end(new Holder(TokensEnded.Holder.CLIENT, "client_id", id, clientId)),
				endApiKeys(API_KEYS_OF_CLIENT, id));
	}

	/**
	 * Ends what was issued for a user, and the API keys of the user's applications.
	 * @param userName the user's name
	 * @return the key of the last entry in the change feed, empty where nothing lasted
	 */
	public Optional<String> ofUser(String userName) {
		endPasswords(userName);
		return last(end(new Holder(TokensEnded.Holder.USER, "principal_name", userName, userName)),
				endApiKeys(API_KEYS_OF_USER, userName));
	}

	/**
	 * Ends all that was issued in the tenant, API keys included.
	 * @return the key of the last entry in the change feed, empty where nothing lasted
	 */
	public Optional<String> ofTenant() {
		endPasswords("");
		return last(end(new Holder(TokensEnded.Holder.TENANT, null, "", "")), endApiKeys("true", ""));
	}

	private static Optional<String> last(Optional<String> token, Optional<String> apiKey) {
		return apiKey.or(() -> token);
	}

	/** Gateways look at passwords again that they have found to be right. */
	private void endPasswords(String userName) {
		Instant now = this.clock.instant();
		this.changes.record(new PasswordsEnded(TenantContext.current(), userName, now, now.plus(PASSWORDS_KNOWN)));
	}

	private Optional<String> endApiKeys(String condition, Object holder) {
		List<String> ended = this.jdbc
			.sql("delete from api_key where tenant_id = cast(current_setting('gatehouse.tenant') as uuid)"
					+ " and cast(:holder as text) is not null and " + condition + " returning key_hash")
			.param("holder", holder)
			.query((row, _) -> "api-key:" + row.getString(1))
			.list();
		ended.forEach(this.changes::remove);
		return ended.isEmpty() ? Optional.empty() : Optional.of(ended.getLast());
	}

	/**
	 * Counts the API keys of the tenant.
	 * @return how many there are
	 */
	@Transactional(readOnly = true)
	public int countApiKeys() {
		return this.jdbc.sql("select count(*) from api_key").query(Integer.class).single();
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
