package org.gatehouse.gatewaycore.throttle;

import java.time.Duration;
import java.util.Locale;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.jspecify.annotations.Nullable;

/**
 * The running window of one quota. Windows follow one another from the first call on; a
 * window lets its number of calls pass and no more. Where the number changes, what was
 * used in the running window stays used; where the window's length changes, a new window
 * begins.
 *
 * <p>
 * Not safe by itself: {@link Throttle} asks several of them at once and holds their locks
 * in the order of the levels.
 */
public final class Limit {

	/** For a call that was on its way when its tier began to let everything pass. */
	private static final Quota.Requests ALL = new Quota.Requests(1_000_000_000, Duration.ofSeconds(1));

	private final TierLevel level;

	private final TimeMeter time;

	private TierCell tier;

	private long revision;

	private SnapshotEntry.Tier seen;

	private Quota.Requests quota = ALL;

	private boolean hard;

	private String name;

	private String policy = "";

	private @Nullable LocalBucket bucket;

	Limit(TimeMeter time, TierCell tier, long revision) {
		this.level = tier.tier().level();
		this.time = time;
		this.tier = tier;
		this.revision = revision;
		this.seen = tier.tier();
		this.name = quoted(this.seen.name());
		change(this.seen);
	}

	/**
	 * Takes another tier's place, unless the limit already has one of a later revision.
	 */
	synchronized void use(TierCell cell, long since) {
		if (since > this.revision) {
			this.tier = cell;
			this.revision = since;
		}
	}

	/** Takes up what has become of the tier since the last call. */
	private void follow() {
		SnapshotEntry.Tier now = this.tier.tier();
		if (now != this.seen) {
			this.seen = now;
			change(now);
		}
	}

	private static String quoted(String name) {
		StringBuilder text = new StringBuilder("\"");
		for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
			if (c == '"' || c == '\\') {
				text.append('\\');
			}
			text.append((c < 0x20 || c > 0x7e) ? '?' : c);
		}
		return text.append('"').toString();
	}

	private static String policy(String name, Quota.Requests quota) {
		return name + ";q=" + quota.count() + ";w=" + quota.window().toSeconds();
	}

	private void change(SnapshotEntry.Tier next) {
		switch (next.quota()) {
			case Quota.Requests requests -> change(next, requests);
			case Quota.Unlimited _, Quota.Bandwidth _ -> {
				// Only calls that are already on their way still ask.
			}
		}
	}

	private void change(SnapshotEntry.Tier next, Quota.Requests requests) {
		this.hard = next.stopOnQuotaReach();
		this.name = quoted(next.name());
		this.policy = policy(this.name, requests);
		Quota.Requests before = this.quota;
		if (requests.equals(before)) {
			return;
		}
		this.quota = requests;
		LocalBucket running = this.bucket;
		if (running == null || !requests.window().equals(before.window())) {
			this.bucket = null;
			return;
		}
		long left = Math.max(0, requests.count() - (before.count() - running.getAvailableTokens()));
		running.replaceConfiguration(BucketConfiguration.builder().addLimit(bandwidth(requests)).build(),
				TokensInheritanceStrategy.AS_IS);
		long available = running.getAvailableTokens();
		if (available < left) {
			running.addTokens(left - available);
		}
		else if (available > left) {
			running.tryConsume(available - left);
		}
	}

	private static Bandwidth bandwidth(Quota.Requests quota) {
		return Bandwidth.builder()
			.capacity(quota.count())
			.refillIntervally(quota.count(), quota.window())
			.id("quota")
			.build();
	}

	private LocalBucket bucket() {
		LocalBucket running = this.bucket;
		if (running == null) {
			running = Bucket.builder()
				.addLimit(bandwidth(this.quota))
				.withCustomTimePrecision(this.time)
				.withSynchronizationStrategy(SynchronizationStrategy.NONE)
				.build();
			this.bucket = running;
		}
		return running;
	}

	/**
	 * How long the next call would have to wait.
	 * @return nanoseconds, 0 where a call passes
	 */
	long waitNanos() {
		follow();
		if (!this.hard) {
			return 0;
		}
		LocalBucket running = bucket();
		return (running.getAvailableTokens() > 0) ? 0
				: Math.max(1, running.estimateAbilityToConsume(1).getNanosToWaitForRefill());
	}

	/** Counts a call that passes. A soft limit that is used up counts no further. */
	ConsumptionProbe take() {
		return bucket().tryConsumeAndReturnRemaining(1);
	}

	TierLevel level() {
		return this.level;
	}

	String name() {
		return this.name;
	}

	String policy() {
		return this.policy;
	}

	/** True where nothing would be forgotten if the limit were forgotten. */
	synchronized boolean isFresh() {
		LocalBucket running = this.bucket;
		return running == null || running.getAvailableTokens() >= this.quota.count();
	}

}
