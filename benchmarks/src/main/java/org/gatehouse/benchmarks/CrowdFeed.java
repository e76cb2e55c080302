package org.gatehouse.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.common.snapshot.SnapshotEntry;

/**
 * A feed in memory that tells a small world and a {@link Crowd} page by page, and then
 * what is added.
 */
final class CrowdFeed implements ChangeFeed {

	private static final int PAGE = 5000;

	private static final TenantId TENANT = new TenantId(new UUID(0, 1));

	private final List<SnapshotEntry> world;

	private final Crowd crowd;

	private final List<SnapshotEntry> added = new ArrayList<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	CrowdFeed(List<SnapshotEntry> world, Crowd crowd) {
		this.world = List.copyOf(world);
		this.crowd = crowd;
	}

	/**
	 * Adds an entry.
	 * @param entry the entry
	 * @return its revision
	 */
	long add(SnapshotEntry entry) {
		this.lock.lock();
		try {
			this.added.add(entry);
			this.changed.signalAll();
			return begin() + this.added.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	private long begin() {
		return this.world.size() + this.crowd.size();
	}

	@Override
	public ChangeBatch changesSince(long since, Duration wait) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = wait.toNanos();
			while (since == begin() + this.added.size() && left > 0) {
				left = this.changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
			}
			long end = begin() + this.added.size();
			long until = Math.min(end, since + PAGE);
			List<Change> changes = new ArrayList<>();
			for (long i = since; i < until; i++) {
				SnapshotEntry entry = entry(i);
				changes.add(new Change(i + 1, TENANT, entry.key(), entry));
			}
			return new ChangeBatch(SnapshotEntry.SCHEMA_VERSION, "crowd", since, until, until < end, changes);
		}
		finally {
			this.lock.unlock();
		}
	}

	private SnapshotEntry entry(long number) {
		if (number < this.world.size()) {
			return this.world.get((int) number);
		}
		return (number < begin()) ? this.crowd.entry(number - this.world.size())
				: this.added.get((int) (number - begin()));
	}

}
