package org.gatehouse.db.feed;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.tenant.TenantContext;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes part in the transactions that change what a gateway has to know. The changes of a
 * transaction get their revisions at its very end, just before the commit: from there to
 * the commit it holds the lock of the feed's head, so that revisions become visible in
 * their order and without gaps, and nobody waits for longer than a commit takes.
 */
@Component
public class ChangeLog {

	/**
	 * The channel of PostgreSQL's {@code NOTIFY} that wakes up readers on other nodes.
	 */
	static final String CHANNEL = "gatehouse_feed";

	private final JdbcClient jdbc;

	private final EntityManager entities;

	private final FeedSignal signal;

	private final Clock clock;

	ChangeLog(JdbcClient jdbc, EntityManager entities, FeedSignal signal, Clock clock) {
		this.jdbc = jdbc;
		this.entities = entities;
		this.signal = signal;
		this.clock = clock;
	}

	/**
	 * Puts an entry into the feed, in place of any with its key.
	 * @param entry the thing as it now is
	 * @throws IllegalStateException outside a transaction
	 */
	public void record(SnapshotEntry entry) {
		pending().put(entry.key(), new Pending(TenantContext.current().value(), entry, entry.expiresAt()));
	}

	/**
	 * Says that a thing is gone.
	 * @param key the key of its entry
	 * @throws IllegalStateException outside a transaction
	 */
	public void remove(String key) {
		pending().put(key, new Pending(TenantContext.current().value(), null, null));
	}

	private Map<String, Pending> pending() {
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalStateException("no transaction (expected: a change is recorded in the one that makes it)");
		}
		Writer writer = (Writer) TransactionSynchronizationManager.getResource(this);
		if (writer == null) {
			writer = new Writer();
			TransactionSynchronizationManager.bindResource(this, writer);
			TransactionSynchronizationManager.registerSynchronization(writer);
		}
		return writer.changes;
	}

	private void write(Map<String, Pending> changes) {
		this.entities.flush();
		long head = this.jdbc.sql("update feed_head set revision = revision + ? where id = 1 returning revision")
			.param(changes.size())
			.query(Long.class)
			.single();
		long revision = head - changes.size();
		Timestamp now = Timestamp.from(this.clock.instant());
		for (Map.Entry<String, Pending> change : changes.entrySet()) {
			Pending pending = change.getValue();
			this.jdbc.sql("""
					insert into feed_entry (entry_key, tenant_id, revision, entry, changed_at, expires_at)
					values (:key, :tenant, :revision, :entry::jsonb, :now, :expires)
					on conflict (entry_key) do update set revision = excluded.revision, entry = excluded.entry,
					changed_at = excluded.changed_at, expires_at = excluded.expires_at""")
				.param("key", change.getKey())
				.param("tenant", pending.tenant())
				.param("revision", ++revision)
				.param("entry", (pending.entry() != null) ? SnapshotJson.write(pending.entry()) : null)
				.param("now", now)
				.param("expires", (pending.expiresAt() != null) ? Timestamp.from(pending.expiresAt()) : null)
				.update();
		}
		this.jdbc.sql("select pg_notify(?, ?)").params(CHANNEL, Long.toString(head)).query((row, _) -> "").list();
	}

	private record Pending(UUID tenant, @Nullable SnapshotEntry entry, @Nullable Instant expiresAt) {

	}

	private final class Writer implements TransactionSynchronization {

		private final Map<String, Pending> changes = new LinkedHashMap<>();

		@Override
		public void suspend() {
			TransactionSynchronizationManager.unbindResource(ChangeLog.this);
		}

		@Override
		public void resume() {
			TransactionSynchronizationManager.bindResource(ChangeLog.this, this);
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			write(this.changes);
		}

		@Override
		public void afterCommit() {
			ChangeLog.this.signal.changed();
		}

		@Override
		public void afterCompletion(int status) {
			TransactionSynchronizationManager.unbindResourceIfPossible(ChangeLog.this);
		}

	}

}
