package org.gatehouse.gatewaycore.throttle;

import org.gatehouse.common.snapshot.SnapshotEntry;

/**
 * A tier as it now is. All that have the tier share its cell, so that a change of the
 * tier costs the same for one subscription and for a million: running limits see it when
 * they are next asked. Changed by one thread, read by all.
 */
public final class TierCell {

	private final Quotas quotas;

	private final long serial;

	private volatile TierRules rules;

	/**
	 * Makes a cell.
	 * @param quotas where the limits of those who have the tier are kept
	 * @param tier the tier
	 * @throws IllegalArgumentException if a condition of the tier cannot be compiled
	 */
	public TierCell(Quotas quotas, SnapshotEntry.Tier tier) {
		this.quotas = quotas;
		this.serial = quotas.nextSerial();
		this.rules = TierRules.of(tier);
	}

	/**
	 * Changes the tier for all who have it.
	 * @param next what it is from now on
	 * @throws IllegalArgumentException if a condition of it cannot be compiled; nothing
	 * is changed then
	 */
	public void replace(SnapshotEntry.Tier next) {
		this.rules = TierRules.of(next);
	}

	/**
	 * The tier.
	 * @return what it is now
	 */
	public SnapshotEntry.Tier tier() {
		return this.rules.tier();
	}

	TierRules rules() {
		return this.rules;
	}

	/** Tells which of two cells was made later. */
	long serial() {
		return this.serial;
	}

	Quotas quotas() {
		return this.quotas;
	}

}
