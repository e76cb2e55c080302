package org.gatehouse.gatewaycore.snapshot;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.throttle.Quotas;
import org.gatehouse.gatewaycore.throttle.TierCell;
import org.jspecify.annotations.Nullable;

/**
 * The tiers of all tenants. {@code Unlimited} exists at every level even where nobody
 * defined it, and so does the tier without a name, which means the same. Who has a tier
 * that is taken away keeps it as it last was.
 */
final class TierBook {

	private static final String UNAUTHENTICATED = "Unauthenticated";

	private final Quotas quotas;

	private final EntryBook known = new EntryBook();

	/** Also of tiers that are gone, should they come back. */
	private final Map<Place, TierCell> cells = new HashMap<>();

	private final Map<Place, String> defined = new HashMap<>();

	TierBook(Quotas quotas) {
		this.quotas = quotas;
	}

	private record Place(TenantId tenantId, TierLevel level, String name) {

	}

	void put(KnownEntry entry, SnapshotEntry.Tier tier) {
		Place place = new Place(entry.tenantId(), tier.level(), tier.name());
		TierCell cell = this.cells.get(place);
		if (cell == null) {
			this.cells.put(place, new TierCell(this.quotas, tier));
		}
		else if (!cell.tier().equals(tier)) {
			cell.replace(tier);
		}
		this.defined.put(place, tier.key());
		this.known.put(entry);
	}

	void remove(String key) {
		KnownEntry entry = this.known.get(key);
		if (entry != null && entry.entry() instanceof SnapshotEntry.Tier tier) {
			this.known.remove(key);
			Place place = new Place(entry.tenantId(), tier.level(), tier.name());
			this.defined.remove(place, key);
			TierCell cell = this.cells.get(place);
			if (cell != null && isAlwaysThere(tier.name())) {
				cell.replace(unlimited(tier.level()));
			}
		}
	}

	/**
	 * Finds a tier.
	 * @param tenantId whose it is
	 * @param level what it limits
	 * @param name its name
	 * @return the tier, null where the tenant has no such
	 */
	@Nullable TierCell find(TenantId tenantId, TierLevel level, String name) {
		Place place = new Place(tenantId, level, name);
		if (this.defined.containsKey(place)) {
			return this.cells.get(place);
		}
		return isAlwaysThere(name)
				? this.cells.computeIfAbsent(place, (_) -> new TierCell(this.quotas, unlimited(level))) : null;
	}

	/**
	 * Finds a tier that has to be there.
	 * @param tenantId whose it is
	 * @param level what it limits
	 * @param name its name
	 * @return the tier
	 * @throws IllegalArgumentException if the tenant has no such
	 */
	TierCell get(TenantId tenantId, TierLevel level, String name) {
		TierCell tier = find(tenantId, level, name);
		if (tier == null) {
			throw new IllegalArgumentException(
					"tier: '" + name + "' (expected: a tier of level " + level + " that the tenant has)");
		}
		return tier;
	}

	/**
	 * The tier of calls for which nobody has subscribed. It is there whether a tenant has
	 * one or not, so that one that comes later is in force at once.
	 * @param tenantId whose it is
	 * @return a tier that lets everything pass where the tenant has none
	 */
	TierCell unauthenticated(TenantId tenantId) {
		return get(tenantId, TierLevel.SUBSCRIPTION, UNAUTHENTICATED);
	}

	/**
	 * What protects an endpoint.
	 * @param tps how many calls a second it takes
	 * @return a tier of no tenant
	 */
	TierCell endpoint(long tps) {
		return new TierCell(this.quotas, new SnapshotEntry.Tier("", TierLevel.RESOURCE, "endpoint",
				new Quota.Requests(tps, Duration.ofSeconds(1)), true));
	}

	private static boolean isAlwaysThere(String name) {
		return name.isEmpty() || name.equals("Unlimited") || name.equals(UNAUTHENTICATED);
	}

	private static SnapshotEntry.Tier unlimited(TierLevel level) {
		return new SnapshotEntry.Tier("", level, "Unlimited", new Quota.Unlimited(), true);
	}

	Kept kept() {
		return this.known.kept();
	}

}
