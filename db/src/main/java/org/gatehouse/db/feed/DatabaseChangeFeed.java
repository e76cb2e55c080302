package org.gatehouse.db.feed;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the change feed, page by page. It reads across tenants, since a gateway serves
 * all of them.
 */
@Component
public class DatabaseChangeFeed implements ChangeFeed {

	/** How long a reader sleeps at most before it looks by itself. */
	private static final Duration LOOK = Duration.ofSeconds(1);

	private static final String SELECT = "select revision, tenant_id, entry_key, entry from feed_entry ";

	/** How many entries an answer has at most. */
	private static final int PAGE = 5000;

	/** How long the JSON of an answer's entries is, but for the last of them. */
	private static final int PAGE_CHARACTERS = 4_000_000;

	/** No right to ask, no such function, not supported. */
	private static final Set<String> NOT_TOLD = Set.of("42501", "42883", "0A000");

	private static final Logger LOG = LoggerFactory.getLogger(DatabaseChangeFeed.class);

	private final JdbcClient jdbc;

	private final FeedSignal signal;

	private final Clock clock;

	private final int page;

	private final Duration look;

	private volatile String lastIdentity = "";

	private volatile boolean ownIdentity;

	@Autowired
	DatabaseChangeFeed(JdbcClient jdbc, FeedSignal signal, Clock clock) {
		this(jdbc, signal, clock, PAGE, LOOK);
	}

	DatabaseChangeFeed(JdbcClient jdbc, FeedSignal signal, Clock clock, int page, Duration look) {
		this.jdbc = jdbc;
		this.signal = signal;
		this.clock = clock;
		this.page = page;
		this.look = look;
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
			this.signal.await(seen, (left.compareTo(this.look) < 0) ? left : this.look);
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
			ChangeBatch news = readFrom(since);
			// A reader that is ahead comes from before a restored backup: it starts anew.
			boolean ahead = since > 0 && news.changes().isEmpty() && since > head();
			return ahead ? readFrom(0) : news;
		}
		catch (DataAccessException ex) {
			throw new IOException("the change feed cannot be read", ex);
		}
	}

	private ChangeBatch readFrom(long from) {
		Page page = new Page();
		if (from == 0) {
			// Nearly everything names tiers.
			page.begin(this.jdbc.sql(SELECT + "where entry_key like 'tier:%' and entry is not null")
				.query(DatabaseChangeFeed::change)
				.list());
		}
		this.jdbc.sql(SELECT + """
				where revision > :since and (expires_at is null or expires_at > :now)
				and (:since > 0 or entry is not null) order by revision limit :limit""")
			.param("since", from)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("limit", this.page + 1)
			.query(page::add);
		String name = page.changes.isEmpty() ? this.lastIdentity : "";
		name = name.isEmpty() ? identity() : name;
		return new ChangeBatch(SnapshotEntry.SCHEMA_VERSION, name, from, Math.max(from, page.revision), page.more,
				page.changes);
	}

	/**
	 * Which feed this is. Revisions begin anew, or again at an older one, with another
	 * cluster of PostgreSQL, with one that was restored to a point in time, and with a
	 * table that was restored from a dump. Where PostgreSQL does not tell its cluster and
	 * timeline, as managed ones may not, a row of our own stands for them.
	 */
	private String identity() {
		if (!this.ownIdentity) {
			try {
				this.lastIdentity = identity("""
						select (select system_identifier from pg_control_system()) || '-'
						|| (select timeline_id from pg_control_checkpoint()) || '-' || 'feed_head'::regclass::oid""");
				return this.lastIdentity;
			}
			catch (DataAccessException ex) {
				if (!(ex.getRootCause() instanceof SQLException cause) || !NOT_TOLD.contains(cause.getSQLState())) {
					throw ex;
				}
				LOG.info("PostgreSQL does not tell its cluster ({}): the feed is known by feed_head.identity; "
						+ "set another there after restoring to a point in time", cause.getSQLState());
				this.ownIdentity = true;
			}
		}
		this.lastIdentity = identity("select identity || '-' || 'feed_head'::regclass::oid from feed_head");
		return this.lastIdentity;
	}

	private String identity(String sql) {
		return this.jdbc.sql(sql).query(String.class).single();
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

	/** An answer in the making. */
	private final class Page {

		private final List<Change> changes = new ArrayList<>();

		private int taken;

		private long characters;

		private long revision;

		private boolean more;

		void begin(List<Change> first) {
			this.changes.addAll(first);
		}

		void add(ResultSet row) throws SQLException {
			if (this.more || this.taken == DatabaseChangeFeed.this.page || this.characters > PAGE_CHARACTERS) {
				this.more = true;
				return;
			}
			String entry = row.getString("entry");
			this.characters += (entry == null) ? 0 : entry.length();
			this.taken++;
			Change change = change(row, this.taken);
			this.revision = change.revision();
			this.changes.add(change);
		}

	}

}
