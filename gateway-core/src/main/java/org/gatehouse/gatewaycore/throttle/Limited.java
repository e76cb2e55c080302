package org.gatehouse.gatewaycore.throttle;

import org.jspecify.annotations.Nullable;

/**
 * Something of which calls are counted. Its limit is looked up when the first call comes:
 * most of a million subscriptions are never called between two changes, and have none.
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
	 * @param subject names it, unique within the tier's level
	 * @param tier the tier that it has
	 * @param revision the feed's revision that said so
	 * @return something of that name
	 */
	public static Limited of(String subject, TierCell tier, long revision) {
		return new Named(subject, tier, revision);
	}

	/**
	 * The name by which the limit outlives the snapshot.
	 * @return unique within the tier's level
	 */
	protected abstract String subject();

	/**
	 * The limit to ask.
	 * @return the running limit, null where the tier lets everything pass
	 */
	public final @Nullable Limit limit() {
		if (this.tier.letsAllPass()) {
			return null;
		}
		Limit known = this.limit;
		if (known == null) {
			known = this.tier.quotas().limit(subject(), this.tier, this.revision);
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

		private final String name;

		Named(String name, TierCell tier, long revision) {
			super(tier, revision);
			this.name = name;
		}

		@Override
		protected String subject() {
			return this.name;
		}

	}

}
