package org.gatehouse.server.launch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was started, the last first. Each step has its time; what does not end within
 * it is left to the end of the process, so that a stuck one cannot keep PostgreSQL from
 * being stopped in order.
 */
final class Undo implements AutoCloseable {

	private final Deque<Step> steps = new ArrayDeque<>();

	private boolean closed;

	/**
	 * Adds a step; runs it at once where the node is ending already.
	 * @param name for the log
	 * @param atMost the time that it gets
	 * @param step ends something
	 */
	void add(String name, Duration atMost, AutoCloseable step) {
		synchronized (this.steps) {
			if (!this.closed) {
				this.steps.push(new Step(name, atMost, step));
				return;
			}
		}
		new Step(name, atMost, step).run();
	}

	@Override
	public void close() {
		while (true) {
			Step step;
			synchronized (this.steps) {
				this.closed = true;
				step = this.steps.poll();
			}
			if (step == null) {
				return;
			}
			step.run();
		}
	}

	private record Step(String name, Duration atMost, AutoCloseable action) {

		void run() {
			CountDownLatch done = new CountDownLatch(1);
			Thread.ofPlatform().daemon().name("stop-" + this.name).start(() -> {
				try {
					this.action.close();
				}
				catch (Exception ex) {
					Log.logger.warn("{} did not stop in order", this.name, ex);
				}
				finally {
					done.countDown();
				}
			});
			try {
				if (!done.await(this.atMost.toMillis(), TimeUnit.MILLISECONDS)) {
					Log.logger.warn("{} did not stop within {}", this.name, this.atMost);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/** Not touched before something has to be logged, when logging is set up. */
	private static final class Log {

		private static final Logger logger = LoggerFactory.getLogger(Undo.class);

		private Log() {
		}

	}

}
