package org.gatehouse.gatewaycore.throttle;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;

/**
 * A tier as it now is. All that have the tier share its cell, so that a change of the
 * tier costs the same for one subscription and for a million: running limits see it when
 * they are next asked. Changed by one thread, read by all.
 */
public final class TierCell {

	private final Quotas quotas;

	private volatile SnapshotEntry.Tier tier;

	/**
	 * Makes a cell.
	 * @param quotas where the limits of those who have the tier are kept
	 * @param tier the tier
	 */
	public TierCell(Quotas quotas, SnapshotEntry.Tier tier) {
		this.quotas = quotas;
		this.tier = tier;
	}

	/**
	 * Changes the tier for all who have it.
	 * @param next what it is from now on
	 */
	public void replace(SnapshotEntry.Tier next) {
		this.tier = next;
	}

	/**
	 * The tier.
	 * @return what it is now
	 */
	public SnapshotEntry.Tier tier() {
		return this.tier;
	}

	Quotas quotas() {
		return this.quotas;
	}

	boolean letsAllPass() {
		return switch (this.tier.quota()) {
			case Quota.Unlimited _, Quota.Bandwidth _ -> true;
			case Quota.Requests _ -> false;
		};
	}

}
