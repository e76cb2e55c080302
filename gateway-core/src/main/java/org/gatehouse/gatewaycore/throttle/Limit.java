package org.gatehouse.gatewaycore.throttle;

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

	private final TierLevel level;

	private final TimeMeter time;

	private Quota.Requests quota;

	private boolean hard;

	private String name;

	private String policy;

	private @Nullable LocalBucket bucket;

	private volatile boolean used = true;

	Limit(TimeMeter time, SnapshotEntry.Tier tier, Quota.Requests quota) {
		this.level = tier.level();
		this.time = time;
		this.quota = quota;
		this.hard = tier.stopOnQuotaReach();
		this.name = quoted(tier.name());
		this.policy = policy(this.name, quota);
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

	synchronized void change(SnapshotEntry.Tier tier, Quota.Requests next) {
		this.hard = tier.stopOnQuotaReach();
		this.name = quoted(tier.name());
		this.policy = policy(this.name, next);
		if (next.equals(this.quota)) {
			return;
		}
		LocalBucket running = this.bucket;
		if (running != null && next.window().equals(this.quota.window())) {
			long left = Math.max(0, next.count() - (this.quota.count() - running.getAvailableTokens()));
			running.replaceConfiguration(BucketConfiguration.builder().addLimit(bandwidth(next)).build(),
					TokensInheritanceStrategy.AS_IS);
			long available = running.getAvailableTokens();
			if (available < left) {
				running.addTokens(left - available);
			}
			else if (available > left) {
				running.tryConsume(available - left);
			}
		}
		else {
			this.bucket = null;
		}
		this.quota = next;
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

	void mark(boolean inUse) {
		this.used = inUse;
	}

	boolean isUsed() {
		return this.used;
	}

	/** True where nothing would be forgotten if the limit were forgotten. */
	synchronized boolean isFresh() {
		LocalBucket running = this.bucket;
		return running == null || running.getAvailableTokens() >= this.quota.count();
	}

}
