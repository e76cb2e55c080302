package org.gatehouse.gatewaycore.throttle;

import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.common.tier.Quota;
import org.jspecify.annotations.Nullable;

/**
 * A tier, ready to be asked. Its quotas are its parts: the quota, the burst control, and
 * those of the condition groups by their numbers.
 *
 * @param tier the tier
 * @param quota its quota, null where everything passes
 * @param burst its burst control, null for none
 * @param groups its condition groups
 */
record TierRules(SnapshotEntry.Tier tier, @Nullable Rule quota, @Nullable Rule burst, List<Group> groups) {

	/** The part that is the tier's quota. */
	static final int QUOTA = -2;

	/** The part that is the tier's burst control. */
	static final int BURST = -1;

	/**
	 * Compiles.
	 * @param tier the tier
	 * @return its rules
	 * @throws IllegalArgumentException if a condition cannot be compiled
	 */
	static TierRules of(SnapshotEntry.Tier tier) {
		Quota.Requests burst = tier.burst();
		List<Group> groups = new ArrayList<>();
		for (int i = 0; i < tier.groups().size(); i++) {
			groups.add(Group.of(tier.groups().get(i), tier.name() + "-" + (i + 1)));
		}
		return new TierRules(tier, Rule.of(tier.quota(), tier.stopOnQuotaReach(), tier.name()),
				(burst == null) ? null : Rule.of(burst, true, tier.name() + "-burst"), List.copyOf(groups));
	}

	boolean letsAllPass() {
		return this.quota == null && this.burst == null && this.groups.isEmpty();
	}

	/** True where there is one count for everybody, and nothing else. */
	boolean isOneCount() {
		return this.burst == null && this.groups.isEmpty() && this.tier.countedBy() == CountedBy.ALL;
	}

	/** The rule of a part, null where everything passes. */
	@Nullable Rule rule(int part) {
		return switch (part) {
			case QUOTA -> this.quota;
			case BURST -> this.burst;
			// Of a group that is gone only calls that are already on their way still ask.
			default -> (part < this.groups.size()) ? this.groups.get(part).rule() : null;
		};
	}

}
