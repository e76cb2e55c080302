package org.gatehouse.db.feed;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the change feed. It reads across tenants, since a gateway serves all of them.
 */
@Component
public class DatabaseChangeFeed implements ChangeFeed {

	/** How long a reader sleeps at most before it looks by itself. */
	private static final Duration LOOK = Duration.ofSeconds(1);

	private final JdbcClient jdbc;

	private final FeedSignal signal;

	private final Clock clock;

	DatabaseChangeFeed(JdbcClient jdbc, FeedSignal signal, Clock clock) {
		this.jdbc = jdbc;
		this.signal = signal;
		this.clock = clock;
	}

	@Override
	public ChangeBatch changesSince(long since, Duration wait) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + wait.toNanos();
		while (true) {
			long seen = this.signal.count();
			ChangeBatch batch = read(since);
			Duration left = Duration.ofNanos(deadline - System.nanoTime());
			if (!batch.changes().isEmpty() || batch.since() != since || !left.isPositive()) {
				return batch;
			}
			this.signal.await(seen, (left.compareTo(LOOK) < 0) ? left : LOOK);
		}
	}

	/**
	 * The newest revision.
	 * @return 0 before the first change
	 */
	public long head() {
		try (Binding _ = TenantContext.acrossTenants()) {
			return this.jdbc.sql("select revision from feed_head").query(Long.class).single();
		}
	}

	/**
	 * The revision in which an entry was last changed.
	 * @param key the entry's key
	 * @return the revision, 0 where the feed does not know the entry or it is gone
	 */
	public long revisionOf(String key) {
		return this.jdbc
			.sql("select coalesce(max(revision), 0) from feed_entry where entry_key = ? and entry is not null")
			.param(key)
			.query(Long.class)
			.single();
	}

	private ChangeBatch read(long since) throws IOException {
		try (Binding _ = TenantContext.acrossTenants()) {
			// A reader that is ahead comes from before a restored backup: it starts anew.
			long from = (since > 0 && since > head()) ? 0 : since;
			List<Change> changes = this.jdbc
				.sql("""
						select revision, tenant_id, entry_key, entry from feed_entry
						where revision > :since and (expires_at is null or expires_at > :now) and (:since > 0 or entry is not null)
						order by revision""")
				.param("since", from)
				.param("now", Timestamp.from(this.clock.instant()))
				.query(DatabaseChangeFeed::change)
				.list();
			long revision = changes.isEmpty() ? from : changes.getLast().revision();
			return new ChangeBatch(SnapshotEntry.SCHEMA_VERSION, from, revision, changes);
		}
		catch (DataAccessException ex) {
			throw new IOException("the change feed cannot be read", ex);
		}
	}

	/**
	 * Deletes entries whose time is over; a gateway forgets them by itself.
	 * @return how many there were
	 */
	public int prune() {
		try (Binding _ = TenantContext.acrossTenants()) {
			return this.jdbc.sql("delete from feed_entry where expires_at < ?")
				.param(Timestamp.from(this.clock.instant()))
				.update();
		}
	}

	static Change change(ResultSet row, int number) throws SQLException {
		String entry = row.getString("entry");
		return new Change(row.getLong("revision"), new TenantId(row.getObject("tenant_id", UUID.class)),
				row.getString("entry_key"), (entry != null) ? SnapshotJson.read(entry) : null);
	}

}
