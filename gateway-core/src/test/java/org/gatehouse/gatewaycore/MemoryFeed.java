package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.common.snapshot.SnapshotEntry;

/**
 * A change feed in memory, which can also be away.
 */
public final class MemoryFeed implements ChangeFeed {

	/** The tenant of everything that is not said to be another's. */
	public static final TenantId TENANT = TenantId.random();

	private final Map<String, Change> latest = new LinkedHashMap<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/** For which revisions was asked. */
	public final List<Long> questions = Collections.synchronizedList(new ArrayList<>());

	private long revision;

	private boolean away;

	private String name = "";

	private int page = Integer.MAX_VALUE;

	/** Says which feed it is, and begins anew where it is another. */
	public void name(String said) {
		change(() -> this.name = said);
	}

	/** Answers with so many changes at a time. */
	public void page(int size) {
		this.page = size;
	}

	public void put(SnapshotEntry... entries) {
		putOf(TENANT, entries);
	}

	public void putOf(TenantId tenant, SnapshotEntry... entries) {
		change(() -> {
			for (SnapshotEntry entry : entries) {
				this.revision++;
				this.latest.remove(entry.key());
				this.latest.put(entry.key(), new Change(this.revision, tenant, entry.key(), entry));
			}
		});
	}

	public void remove(String key) {
		change(() -> {
			this.revision++;
			this.latest.remove(key);
			this.latest.put(key, new Change(this.revision, TENANT, key, null));
		});
	}

	public void away(boolean gone) {
		change(() -> this.away = gone);
	}

	public long revision() {
		return this.revision;
	}

	private void change(Runnable what) {
		this.lock.lock();
		try {
			what.run();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public ChangeBatch changesSince(long since, Duration wait) throws IOException, InterruptedException {
		this.lock.lock();
		try {
			long left = wait.toNanos();
			while (left > 0 && this.revision <= since && !this.away) {
				left = this.changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
			}
			if (this.away) {
				throw new IOException("the feed is away");
			}
			this.questions.add(since);
			List<Change> changes = this.latest.values()
				.stream()
				.filter((change) -> change.revision() > since && (since > 0 || change.entry() != null))
				.toList();
			boolean more = changes.size() > this.page;
			changes = more ? changes.subList(0, this.page) : changes;
			return new ChangeBatch(SnapshotEntry.SCHEMA_VERSION, this.name, since,
					more ? changes.getLast().revision() : this.revision, more, changes);
		}
		finally {
			this.lock.unlock();
		}
	}

}
