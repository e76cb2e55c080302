package org.gatehouse.db.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.gatehouse.common.snapshot.Change;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Looks things up in the change feed by what they are known by.
 */
@Repository
public class FeedEntries {

	private final JdbcClient jdbc;

	FeedEntries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Where a thing stands in the feed.
	 *
	 * @param revision the revision of its latest change
	 * @param changedAt when that was committed
	 * @param gone true if the latest change took it away
	 */
	public record Position(long revision, Instant changedAt, boolean gone) {

	}

	/**
	 * Finds a thing's latest change.
	 * @param key the key of its entry
	 * @return its place, empty where it never was in the feed
	 */
	public Optional<Position> find(String key) {
		return this.jdbc.sql("select revision, changed_at, entry is null as gone from feed_entry where entry_key = ?")
			.param(key)
			.query((row, _) -> new Position(row.getLong("revision"), row.getTimestamp("changed_at").toInstant(),
					row.getBoolean("gone")))
			.optional();
	}

	/**
	 * Reads all things of a kind, of all tenants.
	 * @param kind what their keys begin with, such as {@code api}
	 * @return the entries in force, in no order
	 */
	public List<Change> ofKind(String kind) {
		try (Binding _ = TenantContext.acrossTenants()) {
			return this.jdbc.sql("""
					select revision, tenant_id, entry_key, entry from feed_entry
					where split_part(entry_key, ':', 1) = ? and entry is not null""")
				.param(kind)
				.query(DatabaseChangeFeed::change)
				.list();
		}
	}

}
