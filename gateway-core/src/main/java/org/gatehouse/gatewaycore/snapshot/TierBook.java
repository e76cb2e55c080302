package org.gatehouse.gatewaycore.snapshot;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.jspecify.annotations.Nullable;

/**
 * The tiers of all tenants. {@code Unlimited} exists at every level even where nobody
 * defined it, and so does the tier without a name, which means the same.
 */
record TierBook(Map<Place, SnapshotEntry.Tier> tiers) {

	record Place(TenantId tenantId, TierLevel level, String name) {

	}

	static TierBook of(Collection<KnownEntry> entries) {
		Map<Place, SnapshotEntry.Tier> tiers = new HashMap<>();
		for (KnownEntry known : entries) {
			if (known.entry() instanceof SnapshotEntry.Tier tier) {
				tiers.put(new Place(known.tenantId(), tier.level(), tier.name()), tier);
			}
		}
		return new TierBook(tiers);
	}

	SnapshotEntry.@Nullable Tier find(TenantId tenantId, TierLevel level, String name) {
		SnapshotEntry.Tier tier = this.tiers.get(new Place(tenantId, level, name));
		if (tier == null && (name.isEmpty() || name.equals("Unlimited"))) {
			return new SnapshotEntry.Tier("", level, "Unlimited", new Quota.Unlimited(), true);
		}
		return tier;
	}

	SnapshotEntry.Tier get(TenantId tenantId, TierLevel level, String name) {
		SnapshotEntry.Tier tier = find(tenantId, level, name);
		if (tier == null) {
			throw new IllegalArgumentException(
					"tier: '" + name + "' (expected: a tier of level " + level + " that the tenant has)");
		}
		return tier;
	}

}
