package org.gatehouse.gatewaycore.snapshot;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.common.snapshot.GatewayReport;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.credentials.EndpointSecrets;
import org.gatehouse.gatewaycore.endpoint.EndpointStates;
import org.gatehouse.gatewaycore.throttle.Quotas;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the change feed: compiles what is new, swaps one reference. Where the feed is
 * away the gateway goes on with what it has, at a restart with what is on disk. After
 * that it asks for what changed since; for the whole state where the feed turns out to be
 * another one, or to be behind.
 */
public final class SnapshotFollower implements Supplier<@Nullable Snapshot>, AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(SnapshotFollower.class);

	private static final Duration LONG_POLL = Duration.ofSeconds(30);

	private static final long REPORT_EVERY_SECONDS = 5;

	/** So that a hundred changes a second are not a hundred reports. */
	private static final long REPORT_AT_MOST_EVERY_MILLIS = 50;

	private final ChangeFeed feed;

	private final GatewayReporter reporter;

	private final GatewayConfiguration.Node node;

	private final EndpointStates endpoints;

	private final Clock clock;

	private final SnapshotCompiler compiler;

	private final @Nullable SnapshotKeeper keeper;

	private final Semaphore news = new Semaphore(0);

	private final Thread follower = Thread.ofVirtual().name("gateway-follower").unstarted(this::follow);

	private final Thread herald = Thread.ofVirtual().name("gateway-reports").unstarted(this::tell);

	private volatile @Nullable Snapshot current;

	private volatile GatewayReport report;

	private volatile boolean stopped;

	/** The feed's identity, empty where it has none. */
	private String feedName = "";

	private Set<String> problems = Set.of();

	/** What is known, though maybe not yet in force; 0 where all is to be asked for. */
	private volatile long revision;

	/**
	 * Makes a follower that does nothing yet.
	 * @param configuration who the gateway is, and where it keeps its state
	 * @param feed what it follows
	 * @param reporter where it reports
	 * @param quotas the limits that its snapshots use
	 * @param secrets opens what is sealed for the gateway
	 * @param endpoints what is known of endpoints
	 * @param clock the time
	 */
	public SnapshotFollower(GatewayConfiguration configuration, ChangeFeed feed, GatewayReporter reporter,
			Quotas quotas, EndpointSecrets secrets, EndpointStates endpoints, Clock clock) {
		this.feed = feed;
		this.reporter = reporter;
		this.node = configuration.node();
		this.endpoints = endpoints;
		this.clock = clock;
		this.compiler = new SnapshotCompiler(quotas, configuration, secrets, endpoints);
		this.keeper = (configuration.snapshotFile() == null) ? null : new SnapshotKeeper(configuration.snapshotFile());
		this.report = report(0, clock.instant(), null);
	}

	/** Reads the state on disk, if any, and begins to follow. */
	public void start() {
		SnapshotKeeper kept = this.keeper;
		if (kept != null) {
			try {
				kept.file().read(this::take);
				// A feed without a name may be any: it is asked for all of it.
				this.revision = this.feedName.isEmpty() ? 0 : this.revision;
			}
			catch (IOException | RuntimeException ex) {
				LOG.warn("the kept snapshot is not used: {}", ex.getMessage());
				this.revision = 0;
			}
			kept.start();
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

	/**
	 * How far the feed was read.
	 * @return a revision, which may not be in force yet
	 */
	public long readRevision() {
		return this.revision;
	}

	private void follow() {
		long failures = 0;
		boolean more = true;
		while (!this.stopped) {
			try {
				more = follow(more ? Duration.ZERO : LONG_POLL);
				failures = 0;
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
	}

	/** Asks once; true where there is more to ask for at once. */
	private boolean follow(Duration wait) throws IOException, InterruptedException {
		long since = this.revision;
		ChangeBatch page = this.feed.changesSince(since, wait);
		if (page.schemaVersion() != SnapshotEntry.SCHEMA_VERSION) {
			throw new IOException(
					"schema version: " + page.schemaVersion() + " (expected: " + SnapshotEntry.SCHEMA_VERSION + ")");
		}
		// A feed that is behind us was restored from a backup, another name is another
		// feed: begin again.
		if (page.since() > 0 && (page.revision() < since || !page.feed().equals(this.feedName))) {
			this.revision = 0;
			return true;
		}
		boolean news = page.since() == 0 || !page.changes().isEmpty() || page.revision() != since;
		if (news || page.more()) {
			SnapshotCompiler.Compiled compiled = take(page);
			if (compiled != null && this.keeper != null) {
				this.keeper.keep(this.feedName, this.revision, compiled);
			}
		}
		else {
			Snapshot pruned = this.compiler.prune(this.clock.instant());
			this.current = (pruned != null) ? pruned : this.current;
		}
		return page.more();
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

	/** Puts a page in force where it is the last one; null where it is not. */
	private SnapshotCompiler.@Nullable Compiled take(ChangeBatch page) {
		this.compiler.apply(page);
		this.feedName = page.feed();
		this.revision = page.revision();
		if (page.more()) {
			return null;
		}
		SnapshotCompiler.Compiled compiled = this.compiler.compile(this.clock.instant());
		this.current = compiled.snapshot();
		this.report = report(page.revision(), this.clock.instant(), problem(compiled.problems()));
		this.news.release();
		for (String problem : compiled.problems()) {
			if (!this.problems.contains(problem)) {
				LOG.warn("revision {} is not wholly in force: {}", page.revision(), problem);
			}
		}
		this.problems = Set.copyOf(compiled.problems());
		return compiled;
	}

	private static @Nullable String problem(List<String> problems) {
		if (problems.isEmpty()) {
			return null;
		}
		String more = (problems.size() > 1) ? " (and " + (problems.size() - 1) + " more)" : "";
		return problems.getFirst() + more;
	}

	private void tell() {
		while (!this.stopped) {
			try {
				if (this.news.tryAcquire(REPORT_EVERY_SECONDS, TimeUnit.SECONDS)) {
					this.news.drainPermits();
				}
				this.reporter.report(this.report.withFailing(this.endpoints.failing()));
				Thread.sleep(REPORT_AT_MOST_EVERY_MILLIS);
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
		return new GatewayReport(this.node.id(), this.node.environment(), this.node.host(), revision, at, problem,
				List.of());
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
		if (this.keeper != null) {
			this.keeper.close();
		}
	}

}
