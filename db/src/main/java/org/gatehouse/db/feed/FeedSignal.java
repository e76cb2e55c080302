package org.gatehouse.db.feed;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.stereotype.Component;

/**
 * Wakes up those who wait for the feed. A lost signal delays them, until they look by
 * themselves; it loses nothing.
 */
@Component
class FeedSignal {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private long count;

	/**
	 * How often something has changed.
	 * @return a number to give to {@link #await}, read before looking at the feed
	 */
	long count() {
		this.lock.lock();
		try {
			return this.count;
		}
		finally {
			this.lock.unlock();
		}
	}

	void changed() {
		this.lock.lock();
		try {
			this.count++;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for a change after a given count.
	 * @param seen the count that was read before
	 * @param wait how long to wait
	 * @throws InterruptedException if the thread is stopped
	 */
	void await(long seen, Duration wait) throws InterruptedException {
		long left = wait.toNanos();
		this.lock.lockInterruptibly();
		try {
			while (this.count == seen && left > 0) {
				left = this.changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(60)));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
