package org.gatehouse.gatewaycore.snapshot;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.common.snapshot.GatewayReport;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.throttle.Quotas;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the change feed: folds what is new into the state, compiles it, swaps one
 * reference. Where the feed is away the gateway goes on with what it has, at a restart
 * with what is on disk. The first question after a start is always for the whole state,
 * so that nothing depends on what happened before.
 */
public final class SnapshotFollower implements Supplier<@Nullable Snapshot>, AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(SnapshotFollower.class);

	private static final Duration LONG_POLL = Duration.ofSeconds(30);

	private static final Duration SAVE_AT_MOST_EVERY = Duration.ofSeconds(1);

	private static final long REPORT_EVERY_SECONDS = 5;

	private final ChangeFeed feed;

	private final GatewayReporter reporter;

	private final GatewayConfiguration.Node node;

	private final Clock clock;

	private final SnapshotCompiler compiler;

	private final @Nullable SnapshotFile file;

	private final Semaphore news = new Semaphore(0);

	private final Thread follower = Thread.ofVirtual().name("gateway-follower").unstarted(this::follow);

	private final Thread herald = Thread.ofVirtual().name("gateway-reports").unstarted(this::tell);

	private volatile @Nullable Snapshot current;

	private volatile GatewayReport report;

	private volatile boolean stopped;

	private SnapshotState state = SnapshotState.EMPTY;

	private @Nullable ChangeBatch unsaved;

	private Instant savedAt = Instant.EPOCH;

	/**
	 * Makes a follower that does nothing yet.
	 * @param configuration who the gateway is, and where it keeps its state
	 * @param feed what it follows
	 * @param reporter where it reports
	 * @param quotas the limits that its snapshots use
	 * @param clock the time
	 */
	public SnapshotFollower(GatewayConfiguration configuration, ChangeFeed feed, GatewayReporter reporter,
			Quotas quotas, Clock clock) {
		this.feed = feed;
		this.reporter = reporter;
		this.node = configuration.node();
		this.clock = clock;
		this.compiler = new SnapshotCompiler(quotas, configuration.defaultTenant());
		this.file = (configuration.snapshotFile() == null) ? null : new SnapshotFile(configuration.snapshotFile());
		this.report = report(0, clock.instant(), null);
	}

	/** Reads the state on disk, if any, and begins to follow. */
	public void start() {
		SnapshotFile kept = this.file;
		if (kept != null) {
			try {
				kept.read().ifPresent((batch) -> apply(batch, false));
			}
			catch (IOException | RuntimeException ex) {
				LOG.warn("the kept snapshot is not used: {}", ex.getMessage());
			}
		}
		this.follower.start();
		this.herald.start();
	}

	/**
	 * The snapshot in force.
	 * @return the snapshot, null before the first
	 */
	@Override
	public @Nullable Snapshot get() {
		return this.current;
	}

	private void follow() {
		boolean whole = true;
		long failures = 0;
		while (!this.stopped) {
			try {
				long since = whole ? 0 : this.state.revision();
				Duration wait = whole ? Duration.ZERO : (this.unsaved != null) ? SAVE_AT_MOST_EVERY : LONG_POLL;
				ChangeBatch batch = this.feed.changesSince(since, wait);
				if (batch.schemaVersion() != SnapshotEntry.SCHEMA_VERSION) {
					throw new IOException("schema version: " + batch.schemaVersion() + " (expected: "
							+ SnapshotEntry.SCHEMA_VERSION + ")");
				}
				// A feed that is behind us was restored from a backup: begin again.
				boolean behind = !whole && batch.revision() < this.state.revision();
				if (!behind && (whole || !batch.changes().isEmpty() || batch.revision() != this.state.revision())) {
					apply(batch, true);
				}
				else {
					prune();
				}
				whole = behind;
				failures = 0;
				save(false);
			}
			catch (InterruptedException ex) {
				break;
			}
			catch (IOException | RuntimeException ex) {
				failures++;
				LOG.warn("the change feed cannot be read: {}", String.valueOf(ex.getMessage()));
				LOG.debug("the change feed cannot be read", ex);
				if (!pause(failures)) {
					break;
				}
			}
		}
		// Writing to a file fails on a thread that is marked as interrupted.
		Thread.interrupted();
		save(true);
	}

	private boolean pause(long failures) {
		long most = Math.min(5000, 100L << Math.min(6, failures));
		try {
			Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	private void apply(ChangeBatch batch, boolean keep) {
		Instant now = this.clock.instant();
		SnapshotState next = this.state.after(batch).pruned(now);
		SnapshotCompiler.Compiled compiled = this.compiler.compile(next);
		this.state = next;
		this.current = compiled.snapshot();
		this.report = report(next.revision(), this.clock.instant(), problem(compiled.problems()));
		this.news.release();
		if (keep) {
			this.unsaved = SnapshotState.whole(next.revision(), compiled.running());
		}
		for (String problem : compiled.problems()) {
			LOG.warn("revision {} is not wholly in force: {}", next.revision(), problem);
		}
	}

	private void prune() {
		SnapshotState pruned = this.state.pruned(this.clock.instant());
		if (pruned != this.state) {
			this.state = pruned;
			this.current = this.compiler.compile(pruned).snapshot();
		}
	}

	private static @Nullable String problem(List<String> problems) {
		if (problems.isEmpty()) {
			return null;
		}
		String more = (problems.size() > 1) ? " (and " + (problems.size() - 1) + " more)" : "";
		return problems.getFirst() + more;
	}

	private void save(boolean now) {
		ChangeBatch batch = this.unsaved;
		if (this.file == null) {
			this.unsaved = null;
		}
		else if (batch != null && (now || this.clock.instant().isAfter(this.savedAt.plus(SAVE_AT_MOST_EVERY)))) {
			try {
				this.file.write(batch);
			}
			catch (IOException | RuntimeException ex) {
				LOG.warn("the snapshot cannot be kept: {}", ex.getMessage());
			}
			this.unsaved = null;
			this.savedAt = this.clock.instant();
		}
	}

	private void tell() {
		while (!this.stopped) {
			try {
				if (this.news.tryAcquire(REPORT_EVERY_SECONDS, TimeUnit.SECONDS)) {
					this.news.drainPermits();
				}
				this.reporter.report(this.report);
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (IOException | RuntimeException ex) {
				LOG.debug("the report was not delivered", ex);
			}
		}
	}

	private GatewayReport report(long revision, Instant at, @Nullable String problem) {
		return new GatewayReport(this.node.id(), this.node.environment(), this.node.host(), revision, at, problem);
	}

	/** Stops following and keeps the state on disk. */
	@Override
	public void close() {
		this.stopped = true;
		this.follower.interrupt();
		this.herald.interrupt();
		try {
			this.follower.join(Duration.ofSeconds(5));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
