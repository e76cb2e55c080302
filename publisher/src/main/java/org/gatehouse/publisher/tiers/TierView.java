package org.gatehouse.publisher.tiers;

import java.time.Instant;
import java.util.UUID;

import org.gatehouse.common.tier.TierAccess;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.tier.Tier;
import org.jspecify.annotations.Nullable;

/**
 * A tier as providers and administrators see it.
 *
 * @param id the tier
 * @param level what it limits
 * @param name unique among the tenant's tiers of the level
 * @param displayName what people read
 * @param description null where there is none
 * @param limits what passes
 * @param permission who may subscribe on it, null for everybody
 * @param edition counts the changes
 * @param updatedAt when it was last changed
 */
public record TierView(UUID id, TierLevel level, String name, String displayName, @Nullable String description,
		Tier.Limits limits, TierAccess.@Nullable Permission permission, long edition, Instant updatedAt) {

}
