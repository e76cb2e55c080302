package org.gatehouse.db.identity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * When directories were read whole, and what was in the way. Apart from their settings,
 * whose version does not change with it.
 */
@Repository
public class LdapReadings {

	private final JdbcClient jdbc;

	LdapReadings(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * What is known of the readings of a directory.
	 *
	 * @param at when the last one began that came to its end, null where none did
	 * @param problem what has been in the way since then, null where nothing was
	 * @param problemAt when the reading began that it was in the way of
	 */
	public record Reading(@Nullable Instant at, @Nullable String problem, @Nullable Instant problemAt) {

	}

	/**
	 * Finds what is known of the readings of a directory.
	 * @param storeId the directory
	 * @return that, empty where there is no such directory
	 */
	public Optional<Reading> of(UUID storeId) {
		return this.jdbc.sql("select read_at, problem, problem_at from ldap_store where id = ?")
			.param(storeId)
			.query((row, _) -> new Reading(instant(row.getTimestamp("read_at")), row.getString("problem"),
					instant(row.getTimestamp("problem_at"))))
			.optional();
	}

	private static @Nullable Instant instant(@Nullable Timestamp time) {
		return (time != null) ? time.toInstant() : null;
	}

	/**
	 * Takes a reading on. Of several nodes that try, one does.
	 * @param storeId the directory
	 * @param now the time
	 * @param before it is not read unless that was last tried before then
	 * @return true for the one
	 */
	public boolean begin(UUID storeId, Instant now, Instant before) {
		return this.jdbc
			.sql("update ldap_store set tried_at = :now where id = :id and (tried_at is null or tried_at < :before)")
			.param("now", Timestamp.from(now))
			.param("id", storeId)
			.param("before", Timestamp.from(before))
			.update() == 1;
	}

	/**
	 * Notes that a reading came to its end.
	 * @param storeId the directory
	 * @param begun when it began
	 */
	public void succeeded(UUID storeId, Instant begun) {
		this.jdbc.sql("""
				update ldap_store set read_at = :begun, problem = null, problem_at = null, unreachable = false
				where id = :id""").param("begun", Timestamp.from(begun)).param("id", storeId).update();
	}

	/**
	 * Notes what was in the way of a reading. When the directory was last read stays.
	 * @param storeId the directory
	 * @param begun when it began
	 * @param problem what was in the way
	 * @param unreachable whether it was that the directory was out of reach
	 */
	public void failed(UUID storeId, Instant begun, String problem, boolean unreachable) {
		this.jdbc.sql("""
				update ldap_store set problem = :problem, problem_at = :begun, unreachable = :unreachable
				where id = :id""")
			.param("problem", problem)
			.param("begun", Timestamp.from(begun))
			.param("unreachable", unreachable)
			.param("id", storeId)
			.update();
	}

	/**
	 * Notes that a directory answers: that it was out of reach is over. Other problems
	 * stay until it is read.
	 * @param storeId the directory
	 */
	public void answered(UUID storeId) {
		this.jdbc.sql("""
				update ldap_store set problem = null, problem_at = null, unreachable = false
				where id = ? and unreachable""").param(storeId).update();
	}

}
