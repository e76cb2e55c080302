package org.gatehouse.db.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Tokens of links that were sent to users and are good for one use. They are stored as
 * SHA-256 only.
 */
@Repository
public class OneTimeLinks {

	private final JdbcClient jdbc;

	private final Clock clock;

	OneTimeLinks(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * What a link is for.
	 */
	public enum Purpose {

		/** To show that an e-mail address is the user's. */
		CONFIRM_EMAIL,
		/** To choose a new password. */
		RESET_PASSWORD

	}

	/**
	 * Keeps a token; earlier ones of the user for the same purpose are of no more use.
	 * @param tokenHash its hash
	 * @param userId the user
	 * @param purpose what for
	 * @param lifetime how long it is good
	 */
	public void put(String tokenHash, UUID userId, Purpose purpose, Duration lifetime) {
		forget(userId, purpose);
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				insert into one_time_link (token_hash, tenant_id, user_id, purpose, created_at, expires_at)
				values (:hash, current_setting('gatehouse.tenant')::uuid, :user, :purpose, :now, :expires)""")
			.param("hash", tokenHash)
			.param("user", userId)
			.param("purpose", purpose.name())
			.param("now", Timestamp.from(now))
			.param("expires", Timestamp.from(now.plus(lifetime)))
			.update();
	}

	/**
	 * Looks a token up without using it.
	 * @param tokenHash its hash
	 * @param purpose what for
	 * @return the user, empty where it is unknown, was used or has expired
	 */
	public Optional<UUID> find(String tokenHash, Purpose purpose) {
		return query("select user_id from one_time_link where token_hash = :hash and purpose = :purpose "
				+ "and expires_at > :now", tokenHash, purpose);
	}

	/**
	 * Uses a token. Of several who use it at once, one succeeds.
	 * @param tokenHash its hash
	 * @param purpose what for
	 * @return the user, empty where it is unknown, was used or has expired
	 */
	public Optional<UUID> use(String tokenHash, Purpose purpose) {
		return query("delete from one_time_link where token_hash = :hash and purpose = :purpose "
				+ "and expires_at > :now returning user_id", tokenHash, purpose);
	}

	private Optional<UUID> query(String sql, String tokenHash, Purpose purpose) {
		return this.jdbc.sql(sql)
			.param("hash", tokenHash)
			.param("purpose", purpose.name())
			.param("now", Timestamp.from(this.clock.instant()))
			.query((row, _) -> row.getObject(1, UUID.class))
			.optional();
	}

	/**
	 * Tells whether the user was sent such a link a short time ago.
	 * @param userId the user
	 * @param purpose what for
	 * @param since how long ago
	 * @return true where one was made since, and not used
	 */
	public boolean isRecent(UUID userId, Purpose purpose, Duration since) {
		return this.jdbc.sql("select count(*) from one_time_link where user_id = ? and purpose = ? and created_at > ?")
			.params(userId, purpose.name(), Timestamp.from(this.clock.instant().minus(since)))
			.query(Long.class)
			.single() > 0;
	}

	/**
	 * Makes a user's tokens useless.
	 * @param userId the user
	 * @param purpose what they are for
	 */
	public void forget(UUID userId, Purpose purpose) {
		this.jdbc.sql("delete from one_time_link where user_id = ? and purpose = ?")
			.params(userId, purpose.name())
			.update();
	}

	/**
	 * Removes tokens that have expired.
	 * @param limit how many at most
	 * @return how many went
	 */
	public int deleteExpired(int limit) {
		return this.jdbc.sql("""
				delete from one_time_link where token_hash in (select token_hash from one_time_link where expires_at < ?
				limit ? for update skip locked)""").params(Timestamp.from(this.clock.instant()), limit).update();
	}

}
