package org.gatehouse.gatewaycore.throttle;

import java.util.List;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;

/**
 * Something of which calls are counted. Its limits are looked up when the first call
 * comes: most of a million subscriptions are never called between two changes, and have
 * none.
 */
public abstract class Limited {

	private final TierCell tier;

	private final long revision;

	private volatile @Nullable Limit limit;

	/**
	 * Begins without a limit.
	 * @param tier the tier that it has
	 * @param revision the feed's revision that said so
	 */
	protected Limited(TierCell tier, long revision) {
		this.tier = tier;
		this.revision = revision;
	}

	/**
	 * What is limited.
	 * @param level what it is
	 * @param subject names it, unique within the level
	 * @param tier the tier that it has
	 * @param revision the feed's revision that said so
	 * @return something of that name
	 */
	public static Limited of(Level level, String subject, TierCell tier, long revision) {
		return new Named(level, subject, tier, revision, false);
	}

	/**
	 * What is limited for each client's IP address, whatever its tier says.
	 * @param level what it is
	 * @param subject names it, unique within the level
	 * @param tier the tier that it has
	 * @param revision the feed's revision that said so
	 * @return something of that name
	 */
	public static Limited ofEachAddress(Level level, String subject, TierCell tier, long revision) {
		return new Named(level, subject, tier, revision, true);
	}

	/**
	 * What is limited.
	 * @return the level of its quota
	 */
	protected abstract Level level();

	/**
	 * The name by which the limits outlive the snapshot.
	 * @return unique within the level
	 */
	protected abstract String subject();

	/** True where every client's IP address has a count of its own. */
	boolean isOfEachAddress() {
		return false;
	}

	/**
	 * The limits that a call has to keep.
	 * @param caller who calls
	 * @param limits takes them, in the order of their locks
	 */
	public final void collect(Caller caller, List<Limit> limits) {
		TierRules rules = this.tier.rules();
		if (rules.letsAllPass()) {
			return;
		}
		Limit shared = limit();
		if (rules.isOneCount() && !isOfEachAddress()) {
			limits.add(shared);
			return;
		}
		String who = who(rules.tier(), caller);
		boolean grouped = false;
		List<Group> groups = rules.groups();
		for (int i = 0; i < groups.size(); i++) {
			if (groups.get(i).holds(caller)) {
				grouped = true;
				add(groups.get(i).rule(), i, shared, who, limits);
			}
		}
		if (!grouped) {
			add(rules.quota(), TierRules.QUOTA, shared, who, limits);
		}
		add(rules.burst(), TierRules.BURST, shared, who, limits);
	}

	private void add(@Nullable Rule rule, int part, Limit shared, @Nullable String who, List<Limit> limits) {
		if (rule != null) {
			limits.add((who == null) ? shared.part(part)
					: this.tier.quotas().limit(new Quotas.OfOne(shared, part, who), level(), this.tier, this.revision));
		}
	}

	/** Whose count it is; those without a name share one. */
	private @Nullable String who(SnapshotEntry.Tier now, Caller caller) {
		if (isOfEachAddress()) {
			return caller.address();
		}
		return switch (now.countedBy()) {
			case ALL -> null;
			case USER -> caller.user();
			case ADDRESS -> caller.address();
		};
	}

	private Limit limit() {
		Limit known = this.limit;
		if (known == null) {
			known = this.tier.quotas().limit(level(), subject(), this.tier, this.revision);
			this.limit = known;
		}
		return known;
	}

	/** Says that what is limited is in force. */
	public final void retain() {
		this.tier.quotas().retain(this);
	}

	/** Says that what is limited is gone. */
	public final void release() {
		this.tier.quotas().release(this);
	}

	/**
	 * The tier.
	 * @return the cell of the tier that it has
	 */
	public final TierCell tier() {
		return this.tier;
	}

	/**
	 * The revision that said so.
	 * @return a revision of the feed
	 */
	public final long revision() {
		return this.revision;
	}

	private static final class Named extends Limited {

		private final Level level;

		private final String name;

		private final boolean ofEachAddress;

		Named(Level level, String name, TierCell tier, long revision, boolean ofEachAddress) {
			super(tier, revision);
			this.level = level;
			this.name = name;
			this.ofEachAddress = ofEachAddress;
		}

		@Override
		protected Level level() {
			return this.level;
		}

		@Override
		protected String subject() {
			return this.name;
		}

		@Override
		boolean isOfEachAddress() {
			return this.ofEachAddress;
		}

	}

}
