package org.gatehouse.publisher.tiers;

import org.jspecify.annotations.Nullable;

/**
 * A tier as someone typed it: nothing is checked yet.
 *
 * @param name 1 to 60 letters, digits and {@code _.-}
 * @param displayName what people read; null means the name
 * @param description null where there is none
 * @param requestCount how many requests pass in each window, at least 1; null with
 * {@code windowSeconds} for no limit
 * @param windowSeconds 1 to 31,622,400; null with {@code requestCount} for no limit
 * @param stopOnQuotaReach false if calls beyond the quota shall pass all the same
 */
public record TierDesign(String name, @Nullable String displayName, @Nullable String description,
		@Nullable Long requestCount, @Nullable Long windowSeconds, boolean stopOnQuotaReach) {

}
