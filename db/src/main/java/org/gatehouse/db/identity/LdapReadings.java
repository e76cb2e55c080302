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
	 * The latest reading of a directory.
	 *
	 * @param at when it began, null where it was never read
	 * @param problem what was in the way, null where nothing was
	 */
	public record Reading(@Nullable Instant at, @Nullable String problem) {

	}

	/**
	 * Finds the latest reading.
	 * @param storeId the directory
	 * @return the reading, empty where there is no such directory
	 */
	public Optional<Reading> of(UUID storeId) {
		return this.jdbc.sql("select read_at, problem from ldap_store where id = ?").param(storeId).query((row, _) -> {
			Timestamp at = row.getTimestamp("read_at");
			return new Reading((at != null) ? at.toInstant() : null, row.getString("problem"));
		}).optional();
	}

	/**
	 * Takes a reading on. Of several nodes that try, one does.
	 * @param storeId the directory
	 * @param now the time
	 * @param before it is not read unless it was last read before then
	 * @return true for the one
	 */
	public boolean begin(UUID storeId, Instant now, Instant before) {
		return this.jdbc
			.sql("update ldap_store set read_at = :now where id = :id and (read_at is null or read_at < :before)")
			.param("now", Timestamp.from(now))
			.param("id", storeId)
			.param("before", Timestamp.from(before))
			.update() == 1;
	}

	/**
	 * Notes how a reading ended.
	 * @param storeId the directory
	 * @param problem what was in the way, null where nothing was
	 */
	public void end(UUID storeId, @Nullable String problem) {
		this.jdbc.sql("update ldap_store set problem = :problem where id = :id")
			.param("problem", problem)
			.param("id", storeId)
			.update();
	}

}
